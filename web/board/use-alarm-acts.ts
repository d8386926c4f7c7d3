/** What a guard does to an alarm: seen at once, told back by the fact, or taken back with the reason. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

import type { AlarmItem } from '../../src/console/board.js';
import { asProblem, tell, type Problem } from '../api.js';
import { settled, withPending, type Pending, type Verb } from './alarm-order.js';

export interface ActProblem {
  readonly alarm: string;
  readonly verb: Verb;
  readonly problem: Problem;
}

export interface AlarmActs {
  readonly alarms: readonly AlarmItem[];
  readonly pending: Pending;
  readonly problem?: ActProblem;
  readonly act: (alarm: string, verb: Verb, body?: Readonly<Record<string, string>>) => void;
  readonly forget: () => void;
}

/** What an officer says of himself by radio is his own act, so that he stands at the alarm and must check in. */
const ownActs: Readonly<Partial<Record<Verb, string>>> = { respond: 'go', arrive: 'arrive' };

export const requestOf = (verb: Verb, body: Readonly<Record<string, string>>) => {
  const act = body['for'] === undefined ? undefined : ownActs[verb];
  return act === undefined ? { path: verb, body } : { path: 'officer', body: { act, ...body } };
};

export const useAlarmActs = (fromConsole: readonly AlarmItem[]): AlarmActs => {
  const [pressed, setPressed] = useState<Pending>(new Map());
  const [problem, setProblem] = useState<ActProblem>();

  const known = useRef(fromConsole);
  useEffect(() => {
    known.current = fromConsole;
  }, [fromConsole]);

  const act = useCallback((alarm: string, verb: Verb, body: Readonly<Record<string, string>> = {}) => {
    setProblem(undefined);
    const pressedAt = known.current.find(({ id }) => id === alarm)?.pressedAt ?? '';
    setPressed((before) => new Map(before).set(alarm, { verb, pressedAt }));
    const { path, body: sent } = requestOf(verb, body);
    tell(`/alarms/${encodeURIComponent(alarm)}/${path}`, sent).catch((thrown: unknown) => {
      setPressed((before) => new Map([...before].filter(([id]) => id !== alarm)));
      setProblem({ alarm, verb, problem: asProblem(thrown) });
    });
  }, []);
  const forget = useCallback(() => setProblem(undefined), []);
  const pending = useMemo(() => settled(pressed, fromConsole), [pressed, fromConsole]);
  const alarms = useMemo(() => withPending(fromConsole, pending), [fromConsole, pending]);
  return useMemo(
    () => ({ alarms, pending, act, forget, ...(problem === undefined ? {} : { problem }) }),
    [alarms, pending, act, forget, problem],
  );
};
