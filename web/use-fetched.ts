/** Asks the console for something and keeps it fresh: again when told, and when facts about it arrive. */
import { useCallback, useEffect, useState } from 'react';

import type { Fact } from '../src/console/board.js';
import { ask, asProblem, type Problem } from './api.js';
import { useLive } from './live/live-context.js';
import type { LiveState } from './live/live-machine.js';

export interface Fetched<T> {
  readonly value?: T;
  readonly problem?: Problem;
  readonly isLoading: boolean;
  readonly reload: () => void;
}

const settleMs = 150;

/** A null path asks nothing. */
export const useFetched = <T>(path: string | null, concerns?: (fact: Fact) => boolean): Fetched<T> => {
  const [answer, setAnswer] = useState<{ path: string | null; value?: T; problem?: Problem }>({ path: null });
  const [turn, setTurn] = useState(0);
  const reload = useCallback(() => setTurn((before) => before + 1), []);

  useEffect(() => {
    if (path === null) return undefined;
    let isWanted = true;
    ask<T>(path).then(
      (value) => {
        if (isWanted) setAnswer({ path, value });
      },
      (thrown: unknown) => {
        // What was read before stays; the problem is told beside it.
        if (isWanted) {
          setAnswer((before) =>
            before.path === path
              ? { ...before, problem: asProblem(thrown) }
              : { path, problem: asProblem(thrown) },
          );
        }
      },
    );
    return () => {
      isWanted = false;
    };
  }, [path, turn]);

  const newest = useLive((state: LiveState) =>
    concerns === undefined ? undefined : state.recent.findLast(concerns)?.seq,
  );
  useEffect(() => {
    if (newest === undefined) return undefined;
    const timer = window.setTimeout(reload, settleMs);
    return () => window.clearTimeout(timer);
  }, [newest, reload]);

  const isCurrent = answer.path === path;
  return {
    isLoading: path !== null && !isCurrent,
    reload,
    ...(isCurrent && answer.value !== undefined ? { value: answer.value } : {}),
    ...(isCurrent && answer.problem !== undefined ? { problem: answer.problem } : {}),
  };
};
