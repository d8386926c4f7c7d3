/** Listens to the keys of the guard board, and stays out of the way of who is writing. */
import { useEffect, useRef } from 'react';

import type { Verb } from './alarm-order.js';
import { actOf, type KeyAct } from './keys.js';

export interface BoardKeys {
  readonly act: (verb: Exclude<Verb, 'close'>) => void;
  readonly choose: (index: number) => void;
  readonly focusNote: () => void;
  readonly focusFind: () => void;
  readonly focusTimeline: () => void;
  readonly focusPlan: () => void;
  readonly toggleKeys: () => void;
}

export const isWritingIn = (element: Element | null): boolean =>
  element instanceof HTMLElement && (element.matches('input, textarea, select') || element.isContentEditable);

const obey = (keys: BoardKeys, act: KeyAct): void => {
  if (typeof act === 'object') return keys.choose(act.choose);
  switch (act) {
    case 'note':
      return keys.focusNote();
    case 'find':
      return keys.focusFind();
    case 'timeline':
      return keys.focusTimeline();
    case 'plan':
      return keys.focusPlan();
    case 'keys':
      return keys.toggleKeys();
    default:
      return keys.act(act);
  }
};

export const useBoardKeys = (keys: BoardKeys): void => {
  const newest = useRef(keys);
  useEffect(() => {
    newest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const act = actOf(event);
      if (act === undefined || isWritingIn(document.activeElement)) return;
      // Someone who walks by Tab presses what has the focus; who clicked does not.
      const focused = document.activeElement;
      if (act === 'acknowledge' && focused?.matches('a, button:not(.alarm-row)') === true) return;
      event.preventDefault();
      obey(newest.current, act);
    };
    // A click leaves no focus behind on a button, so that the next Space acknowledges and presses nothing.
    const onClick = (event: MouseEvent): void => {
      const focused = document.activeElement;
      if (event.detail > 0 && focused instanceof HTMLButtonElement) focused.blur();
    };
    window.addEventListener('keydown', onKey);
    window.addEventListener('click', onClick);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener('click', onClick);
    };
  }, []);
};
