/** Sends a command once at a time, and keeps the problem until the next try. */
import { useState } from 'react';

import { asProblem, tell, type Problem } from './api.js';

export interface Sending {
  readonly problem?: Problem;
  readonly isBusy: boolean;
  readonly send: (path: string, body?: unknown) => void;
}

export const useSending = <T = unknown>(onDone: (answer: T) => void): Sending => {
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);
  const run = async (path: string, body: unknown): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      onDone(await tell<T>(path, body));
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
    setBusy(false);
  };
  return {
    isBusy,
    send: (path, body) => void run(path, body),
    ...(problem === undefined ? {} : { problem }),
  };
};
