/** Remembers in this browser which further presses were seen: a page that is loaded anew does not ring for them. */
import { useSyncExternalStore } from 'react';

import { recall, remember } from '../preferences.js';
import { withSeen, type SeenPresses } from './further-press.js';

const kept = (): SeenPresses => {
  try {
    return JSON.parse(recall('seen-presses') ?? '{}') as SeenPresses;
  } catch {
    return {};
  }
};

let seen = kept();
const listeners = new Set<() => void>();

export const seePress = (incident: string, pressedAt: string): void => {
  seen = withSeen(seen, incident, pressedAt);
  remember('seen-presses', JSON.stringify(seen));
  for (const listener of listeners) listener();
};

export const useSeenPresses = (): SeenPresses =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => seen,
  );
