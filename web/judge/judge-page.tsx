/** The judge's page: one quiet way to the guard room, and a neutral mark of how far it has come. */
import { useState } from 'react';

import { ProblemLine } from '../parts/answer.js';
import { HeldButton } from '../parts/held-button.js';
import { useNames, useReference } from '../reference.js';
import { remember } from '../preferences.js';
import { hrefOf } from '../routes.js';
import { useMay } from '../session.js';
import { useSay } from '../texts/texts.js';
import type { PressState } from './own-presses.js';
import { usePresses } from './use-presses.js';
import '../styles/judge.css';

const steps: readonly PressState[] = ['sent', 'received', 'coming', 'at-the-door'];

/** A quarter of a ring for each step: nothing that moves, nothing red. */
const Ring = ({ state }: { readonly state: PressState }) => {
  const filled = steps.indexOf(state) + 1;
  return (
    <svg className="judge-ring" viewBox="0 0 40 40" aria-hidden="true">
      <circle cx="20" cy="20" r="16" pathLength="4" className="judge-track" />
      <circle cx="20" cy="20" r="16" pathLength="4" strokeDasharray={`${filled} 4`} className="judge-way" />
    </svg>
  );
};

const Way = ({ state }: { readonly state: PressState }) => {
  const say = useSay();
  return (
    <output className="judge-way-line" data-testid="judge-state" data-state={state}>
      <Ring state={state} />
      <span>{say(`judge.state-${state}`)}</span>
    </output>
  );
};

const rememberedPlace = (): string => {
  try {
    return window.localStorage.getItem('own-place') ?? '';
  } catch {
    return '';
  }
};

const JudgePage = () => {
  const say = useSay();
  const names = useNames();
  const { places } = useReference();
  const mayReport = useMay('incident:report');
  const [place, setPlace] = useState(rememberedPlace);
  const { newest, owed, press, problem } = usePresses();
  const isPlaced = places.has(place);
  const state = owed.length > 0 ? 'sent' : newest?.state;
  return (
    <div className="judge" data-testid="judge">
      <label className="judge-place">
        <span>{say('judge.place')}</span>
        <select
          value={isPlaced ? place : ''}
          data-testid="judge-place"
          onChange={(event) => {
            setPlace(event.target.value);
            remember('own-place', event.target.value);
          }}
        >
          <option value="" disabled>
            {say('report.choose-place')}
          </option>
          {[...places.keys()].map((id) => (
            <option key={id} value={id}>
              {names.fullPlace(id)}
            </option>
          ))}
        </select>
      </label>
      <p className="choices">
        <HeldButton
          tone="plain"
          disabled={!isPlaced}
          data-testid="judge-silent"
          onHeld={() => press(place, 'silent')}
        >
          {say('judge.silent')}
        </HeldButton>
        <HeldButton
          tone="plain"
          disabled={!isPlaced}
          data-testid="judge-help"
          onHeld={() => press(place, 'help')}
        >
          {say('judge.help')}
        </HeldButton>
      </p>
      {state === undefined ? <p className="quiet">{say('judge.nothing')}</p> : <Way state={state} />}
      {problem === undefined ? null : <ProblemLine problem={problem} />}
      <p className="quiet">{say('judge.explain')}</p>
      {mayReport ? <a href={hrefOf('report')}>{say('judge.report')}</a> : null}
    </div>
  );
};

export default JudgePage;
