/** The reducers of the tests and the drill that run now. */
import type { ButtonTestItem } from '../alarms/button-test.js';
import type { Board, Fact, RunningDrill } from './board.js';
import { change, read, stepOf, type Reducer } from './reducer.js';

const onTest =
  (next: (fact: Fact) => Partial<ButtonTestItem>): Reducer =>
  (board, fact) =>
    board.tests === undefined
      ? board
      : { ...board, tests: change(board.tests, fact.subject.id, (test) => ({ ...test, ...next(fact) })) };

const opened: Reducer = (board, fact) => {
  const { device, place, until } = read<Pick<ButtonTestItem, 'device' | 'place' | 'until'>>(fact);
  const test = { id: fact.subject.id, device, place, opened: stepOf(fact), until };
  return { ...board, tests: [...(board.tests ?? []), test] };
};

const ended: Reducer = ({ tests, ...board }: Board, fact) => {
  const running = (tests ?? []).filter(({ id }) => id !== fact.subject.id);
  return running.length === 0 ? board : { ...board, tests: running };
};

const drillEnded: Reducer = ({ drill, ...board }: Board, fact) =>
  drill === undefined || drill.id === fact.subject.id ? board : { ...board, drill };

export const exerciseReducers: Readonly<Record<string, Reducer>> = {
  'test.opened': opened,
  'test.pressed': onTest((fact) => {
    const { boot, seq } = read<Required<Pick<ButtonTestItem, 'boot' | 'seq'>>>(fact);
    return { pressedAt: fact.at, boot, seq };
  }),
  'test.receipted': onTest(({ at }) => ({ receiptedAt: at })),
  'test.shown': onTest((fact) => ({ shown: stepOf(fact) })),
  'test.sounded': onTest((fact) => ({ sounded: stepOf(fact) })),
  'test.ended': ended,
  'drill.begun': (board, fact) => ({
    ...board,
    drill: {
      id: fact.subject.id,
      ...read<Pick<RunningDrill, 'places' | 'until' | 'devices'>>(fact),
      begun: stepOf(fact),
    },
  }),
  'drill.ended': drillEnded,
};
