/** How facts about screening lanes change the board. */
import type { Operator } from '../screening/lane.js';
import type { Fact, LaneItem, Word } from './board.js';
import { change, put, read, type Reducer } from './reducer.js';

const onLane =
  (next: (lane: LaneItem, fact: Fact) => LaneItem): Reducer =>
  (board, fact) => ({
    ...board,
    lanes: change(board.lanes, fact.subject.id, (lane) => next(lane, fact)),
  });

const opened: Reducer = (board, fact) => {
  const { place, name } = read<{ place: string; name: string }>(fact);
  return { ...board, lanes: put(board.lanes, { id: fact.subject.id, place, name, passed: 0, alarmed: 0 }) };
};

const passed = onLane((lane, fact) => {
  const { from, to, passed: people, alarmed } = read<Required<LaneItem>['minute']>(fact);
  const minute = { from, to, passed: people, alarmed };
  return { ...lane, passed: lane.passed + people, alarmed: lane.alarmed + alarmed, minute };
});

/** A lane that nobody works on says nothing of operators. */
function staffed({ operators: _before, ...lane }: LaneItem, operators: readonly Operator[]): LaneItem {
  return operators.length === 0 ? lane : { ...lane, operators };
}

const checked = onLane((lane, fact) => {
  const { ok, operators } = read<{ ok: boolean; operators: readonly Word[] }>(fact);
  const names = lane.operators ?? operators.map((name) => ({ name }));
  return staffed({ ...lane, checked: { at: fact.at, ok } }, names);
});

const joined = onLane((lane, fact) => {
  const { name, person } = read<{ name: Word; person: string }>(fact);
  return { ...lane, operators: [...(lane.operators ?? []), { name, person }] };
});

const left = onLane((lane, fact) => {
  const { who } = read<{ who: string }>(fact);
  return staffed(
    lane,
    (lane.operators ?? []).filter(({ name }) => name.word !== who),
  );
});

export const laneReducers: Readonly<Record<string, Reducer>> = {
  'lane.opened': opened,
  'lane.passed': passed,
  'lane.detected': onLane((lane, fact) => {
    const { class: found, zoneCode } = read<{ class: string; zoneCode: string }>(fact);
    return { ...lane, detection: { at: fact.at, class: found, zoneCode } };
  }),
  // Who decided, and what was found word for word, is for the lane's own page.
  'lane.decided': onLane((lane, fact) => {
    const { outcome, class: found } = read<{ outcome: string; class?: string }>(fact);
    return { ...lane, decision: { at: fact.at, outcome, ...(found === undefined ? {} : { class: found }) } };
  }),
  'lane.began': onLane((lane, fact) => ({ ...lane, usedSince: fact.at })),
  'lane.ended': onLane(({ usedSince: _since, operators: _gone, ...lane }) => lane),
  'lane.joined': joined,
  'lane.left': left,
  'lane.checked': checked,
  'lane.waiting': onLane((lane, fact) => ({
    ...lane,
    waiting: { at: fact.at, people: read<{ people: number }>(fact).people },
  })),
  'lane.day-began': onLane(
    ({ usedSince: _since, operators: _gone, checked: _checked, waiting: _waiting, ...lane }) => ({
      ...lane,
      passed: 0,
      alarmed: 0,
    }),
  ),
};
