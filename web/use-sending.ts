/** Sends a command once at a time, and keeps the problem until the next try. */
import { useCallback, useEffect, useRef, useState } from 'react';

import { asProblem, tell, type Problem } from './api.js';

export interface Sending {
  readonly problem?: Problem;
  readonly isBusy: boolean;
  readonly send: (path: string, body?: unknown) => void;
}

export const useSending = <T = unknown>(onDone: (answer: T) => void): Sending => {
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);
  const done = useRef(onDone);
  useEffect(() => {
    done.current = onDone;
  });
  const send = useCallback((path: string, body?: unknown): void => {
    const run = async (): Promise<void> => {
      setBusy(true);
      setProblem(undefined);
      try {
        done.current(await tell<T>(path, body));
      } catch (thrown) {
        setProblem(asProblem(thrown));
      }
      setBusy(false);
    };
    void run();
  }, []);
  return {
    isBusy,
    send,
    ...(problem === undefined ? {} : { problem }),
  };
};
