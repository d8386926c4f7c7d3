/** A part of the page that scrolls by itself and says how much more of it lies below; pressed, that line goes there. */
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';

import { cutBy, type Cut } from './cut-rows.js';
import { useSay, type Say } from '../texts/texts.js';

interface Below {
  readonly isLong: boolean;
  readonly isAtEnd: boolean;
  readonly count: number;
  /** of those that have names */
  readonly named: readonly string[];
  /** the first and the last step of the course whose head is in sight, counted from 1 */
  readonly steps: readonly [from: number, to: number] | undefined;
  readonly cut: Cut;
}

const nothingBelow: Below = {
  isLong: false,
  isAtEnd: true,
  count: 0,
  named: [],
  steps: undefined,
  cut: [0, 0],
};

/** What shows less than this of a part with a name is below, in pixels: that is its head. */
const leastSeen = 24;

const stepsBelow = (scroller: HTMLElement, edge: number, hidden: readonly Element[]): Below['steps'] => {
  const below = [...scroller.querySelectorAll('.steps > li')]
    .map((step) => ({ step, nth: [...(step.parentElement?.children ?? [])].indexOf(step) + 1 }))
    .filter(
      ({ step }) =>
        step.getBoundingClientRect().bottom > edge + 1 && !hidden.some((part) => part.contains(step)),
    );
  const [first, last] = [below[0]?.nth, below.at(-1)?.nth];
  return first === undefined || last === undefined ? undefined : [first, last];
};

/** What must not be cut through where the items are parts of a page. */
const rowsOfParts = 'li:not(:has(p)), .step-words, p, label, h3, h4, dl > div, .chip, .held';

const lookAt = (scroller: HTMLElement, items: string, withNames: boolean): Below => {
  const box = scroller.getBoundingClientRect();
  const all = [...scroller.querySelectorAll(items)].map((item) => ({
    item,
    row: item.getBoundingClientRect(),
  }));
  const below = all
    .filter(
      ({ row: { top, bottom, height } }) =>
        height > 0 && (withNames ? top + Math.min(height / 2, leastSeen) : bottom - 1) > box.bottom,
    )
    .map(({ item }) => item);
  const unseen = scroller.scrollHeight - scroller.clientHeight;
  const lines = withNames ? [...scroller.querySelectorAll(rowsOfParts)] : [];
  const edges = lines.map((line) => line.getBoundingClientRect());
  // A heading does not stand without what comes after it.
  const parts = edges.map(({ top, bottom }, at) => ({
    top,
    bottom: (lines[at]?.matches('h3, h4') === true ? edges[at + 1]?.bottom : undefined) ?? bottom,
  }));
  const rows = withNames ? parts : all.map(({ row }) => row);
  return {
    isLong: unseen > 1,
    isAtEnd: unseen - scroller.scrollTop <= 4,
    count: below.length,
    named: below.flatMap((item) => item.getAttribute('aria-label') ?? []),
    steps: withNames ? stepsBelow(scroller, box.bottom, below) : undefined,
    cut: cutBy(rows, box, box.height / scroller.offsetHeight || 1),
  };
};

const isSame = (a: Below, b: Below): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Looked at once a frame at most, and only after something grew, came or was scrolled. */
const useBelow = (scroller: RefObject<HTMLElement | null>, items: string, withNames: boolean): Below => {
  const [below, setBelow] = useState(nothingBelow);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    let frame = 0;
    const look = (): void => {
      window.cancelAnimationFrame(frame);
      frame = window.requestAnimationFrame(() =>
        setBelow((before) => {
          const now = lookAt(element, items, withNames);
          return isSame(before, now) ? before : now;
        }),
      );
    };
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    if (element.firstElementChild !== null) sizes.observe(element.firstElementChild);
    // The names are others when the page speaks another language.
    const names = new MutationObserver(look);
    if (withNames)
      names.observe(element, { subtree: true, attributes: true, attributeFilter: ['aria-label'] });
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      window.cancelAnimationFrame(frame);
      sizes.disconnect();
      names.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [scroller, items, withNames]);
  return below;
};

const toldOf = ({ count, named, steps }: Below, beyond: number, withNames: boolean, say: Say): string => {
  const [from, to] = steps ?? [0, 0];
  const course = steps === undefined ? [] : [say(from === to ? 'more.step' : 'more.steps', { from, to })];
  if (count + course.length === 0) return say('more.rest');
  return withNames
    ? say('more.named', { names: [...course, ...named].join(say('text.comma')) })
    : say('more.below', { n: count + beyond });
};

interface ScrolledProps {
  readonly label: string;
  /** which elements are counted, as a selector */
  readonly items: string;
  /** tells the elements by their names instead of their number */
  readonly withNames?: boolean;
  /** how many more there are that this list does not hold */
  readonly beyond?: number;
  readonly children: ReactNode;
}

export const Scrolled = ({ label, items, withNames = false, beyond = 0, children }: ScrolledProps) => {
  const say = useSay();
  const scroller = useRef<HTMLDivElement>(null);
  const below = useBelow(scroller, items, withNames);
  const { isLong, isAtEnd, count, cut } = below;
  const isTop = count === 0 && isAtEnd;
  const go = (): void => {
    const element = scroller.current;
    if (isTop) element?.scrollTo({ top: 0 });
    else element?.scrollBy({ top: element.clientHeight * 0.85 });
  };
  return (
    <>
      <div
        ref={scroller}
        className="scrolled"
        style={{ clipPath: isLong ? `inset(${cut[0]}px 0 ${cut[1]}px)` : undefined }}
        // What scrolls can be scrolled by keyboard too, though nothing in it can be pressed.
        {...(isLong ? { role: 'group', tabIndex: 0, 'aria-label': label } : {})}
      >
        <div>{children}</div>
      </div>
      {isLong ? (
        <button
          type="button"
          className="more-below"
          data-testid="more-below"
          data-count={count}
          // Right after the last row that is seen; what it leaves empty comes after it.
          style={{ transform: `translateY(-${cut[1]}px)` }}
          onClick={go}
        >
          {isTop ? `${say('more.top')}\u00A0▴` : `${toldOf(below, beyond, withNames, say)}\u00A0▾`}
        </button>
      ) : null}
    </>
  );
};

/** Scrolls the row's own list, and nothing else on the page. */
export const showInList = (row: HTMLElement | null): void => {
  const list = row?.closest('.scrolled');
  if (row === null || list === null || list === undefined) return;
  const [seen, own] = [list.getBoundingClientRect(), row.getBoundingClientRect()];
  if (own.top < seen.top) list.scrollBy({ top: own.top - seen.top });
  else if (own.bottom > seen.bottom) list.scrollBy({ top: own.bottom - seen.bottom });
};
