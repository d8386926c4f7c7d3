/** Something that stands on the plan and can be moved: by dragging, or by the arrow keys. */
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';

import { pointOf } from './plan-view.js';
import { onPlan } from './view-box.js';

export interface Spotted {
  readonly x: number;
  readonly y: number;
}

const steps: Readonly<Record<string, Spotted>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
/** After the last key, so that a walk is one entry of the ledger and not fifty. */
const restMs = 500;

interface HandleProps {
  readonly id: string;
  readonly kind: 'place' | 'device';
  readonly label: string;
  readonly at: Spotted;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onMoved: (to: Spotted) => void;
  readonly children: ReactNode;
}

/** Where it is while it is being moved; elsewhere it stands where the console says. */
const useMoving = (at: Spotted, onMoved: (to: Spotted) => void) => {
  const [moving, setMoving] = useState<{ readonly from: Spotted; readonly to: Spotted }>();
  const rest = useRef<number>(undefined);
  const isDragged = useRef(false);
  useEffect(() => () => window.clearTimeout(rest.current), []);
  const isMoving = moving !== undefined && moving.from.x === at.x && moving.from.y === at.y;
  const shown = isMoving ? moving.to : at;
  const walk = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const pace = event.shiftKey ? 1 : 10;
    const to = onPlan({ x: shown.x + step.x * pace, y: shown.y + step.y * pace });
    setMoving({ from: at, to });
    window.clearTimeout(rest.current);
    rest.current = window.setTimeout(() => onMoved(to), restMs);
  };
  const drag = (event: PointerEvent<SVGGElement>): void => {
    const svg = event.currentTarget.ownerSVGElement;
    if (isDragged.current && svg !== null) setMoving({ from: at, to: onPlan(pointOf(svg, event)) });
  };
  const take = (event: PointerEvent<SVGGElement>): void => {
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    isDragged.current = true;
  };
  const drop = (): void => {
    isDragged.current = false;
    if (isMoving) onMoved(moving.to);
  };
  return { shown, walk, drag, take, drop };
};

export const Handle = ({ id, kind, label, at, isChosen, onChoose, onMoved, children }: HandleProps) => {
  const { shown, walk, drag, take, drop } = useMoving(at, onMoved);
  return (
    <g
      className="handle"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an SVG has no button of its own
      role="button"
      tabIndex={0}
      aria-label={label}
      aria-pressed={isChosen}
      data-testid={`handle-${kind}`}
      data-id={id}
      data-x={shown.x}
      data-y={shown.y}
      transform={`translate(${shown.x} ${shown.y})`}
      onFocus={onChoose}
      onKeyDown={walk}
      onPointerDown={(event) => {
        onChoose();
        take(event);
      }}
      onPointerMove={drag}
      onPointerUp={drop}
    >
      <title>{label}</title>
      {children}
    </g>
  );
};
