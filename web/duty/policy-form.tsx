/** Writes a policy: each of the five steps with its delay, its tier and whom it calls; a hole is told, not stored. */
import { useState, type FormEvent } from 'react';

import type { Hole, NewPolicy, PolicyStep } from '../../src/duty/policy.js';
import { asProblem, end, put, tell, type Problem } from '../api.js';
import { ProblemLine } from '../parts/answer.js';
import { HeldButton } from '../parts/held-button.js';
import { RefusedMark } from '../parts/level-mark.js';
import { PlainTable } from '../parts/plain-table.js';
import { useNames, useReference } from '../reference.js';
import { sayOf, useSay } from '../texts/texts.js';

const roles = [
  'guard',
  'officer',
  'chief',
  'president',
] as const satisfies readonly PolicyStep['calls'][number][];
const tiers = [1, 2, 3, 4] as const;

const Holes = ({ problem }: { readonly problem: Problem }) => {
  const say = useSay();
  const holes = problem.body['holes'] as readonly Hole[] | undefined;
  if (holes === undefined) return <ProblemLine problem={problem} />;
  return (
    <div className="problem" role="alert" data-testid="policy-holes">
      <RefusedMark />
      <div className="problem-words">
        <strong>{say('policy.holes')}</strong>
        <ul>
          {holes.map(({ step, why }) => (
            <li key={`${step} ${why}`}>
              {say(`policy.step-${step}`)} — {say(`policy.hole-${why}`)}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
};

interface StepRowProps {
  readonly step: PolicyStep;
  readonly onChange: (step: PolicyStep) => void;
}

const StepRow = ({ step, onChange }: StepRowProps) => {
  const say = useSay();
  const name = say(`policy.step-${step.kind}`);
  return (
    <tr data-testid="policy-form-step" data-step={step.kind}>
      <th scope="row">{name}</th>
      <td>
        <input
          type="number"
          className="number"
          min={1}
          max={3600}
          required
          aria-label={`${name} ${say('policy.after-seconds')}`}
          value={step.afterMs / 1000}
          onChange={({ target }) => onChange({ ...step, afterMs: Math.round(Number(target.value) * 1000) })}
        />
      </td>
      <td>
        <select
          aria-label={`${name} ${say('policy.tier')}`}
          value={step.tier}
          onChange={({ target }) => onChange({ ...step, tier: Number(target.value) })}
        >
          {tiers.map((tier) => (
            <option key={tier} value={tier}>
              {say(`policy.tier-${tier}`)}
            </option>
          ))}
        </select>
      </td>
      <td>
        <fieldset aria-label={`${name} ${say('policy.calls')}`}>
          {roles.map((role) => (
            <label key={role}>
              <input
                type="checkbox"
                checked={step.calls.includes(role)}
                onChange={({ target }) =>
                  onChange({
                    ...step,
                    calls: target.checked
                      ? [...step.calls, role]
                      : step.calls.filter((called) => called !== role),
                  })
                }
              />
              {sayOf(say, 'role', role)}
            </label>
          ))}
        </fieldset>
      </td>
    </tr>
  );
};

/** For which rooms a policy stands; one without rooms of its own for those that no other has. */
export const useRoomsText = (): ((rooms: readonly string[], isOnly: boolean) => string) => {
  const say = useSay();
  const names = useNames();
  return (rooms, isOnly) =>
    rooms.length === 0
      ? say(isOnly ? 'policy.all-rooms' : 'policy.all-others')
      : rooms.map(names.place).join(say('text.comma'));
};

interface RoomsProps {
  readonly chosen: readonly string[];
  readonly isOnly: boolean;
  readonly onChange: (chosen: readonly string[]) => void;
}

const Rooms = ({ chosen, isOnly, onChange }: RoomsProps) => {
  const say = useSay();
  const names = useNames();
  const roomsText = useRoomsText();
  const { places } = useReference();
  return (
    <details open={chosen.length > 0}>
      <summary>
        {say('policy.rooms')}
        {say('text.colon')}
        {roomsText(chosen, isOnly)}
      </summary>
      <fieldset className="room-choice" aria-label={say('policy.rooms')}>
        {[...places.keys()].map((place) => (
          <label key={place}>
            <input
              type="checkbox"
              checked={chosen.includes(place)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, place] : chosen.filter((one) => one !== place))
              }
            />
            {names.fullPlace(place)}
          </label>
        ))}
      </fieldset>
    </details>
  );
};

interface PolicyFormProps {
  /** of the one that is changed; a new one has none */
  readonly id?: string;
  readonly from: NewPolicy;
  readonly isOnly?: boolean;
  readonly onDone: () => void;
  readonly onLeft: () => void;
}

export const PolicyForm = ({ id, from, isOnly = false, onDone, onLeft }: PolicyFormProps) => {
  const say = useSay();
  const { name, places, steps } = from;
  const [policy, setPolicy] = useState<NewPolicy>({ name, places, steps });
  const [problem, setProblem] = useState<Problem>();
  const run = async (act: () => Promise<unknown>): Promise<void> => {
    setProblem(undefined);
    try {
      await act();
      onDone();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const save = (event: FormEvent): void => {
    event.preventDefault();
    void run(() => (id === undefined ? tell('/policies', policy) : put(`/policies/${id}`, policy)));
  };
  const setStep = (next: PolicyStep): void =>
    setPolicy({ ...policy, steps: policy.steps.map((step) => (step.kind === next.kind ? next : step)) });
  const isSame = id !== undefined && JSON.stringify(policy) === JSON.stringify({ name, places, steps });
  const same = isSame ? 'needs.change' : undefined;
  const lacks = policy.name.trim() === '' ? 'needs.policy-name' : same;
  return (
    <form className="stack" onSubmit={save} data-testid="policy-form">
      <label className="field">
        {say('policy.name')}
        <input
          required
          maxLength={64}
          placeholder={say('policy.name-such')}
          value={policy.name}
          data-testid="policy-name"
          onChange={({ target }) => setPolicy({ ...policy, name: target.value })}
        />
      </label>
      <Rooms
        chosen={policy.places}
        isOnly={isOnly}
        onChange={(chosen) => setPolicy({ ...policy, places: [...chosen] })}
      />
      <PlainTable
        caption={say('policy.title')}
        className="step-form"
        columns={[say('policy.when'), say('policy.after-seconds'), say('policy.tier'), say('policy.calls')]}
      >
        {policy.steps.map((step) => (
          <StepRow key={step.kind} step={step} onChange={setStep} />
        ))}
      </PlainTable>
      {problem === undefined ? null : <Holes problem={problem} />}
      <div className="choices">
        <button
          type="submit"
          className="button main"
          disabled={lacks !== undefined}
          title={lacks === undefined ? undefined : say(lacks)}
          data-testid="policy-save"
        >
          {say('do.save')}
        </button>
        <button type="button" className="button plain" onClick={onLeft}>
          {say('do.cancel')}
        </button>
        {id === undefined ? null : (
          <HeldButton
            tone="plain"
            isSmall
            data-testid="policy-remove"
            onHeld={() => void run(() => end(`/policies/${id}`))}
          >
            {say('policy.remove')}
          </HeldButton>
        )}
      </div>
    </form>
  );
};
