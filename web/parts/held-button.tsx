/** A button for what hurts: it acts only after it has been held for a second. */
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

import { useSay } from '../texts/texts.js';

const holdMs = 1000;

interface HeldButtonProps {
  readonly children: ReactNode;
  readonly onHeld: () => void;
  readonly disabled?: boolean;
  readonly tone?: 'plain' | 'main';
  readonly isSmall?: boolean;
  readonly 'data-testid'?: string;
}

export const HeldButton = ({
  children,
  onHeld,
  disabled = false,
  tone = 'main',
  isSmall = false,
  ...rest
}: HeldButtonProps) => {
  const say = useSay();
  const [isHeld, setHeld] = useState(false);
  const timer = useRef<number>(undefined);
  const release = (): void => {
    window.clearTimeout(timer.current);
    timer.current = undefined;
    setHeld(false);
  };
  const press = (): void => {
    if (disabled || timer.current !== undefined) return;
    setHeld(true);
    timer.current = window.setTimeout(() => {
      release();
      onHeld();
    }, holdMs);
  };
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const pressKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    if (!event.repeat) press();
  };
  return (
    <button
      type="button"
      className={`button held ${tone} ${isSmall ? 'small' : ''}`}
      data-held={isHeld}
      disabled={disabled}
      onPointerDown={(event) => {
        if (event.button === 0) press();
      }}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
      onKeyDown={pressKey}
      onKeyUp={release}
      onBlur={release}
      onContextMenu={(event) => event.preventDefault()}
      {...rest}
    >
      <span className="held-fill" aria-hidden="true" />
      <span className="held-words">
        {children}
        <small>{say(isHeld ? 'hold.keep' : 'hold.second')}</small>
      </span>
    </button>
  );
};
