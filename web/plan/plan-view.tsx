/** The floor plan as a picture that can be zoomed and moved, with whatever stands on it drawn over. */
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';

import type { Fact } from '../../src/console/board.js';
import { useLive } from '../live/live-context.js';
import type { LiveState } from '../live/live-machine.js';
import { LevelMark } from '../parts/level-mark.js';
import '../styles/plan.css';
import type { TextKey } from '../texts/catalogue.js';
import { useSay } from '../texts/texts.js';
import { PlaceNames } from './place-names.js';
import { boxText, middleOf, movedBy, planSize, wholePlan, zoomedAt, type ViewBox } from './view-box.js';

const step = 40;
const moves: Readonly<Record<string, { x: number; y: number }>> = {
  ArrowLeft: { x: -step, y: 0 },
  ArrowRight: { x: step, y: 0 },
  ArrowUp: { x: 0, y: -step },
  ArrowDown: { x: 0, y: step },
};

/** Where a pointer is on the plan. */
export const pointOf = (svg: SVGSVGElement, event: { clientX: number; clientY: number }): DOMPoint =>
  new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM()?.inverse());

interface Zoom {
  readonly box: ViewBox;
  readonly set: (change: (before: ViewBox) => ViewBox) => void;
}

/** React listens to the wheel without being able to keep the page from scrolling; the plan does. */
const useWheel = (svg: React.RefObject<SVGSVGElement | null>, set: Zoom['set']): void => {
  useEffect(() => {
    const element = svg.current;
    const onWheel = (event: WheelEvent): void => {
      if (element === null) return;
      event.preventDefault();
      const at = pointOf(element, event);
      set((box) => zoomedAt(box, event.deltaY < 0 ? 1.25 : 0.8, at));
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [svg, set]);
};

/** Dragging the picture itself; what lies on it and moves alone stops the event. */
const useDrag = (svg: React.RefObject<SVGSVGElement | null>, set: Zoom['set']) => {
  const from = useRef<DOMPoint>(undefined);
  return {
    onPointerDown: (event: PointerEvent) => {
      if (svg.current !== null && event.button === 0) from.current = pointOf(svg.current, event);
    },
    onPointerMove: (event: PointerEvent) => {
      const began = from.current;
      if (svg.current === null || began === undefined) return;
      const now = pointOf(svg.current, event);
      set((box) => movedBy(box, { x: began.x - now.x, y: began.y - now.y }));
    },
    onPointerUp: () => {
      from.current = undefined;
    },
    onPointerLeave: () => {
      from.current = undefined;
    },
  };
};

const Buttons = ({ set }: { readonly set: Zoom['set'] }) => {
  const say = useSay();
  const zoom = (by: number) => () => set((box) => zoomedAt(box, by, middleOf(box)));
  return (
    <div className="plan-buttons">
      <button
        type="button"
        className="button plain small"
        aria-label={say('plan.closer')}
        onClick={zoom(1.5)}
      >
        +
      </button>
      <button
        type="button"
        className="button plain small"
        aria-label={say('plan.further')}
        onClick={zoom(1 / 1.5)}
      >
        −
      </button>
      <button
        type="button"
        className="button plain small"
        data-testid="plan-whole"
        aria-label={say('plan.whole')}
        onClick={() => set(() => wholePlan)}
      >
        ⤢
      </button>
    </div>
  );
};

const hangs = ({ type }: Fact): boolean => type === 'plan.hung' || type === 'plan.taken-down';
const pickHung = (state: LiveState): number => state.recent.findLast(hangs)?.seq ?? 0;

const againMs = 5000;

/** The floor below everything that stands on it. */
export interface Drawn {
  readonly address?: string;
  /** one of the court's own says the names of its rooms itself */
  readonly isNamed: boolean;
  /** why it did not come, while it does not */
  readonly why?: TextKey;
}

class NotDrawn extends Error {
  constructor(readonly why: TextKey) {
    super(why);
  }
}

const nothingYet: Drawn = { isNamed: true };

/** @throws where it did not come or is no picture */
const fetchDrawing = async (address: string, { signal }: AbortController): Promise<Drawn> => {
  const answer = await fetch(address, { signal });
  if (!answer.ok) throw new NotDrawn('plan.not-given');
  // The browser keeps the answer for a minute: the picture is not asked for again.
  const picture = new Image();
  await new Promise((done, failed) => {
    picture.addEventListener('load', done);
    picture.addEventListener('error', () => failed(new NotDrawn('plan.no-picture')));
    picture.src = address;
  });
  return { address, isNamed: answer.headers.get('plan-names') !== 'none' };
};

/** A drawing that did not come is asked for again, and hung only once it is there: a browser's torn picture would lie over the whole house. */
const useDrawing = (version: number): readonly [Drawn, again: () => void] => {
  const [tries, setTries] = useState(0);
  const [drawn, setDrawn] = useState(nothingYet);
  const address = `/api/places/plan.svg?names=none&turn=${version}${tries === 0 ? '' : `-${tries}`}`;
  useEffect(() => {
    const left = new AbortController();
    let again: number | undefined;
    fetchDrawing(address, left).then(setDrawn, (thrown: unknown) => {
      if (left.signal.aborted) return;
      const why = thrown instanceof NotDrawn ? thrown.why : 'plan.no-answer';
      // The first time is no failure yet; what hung before goes on hanging.
      if (tries > 0)
        setDrawn((before) => ({ ...before, isNamed: before.address !== undefined && before.isNamed, why }));
      again = window.setTimeout(() => setTries(tries + 1), tries === 0 ? 500 : againMs);
    });
    return () => {
      left.abort();
      window.clearTimeout(again);
    };
  }, [address, tries]);
  return [drawn, () => setTries(tries + 1)];
};

interface PlanViewProps {
  readonly label: string;
  readonly children: ReactNode;
  readonly withButtons?: boolean;
  /** counts up where this page itself has changed the drawing */
  readonly turn?: number;
}

/** In the plan's units: a courtroom has no room for a second line of larger letters. */
const largestOfTwoLines = 26;

/** Tells the styles how many of the plan's units one pixel of the screen is: what must be read is measured in pixels. */
const useUnit = (svg: React.RefObject<SVGSVGElement | null>, zoom: number, isNamed: boolean): void => {
  useEffect(() => {
    const element = svg.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const { clientWidth, clientHeight } = element;
      if (clientWidth === 0 || clientHeight === 0) return;
      const unit = Math.max(planSize.width / clientWidth, planSize.height / clientHeight) / zoom;
      element.style.setProperty('--unit', unit.toFixed(3));
      const name = isNamed ? null : element.querySelector('.place-name');
      const letters = name === null ? 0 : Number.parseFloat(getComputedStyle(name).fontSize);
      element.dataset['small'] = String(letters > largestOfTwoLines);
    };
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [svg, zoom, isNamed]);
};

export const PlanView = ({ label, children, withButtons = true, turn = 0 }: PlanViewProps) => {
  const say = useSay();
  const [box, setBox] = useState<ViewBox>(wholePlan);
  const svg = useRef<SVGSVGElement>(null);
  const hung = useLive(pickHung);
  const [drawn, again] = useDrawing(hung + turn);
  useUnit(svg, box.zoom, drawn.isNamed);
  useWheel(svg, setBox);
  const drag = useDrag(svg, setBox);
  const onKey = (event: KeyboardEvent): void => {
    const move = moves[event.key];
    if (event.target !== event.currentTarget) return;
    if (move !== undefined) setBox((before) => movedBy(before, move));
    else if (event.key === '+' || event.key === '=')
      setBox((before) => zoomedAt(before, 1.5, middleOf(before)));
    else if (event.key === '-') setBox((before) => zoomedAt(before, 1 / 1.5, middleOf(before)));
    else if (event.key === '0') setBox(wholePlan);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <figure className="plan">
      {/* Moved and zoomed by keyboard too; what can be pressed on it has its own name. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <svg
        ref={svg}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an SVG has no fieldset
        role="group"
        aria-label={label}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        viewBox={boxText(box)}
        data-zoom={box.zoom.toFixed(2)}
        preserveAspectRatio="xMidYMid meet"
        onKeyDown={onKey}
        {...drag}
      >
        {drawn.address === undefined ? null : (
          <image
            href={drawn.address}
            width={planSize.width}
            height={planSize.height}
            className="plan-drawing"
          />
        )}
        {children}
        {drawn.isNamed ? null : <PlaceNames />}
      </svg>
      {drawn.why === undefined ? null : (
        <div className="problem plan-missing" data-trouble="true" role="alert" data-testid="plan-missing">
          <LevelMark level="trouble" />
          <p className="problem-words">{say('plan.missing', { why: say(drawn.why) })}</p>
          {withButtons ? (
            <button type="button" className="button plain" onClick={again}>
              {say('do.again')}
            </button>
          ) : null}
        </div>
      )}
      {withButtons ? <Buttons set={setBox} /> : null}
    </figure>
  );
};
