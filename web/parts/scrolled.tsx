/** A part of the page that scrolls by itself and says how much more of it lies below; pressed, that line goes there. */
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';

import { useSay } from '../texts/texts.js';

interface Below {
  readonly isLong: boolean;
  readonly count: number;
  /** of those that have names */
  readonly named: readonly string[];
}

/** Of a row, what shows less than this of itself is below, in pixels; a part with a name is, while its end is. */
const leastSeen = 24;

const lookAt = (scroller: HTMLElement, items: string, withNames: boolean): Below => {
  const edge = scroller.getBoundingClientRect().bottom;
  const below = [...scroller.querySelectorAll(items)].filter((item) => {
    const { top, height } = item.getBoundingClientRect();
    const end = withNames ? height - 4 : Math.min(height / 2, leastSeen);
    return height > 0 && top + end > edge;
  });
  return {
    isLong: scroller.scrollHeight - scroller.clientHeight > 1,
    count: below.length,
    named: below.flatMap((item) => item.getAttribute('aria-label') ?? []),
  };
};

const isSame = (a: Below, b: Below): boolean =>
  a.isLong === b.isLong && a.count === b.count && a.named.join('\n') === b.named.join('\n');

/** Looked at once a frame at most, and only after something grew, came or was scrolled. */
const useBelow = (scroller: RefObject<HTMLElement | null>, items: string, withNames: boolean): Below => {
  const [below, setBelow] = useState<Below>({ isLong: false, count: 0, named: [] });
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

interface ScrolledProps {
  readonly label: string;
  /** which elements are counted, as a selector */
  readonly items: string;
  /** tells the elements by their names instead of their number */
  readonly withNames?: boolean;
  readonly children: ReactNode;
}

export const Scrolled = ({ label, items, withNames = false, children }: ScrolledProps) => {
  const say = useSay();
  const scroller = useRef<HTMLDivElement>(null);
  const { isLong, count, named } = useBelow(scroller, items, withNames);
  const told = withNames
    ? say('more.named', { names: named.join(say('text.comma')) })
    : say('more.below', { n: count });
  const go = (): void => {
    const element = scroller.current;
    if (count === 0) element?.scrollTo({ top: 0 });
    else element?.scrollBy({ top: element.clientHeight * 0.85 });
  };
  return (
    <>
      <div
        ref={scroller}
        className="scrolled"
        // What scrolls can be scrolled by keyboard too, though nothing in it can be pressed.
        {...(isLong ? { role: 'group', tabIndex: 0, 'aria-label': label } : {})}
      >
        <div>{children}</div>
      </div>
      {isLong ? (
        <button type="button" className="more-below" data-testid="more-below" data-count={count} onClick={go}>
          {count === 0 ? `${say('more.top')} ▴` : `${told} ▾`}
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
