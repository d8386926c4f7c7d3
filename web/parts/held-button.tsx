/**
 * A button for what hurts: it acts only after it has been held for a second. Sliding off it lets go; the page
 * sliding under the finger (an alarm comes in above) does not.
 */
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';

import { useSay } from '../texts/texts.js';

const holdMs = 1000;
const slidOffPx = 60;

interface HeldButtonProps {
  readonly children: ReactNode;
  readonly onHeld: () => void;
  readonly disabled?: boolean;
  readonly tone?: 'plain' | 'main';
  readonly isSmall?: boolean;
  /** why it is disabled: said in it */
  readonly title?: string | undefined;
  readonly 'data-testid'?: string;
}

export const HeldButton = ({
  children,
  onHeld,
  disabled = false,
  tone = 'main',
  isSmall = false,
  title,
  ...rest
}: HeldButtonProps) => {
  const say = useSay();
  const [isHeld, setHeld] = useState(false);
  const timer = useRef<number>(undefined);
  const start = useRef({ x: 0, y: 0 });
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
  const pressPointer = (event: PointerEvent<HTMLButtonElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, y: event.clientY };
    press();
  };
  const slide = (event: PointerEvent): void => {
    if (Math.hypot(event.clientX - start.current.x, event.clientY - start.current.y) > slidOffPx) release();
  };
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
      onPointerDown={pressPointer}
      onPointerMove={slide}
      onPointerUp={release}
      onPointerCancel={release}
      onKeyDown={pressKey}
      onKeyUp={release}
      onBlur={release}
      onContextMenu={(event) => event.preventDefault()}
      {...rest}
    >
      <span className="held-fill" aria-hidden="true" />
      <span className="held-words">
        <span>{children}</span>
        <small>{disabled && title !== undefined ? title : say(isHeld ? 'hold.keep' : 'hold.second')}</small>
      </span>
    </button>
  );
};
