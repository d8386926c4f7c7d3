/** Sends a press until the console has it on disk, and asks how far help is while any is open. */
import { useCallback, useEffect, useState } from 'react';

import type { AlarmItem, RunningDrill } from '../../src/console/board.js';
import { asProblem, tell, type Problem } from '../api.js';
import { useNowMs } from '../court-time.js';
import { silenceLimitMs } from '../live/live-machine.js';
import { remember } from '../preferences.js';
import { useSession } from '../session.js';
import { useFetched, type Fetched } from '../use-fetched.js';
import type { List } from '../wire.js';
import {
  answerWithinMs,
  isFinal,
  newestOf,
  pauseMs,
  readOwed,
  standingOf,
  type Owed,
  type OwnPress,
} from './own-presses.js';

const askEveryMs = 1500;
const drillEveryMs = 3000;

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
  const [taken, setTaken] = useState<OwnPress>();
  const [refused, setRefused] = useState<Problem>();
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
    const isOver = (why?: Problem): void => {
      setTries(0);
      setRefused(why);
      keep(readOwed(recall(key)).filter(({ press }) => press !== first.press));
    };
    const send = async (): Promise<void> => {
      try {
        const signal = AbortSignal.timeout(answerWithinMs(tries));
        const { at: _pressed, ...press } = first;
        const { id, place, raisedAt } = await tell<AlarmItem>('/alarms', press, signal);
        setTaken({ id, place, pattern: first.pattern, at: raisedAt, state: 'sent' });
        isOver();
        onKept();
      } catch (thrown) {
        const why = asProblem(thrown);
        if (isFinal(why.status)) isOver(why);
        else setTries((before) => before + 1);
      }
    };
    const timer = window.setTimeout(() => void send(), tries === 0 ? 0 : pauseMs(tries - 1));
    return () => window.clearTimeout(timer);
  }, [first, tries, key, keep, onKept]);

  const press = (place: string, pattern: Owed['pattern']): void => {
    setRefused(undefined);
    keep([...owed, { press: crypto.randomUUID(), place, pattern, at: new Date().toISOString() }]);
  };
  return { owed, tries, taken, refused, press };
};

/** The drill that runs in the house; a judge's page follows no board and asks. */
export const useRunningDrill = (): RunningDrill | undefined => {
  const { value, reload } = useFetched<List<RunningDrill>>('/drills/running');
  useEffect(() => {
    const timer = window.setInterval(reload, drillEveryMs);
    return () => window.clearInterval(timer);
  }, [reload]);
  return value?.items[0];
};

/** Whether what is asked is answered: nothing until the first answer, and no longer than a live page waits for one. */
const useIsConnected = ({ value, problem }: Fetched<unknown>): boolean | undefined => {
  const nowMs = useNowMs();
  const [heard, setHeard] = useState({ value, atMs: nowMs });
  if (heard.value !== value) setHeard({ value, atMs: nowMs });
  if (problem !== undefined || nowMs - heard.atMs > silenceLimitMs) return false;
  return value === undefined ? undefined : true;
};

export const usePresses = () => {
  const read = useFetched<List<OwnPress>>('/presses');
  const { value, problem, reload } = read;
  const { owed, tries, taken, refused, press } = useOwed(reload);
  useEffect(() => {
    // A question that is asked anew while its answer is under way never has one on a slow line.
    const isAnswered = value !== undefined || problem !== undefined;
    const next = window.setTimeout(reload, isAnswered ? askEveryMs : silenceLimitMs);
    const again = window.setInterval(reload, silenceLimitMs);
    return () => {
      window.clearTimeout(next);
      window.clearInterval(again);
    };
  }, [value, problem, reload]);
  const newest = newestOf(value?.items, taken);
  const isConnected = useIsConnected(read);
  return {
    newest,
    standing: standingOf(owed, tries, newest),
    press,
    refused,
    isConnected,
  };
};
