/** Sends a press until the console has it on disk, and asks how far help is while any is open. */
import { useCallback, useEffect, useState } from 'react';

import { asProblem, tell, type Problem } from '../api.js';
import { remember } from '../preferences.js';
import { useSession } from '../session.js';
import { useFetched } from '../use-fetched.js';
import type { List } from '../wire.js';
import { isFinal, pauseMs, readOwed, type Owed, type PressState } from './own-presses.js';

export interface OwnPress {
  readonly id: string;
  readonly place: string;
  readonly at: string;
  readonly state: PressState;
}

const askEveryMs = 1500;

const recall = (key: string): string | null => {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
};

/** What is owed goes out until it has its receipt; a page that was closed goes on when it is opened again. */
const useOwed = (onKept: () => void) => {
  const { person } = useSession();
  const key = `owed ${person.id}`;
  const [owed, setOwed] = useState(() => readOwed(recall(key)));
  const [problem, setProblem] = useState<Problem>();
  const [tries, setTries] = useState(0);
  const first = owed[0];

  const keep = useCallback(
    (next: readonly Owed[]) => {
      remember(key, JSON.stringify(next));
      setOwed(next);
    },
    [key],
  );
  useEffect(() => {
    if (first === undefined) return undefined;
    const send = async (): Promise<void> => {
      try {
        await tell('/alarms', first);
        setTries(0);
        setProblem(undefined);
        keep(readOwed(recall(key)).filter(({ press }) => press !== first.press));
        onKept();
      } catch (thrown) {
        const why = asProblem(thrown);
        setProblem(why);
        if (isFinal(why.status)) keep(readOwed(recall(key)).filter(({ press }) => press !== first.press));
        else setTries((before) => before + 1);
      }
    };
    const timer = window.setTimeout(() => void send(), tries === 0 ? 0 : pauseMs(tries - 1));
    return () => window.clearTimeout(timer);
  }, [first, tries, key, keep, onKept]);

  const press = (place: string, pattern: Owed['pattern']): void =>
    keep([...owed, { press: crypto.randomUUID(), place, pattern }]);
  return { owed, press, problem };
};

export const usePresses = () => {
  const { value, reload } = useFetched<List<OwnPress>>('/presses');
  const { owed, press, problem } = useOwed(reload);
  useEffect(() => {
    const timer = window.setInterval(reload, askEveryMs);
    return () => window.clearInterval(timer);
  }, [reload]);
  return { newest: value?.items.find(({ state }) => state !== 'ended'), owed, press, problem };
};
