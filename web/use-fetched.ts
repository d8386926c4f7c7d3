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

interface Answered<T> {
  readonly path: string | null;
  readonly turn: number;
  readonly value?: T;
  readonly problem?: Problem | undefined;
}

const answerOf = async <T>(path: string, turn: number): Promise<Answered<T>> => {
  try {
    return { path, turn, value: await ask<T>(path), problem: undefined };
  } catch (thrown) {
    return { path, turn, problem: asProblem(thrown) };
  }
};

/** A null path asks nothing. */
export const useFetched = <T>(path: string | null, concerns?: (fact: Fact) => boolean): Fetched<T> => {
  const [answer, setAnswer] = useState<Answered<T>>({ path: null, turn: 0 });
  const [turn, setTurn] = useState(0);
  const reload = useCallback(() => setTurn((before) => before + 1), []);

  useEffect(() => {
    if (path === null) return undefined;
    let isWanted = true;
    const read = async (): Promise<void> => {
      const next = await answerOf<T>(path, turn);
      // What was read before stays when a later reading fails; the problem is told beside it.
      if (isWanted) setAnswer((before) => (before.path === path ? { ...before, ...next } : next));
    };
    void read();
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
