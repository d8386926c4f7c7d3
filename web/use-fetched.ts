/** Asks the console for something and keeps it fresh: again when told, and when facts about it arrive. */
import { useCallback, useEffect, useRef, useState } from 'react';

import type { Fact } from '../src/console/board.js';
import { ask, asProblem, type Problem } from './api.js';
import { useLive } from './live/live-context.js';
import type { LiveState } from './live/live-machine.js';
import { firstRows, pageRows, readList } from './read-list.js';
import type { List } from './wire.js';

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

type Read<T> = (path: string) => Promise<T>;

const answerOf = async <T>(read: Read<T>, path: string, turn: number): Promise<Answered<T>> => {
  try {
    return { path, turn, value: await read(path), problem: undefined };
  } catch (thrown) {
    return { path, turn, problem: asProblem(thrown) };
  }
};

const useRead = <T>(path: string | null, read: Read<T>, concerns?: (fact: Fact) => boolean): Fetched<T> => {
  const [answer, setAnswer] = useState<Answered<T>>({ path: null, turn: 0 });
  const [turn, setTurn] = useState(0);
  const reload = useCallback(() => setTurn((before) => before + 1), []);

  useEffect(() => {
    if (path === null) return undefined;
    let isWanted = true;
    const work = async (): Promise<void> => {
      const next = await answerOf(read, path, turn);
      // What was read before stays when a later reading fails; the problem is told beside it.
      if (isWanted) setAnswer((before) => (before.path === path ? { ...before, ...next } : next));
    };
    void work();
    return () => {
      isWanted = false;
    };
  }, [path, read, turn]);

  const newest = useLive(
    useCallback(
      ({ recent }: LiveState) => (concerns === undefined ? undefined : recent.findLast(concerns)?.seq),
      [concerns],
    ),
  );
  const atFirst = useRef(newest);
  useEffect(() => {
    // What was known when it was first asked for is in the answer already.
    if (newest === undefined || newest === atFirst.current) return undefined;
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

/** A null path asks nothing. */
export const useFetched = <T>(path: string | null, concerns?: (fact: Fact) => boolean): Fetched<T> =>
  useRead<T>(path, ask, concerns);

export interface FetchedList<T> extends Fetched<List<T>> {
  /** reads the next rows too; absent where all has been read */
  readonly more?: () => void;
}

/** A list by pages: the first hundred at once, more of it when a person asks. */
export const useList = <T>(path: string | null, concerns?: (fact: Fact) => boolean): FetchedList<T> => {
  const [wanted, setWanted] = useState(firstRows);
  const read = useCallback((of: string) => readList<T>(ask, of, wanted), [wanted]);
  const fetched = useRead(path, read, concerns);
  const more = useCallback(() => setWanted((before) => before + pageRows), []);
  const hasMore = typeof fetched.value?.next === 'string';
  return { ...fetched, ...(hasMore ? { more } : {}) };
};

/** Every row of a list that has hundreds at most. */
export const useWhole = <T>(path: string | null, concerns?: (fact: Fact) => boolean): Fetched<List<T>> => {
  const read = useCallback((of: string) => readList<T>(ask, of, Infinity), []);
  return useRead(path, read, concerns);
};
