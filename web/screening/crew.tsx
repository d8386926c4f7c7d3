/** Who works on the lane, and whether it was checked today. */
import { useState } from 'react';

import { fewestOperators, lacksOf, type LaneDetail } from '../../src/screening/lane.js';
import { asProblem, end, type Problem } from '../api.js';
import { ProblemLine } from '../parts/answer.js';
import { LevelMark } from '../parts/level-mark.js';
import { useNames, useReference } from '../reference.js';
import { useSession } from '../session.js';
import { useSay } from '../texts/texts.js';
import { useSending } from '../use-sending.js';

const working = new Set(['screener', 'officer', 'guard', 'chief']);

const Check = ({ lane }: { readonly lane: LaneDetail }) => {
  const say = useSay();
  const sending = useSending(() => undefined);
  const [isAgain, setAgain] = useState(false);
  const check = (ok: boolean): void => {
    sending.send(`/screening/${lane.id}/checks`, { ok });
    setAgain(false);
  };
  if (lane.checked?.ok === true && !isAgain)
    return (
      <p className="desk-line">
        <span data-testid="desk-checked">{say('desk.checked')}</span>
        <button type="button" className="button" onClick={() => setAgain(true)}>
          {say('desk.check-again')}
        </button>
      </p>
    );
  const asked = lane.usedSince === undefined ? 'desk.check' : 'desk.check-now';
  return (
    <div className="desk-line" data-testid="desk-check">
      <span>
        {lane.checked === undefined ? null : <LevelMark level="trouble" />}
        {say(lane.checked === undefined ? asked : 'desk.check-failed')}
      </span>
      <button type="button" className="desk-button" data-testid="desk-check-ok" onClick={() => check(true)}>
        {say('desk.check-ok')}
      </button>
      <button type="button" className="desk-button" data-testid="desk-check-bad" onClick={() => check(false)}>
        {say('desk.check-bad')}
      </button>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </div>
  );
};

/** Whether people are screened here, and what it lacks for that. */
const LaneUse = ({ lane }: { readonly lane: LaneDetail }) => {
  const say = useSay();
  const lacks = lacksOf(lane);
  const lack = lacks.check ? say('desk.unchecked') : lacks.operators ? say('desk.undermanned') : undefined;
  if (lack === undefined) return <b>{say(lane.usedSince === undefined ? 'desk.shut' : 'desk.in-use')}</b>;
  return (
    <>
      <LevelMark level="trouble" /> <b data-testid="desk-lacks">{lack}</b>
    </>
  );
};

export const Crew = ({ lane }: { readonly lane: LaneDetail }) => {
  const say = useSay();
  const names = useNames();
  const { people } = useReference();
  const { person } = useSession();
  const [problem, setProblem] = useState<Problem>();
  const sending = useSending(() => setProblem(undefined));
  const operators = lane.operators ?? [];
  const leave = async (path: string): Promise<void> => {
    try {
      await end(path);
      setProblem(undefined);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const isHere = (id: string): boolean => operators.some((one) => one.person === id);
  const colleagues = [...people.values()].filter(
    ({ id, roles }) => id !== person.id && !isHere(id) && roles.some((role) => working.has(role)),
  );
  const path = `/screening/${lane.id}/operators`;
  const told = problem ?? sending.problem;
  return (
    <div className="desk-crew">
      <div className="desk-line" data-testid="desk-crew">
        <LaneUse lane={lane} />
        <span className="quiet">{say('desk.operators')}</span>
        {operators.map((one) => (
          <button
            key={one.name.word}
            type="button"
            className="button"
            aria-label={say('desk.leave', { name: names.word(one.name) })}
            data-testid="desk-operator"
            onClick={() => void leave(`${path}/${one.person ?? one.name.word}`)}
          >
            {names.word(one.name)} ×
          </button>
        ))}
        {isHere(person.id) ? null : (
          <button
            type="button"
            className="desk-button main"
            data-testid="desk-join"
            onClick={() => sending.send(path)}
          >
            {say('desk.join')}
          </button>
        )}
        {colleagues.length === 0 ? null : (
          <select
            className="desk-select"
            aria-label={say('desk.join-colleague')}
            data-testid="desk-colleague"
            value=""
            onChange={(event) => sending.send(path, { person: event.target.value })}
          >
            <option value="">{say('desk.join-colleague')}</option>
            {colleagues.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
        {lane.usedSince === undefined ? null : (
          <button
            type="button"
            className="button plain"
            data-testid="desk-end"
            onClick={() => sending.send(`/screening/${lane.id}/end`)}
          >
            {say('desk.end')}
          </button>
        )}
      </div>
      {lacksOf(lane).operators || operators.length === 1 ? (
        <p className="desk-line" data-testid="desk-few">
          <LevelMark level="trouble" />{' '}
          {say(lane.usedSince === undefined ? 'desk.few' : 'desk.few-now', {
            n: fewestOperators - operators.length,
          })}
        </p>
      ) : null}
      {told === undefined ? null : <ProblemLine problem={told} />}
      <Check lane={lane} />
    </div>
  );
};
