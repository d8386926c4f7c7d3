/** A part of the page that scrolls by itself and says how much more of it lies below; pressed, that line goes there. */
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';

import { useSay } from '../texts/texts.js';

interface Below {
  readonly isLong: boolean;
  readonly isAtEnd: boolean;
  readonly count: number;
  /** of those that have names */
  readonly named: readonly string[];
}

/** What shows less than this of itself is below, in pixels: of a part with a name, that is its head. */
const leastSeen = 24;

const lookAt = (scroller: HTMLElement, items: string): Below => {
  const edge = scroller.getBoundingClientRect().bottom;
  const below = [...scroller.querySelectorAll(items)].filter((item) => {
    const { top, height } = item.getBoundingClientRect();
    return height > 0 && top + Math.min(height / 2, leastSeen) > edge;
  });
  const unseen = scroller.scrollHeight - scroller.clientHeight;
  return {
    isLong: unseen > 1,
    isAtEnd: unseen - scroller.scrollTop <= 4,
    count: below.length,
    named: below.flatMap((item) => item.getAttribute('aria-label') ?? []),
  };
};

const isSame = (a: Below, b: Below): boolean =>
  a.isLong === b.isLong &&
  a.isAtEnd === b.isAtEnd &&
  a.count === b.count &&
  a.named.join('\n') === b.named.join('\n');

/** Looked at once a frame at most, and only after something grew, came or was scrolled. */
const useBelow = (scroller: RefObject<HTMLElement | null>, items: string, withNames: boolean): Below => {
  const [below, setBelow] = useState<Below>({ isLong: false, isAtEnd: true, count: 0, named: [] });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    let frame = 0;
    const look = (): void => {
      window.cancelAnimationFrame(frame);
      frame = window.requestAnimationFrame(() =>
        setBelow((before) => {
          const now = lookAt(element, items);
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
  const { isLong, isAtEnd, count, named } = useBelow(scroller, items, withNames);
  const isTop = count === 0 && isAtEnd;
  const counted = withNames
    ? say('more.named', { names: named.join(say('text.comma')) })
    : say('more.below', { n: count });
  const told = count === 0 ? say('more.rest') : counted;
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
        data-more={isLong && !isAtEnd}
        // What scrolls can be scrolled by keyboard too, though nothing in it can be pressed.
        {...(isLong ? { role: 'group', tabIndex: 0, 'aria-label': label } : {})}
      >
        <div>{children}</div>
      </div>
      {isLong ? (
        <button type="button" className="more-below" data-testid="more-below" data-count={count} onClick={go}>
          {isTop ? `${say('more.top')} ▴` : `${told} ▾`}
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
