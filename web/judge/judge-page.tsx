/** The judge's page: one quiet way to the guard room, and a neutral mark of how far it has come. */
import { useState } from 'react';

import type { Problem } from '../api.js';
import { DrillLine } from '../drills/drill-bar.js';
import { GuardTelephone } from '../parts/guard-telephone.js';
import { HeldButton } from '../parts/held-button.js';
import { PlaceSelect } from '../parts/place-select.js';
import { Clock } from '../parts/times.js';
import { useNames, useReference } from '../reference.js';
import { remember } from '../preferences.js';
import { hrefOf } from '../routes.js';
import { useMay } from '../session.js';
import { useSay } from '../texts/texts.js';
import type { ToldPress } from './own-presses.js';
import { PressRefused } from './press-refused.js';
import { TroubleLine } from './trouble-line.js';
import { usePresses, useRunningDrill } from './use-presses.js';
import '../styles/judge.css';

/** What was asked and when, and how far it has come: a tick once the guard room has it, nothing that moves. */
const Way = ({ state, place, pattern, at }: ToldPress) => {
  const say = useSay();
  const names = useNames();
  const asked = say(pattern === 'silent' ? 'judge.silent' : 'judge.help');
  const words = (
    <>
      {names.place(place)} · {asked} {at === undefined ? null : <Clock at={at} />}
      {say('text.colon')}
      {say(`judge.state-${state}`)}
    </>
  );
  const marks = { 'data-testid': 'judge-state', 'data-state': state };
  return state === 'late' ? (
    <TroubleLine {...marks}>
      {words}
      <GuardTelephone />
    </TroubleLine>
  ) : (
    <output className="judge-way-line" {...marks}>
      <b aria-hidden="true">{state === 'sent' ? '…' : '✓'}</b>
      <span>{words}</span>
    </output>
  );
};

const Asks = ({
  isPlaced,
  onAsk,
}: {
  readonly isPlaced: boolean;
  readonly onAsk: (pattern: 'silent' | 'help') => void;
}) => {
  const say = useSay();
  return (
    <p className="choices">
      {(['silent', 'help'] as const).map((pattern) => (
        <HeldButton
          key={pattern}
          tone="plain"
          disabled={!isPlaced}
          title={isPlaced ? undefined : say('needs.place')}
          data-testid={`judge-${pattern}`}
          onHeld={() => onAsk(pattern)}
        >
          {say(`judge.${pattern}`)}
        </HeldButton>
      ))}
    </p>
  );
};

interface LinkProps {
  readonly isConnected: boolean | undefined;
  /** nothing was asked that is not over */
  readonly isIdle: boolean;
}

/** Whether a press would get through now: the page asks for its own presses all the time. */
const Link = ({ isConnected, isIdle }: LinkProps) => {
  const say = useSay();
  if (isConnected === undefined) return <p className="judge-link">{say('live.joining')}</p>;
  return isConnected ? (
    <p className="judge-link" data-testid="judge-link" data-state="connected">
      <b>{say('judge.connected')}</b>
      {isIdle ? ` · ${say('judge.nothing')}` : null}
    </p>
  ) : (
    <TroubleLine data-testid="judge-link" data-state="cut">
      {say('judge.not-connected')}
      <GuardTelephone />
    </TroubleLine>
  );
};

interface StandingProps {
  readonly isConnected: boolean | undefined;
  readonly standing: ToldPress | undefined;
  readonly refused: Problem | undefined;
}

/** What became of it, and how it works only where that says nothing else than what just happened. */
const Standing = ({ standing, refused, isConnected }: StandingProps) => {
  const say = useSay();
  const isWell = standing?.state !== 'late' && refused === undefined;
  return (
    <>
      {standing?.state === 'late' ? null : (
        <Link isConnected={isConnected} isIdle={standing === undefined && isWell} />
      )}
      {standing === undefined ? null : <Way {...standing} />}
      {refused === undefined ? null : <PressRefused problem={refused} />}
      {isWell ? <p className="quiet">{say('judge.explain')}</p> : null}
    </>
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
  const { places } = useReference();
  const mayReport = useMay('incident:report');
  const hasBench = useMay('bench:own');
  const [chosen, setPlace] = useState(rememberedPlace);
  const { standing, press, refused, isConnected } = usePresses();
  // On another screen than the one he pressed on, he is where he pressed.
  const place = chosen === '' ? (standing?.place ?? '') : chosen;
  const isPlaced = places.has(place);
  const drill = useRunningDrill();
  return (
    <div className="judge" data-testid="judge">
      {drill?.places.includes(place) === true ? <DrillLine drill={drill} rest="drill.here-is-real" /> : null}
      <label className="judge-place">
        <span>{say('judge.place')}</span>
        <PlaceSelect
          value={isPlaced ? place : ''}
          data-testid="judge-place"
          onPlace={(chosen) => {
            setPlace(chosen);
            remember('own-place', chosen);
          }}
        >
          <option value="" disabled>
            {say('report.choose-place')}
          </option>
        </PlaceSelect>
      </label>
      <Asks isPlaced={isPlaced} onAsk={(pattern) => press(place, pattern)} />
      <Standing standing={standing} refused={refused} isConnected={isConnected} />
      {mayReport ? <a href={hrefOf('report')}>{say('judge.report')}</a> : null}
      {hasBench ? <a href={hrefOf('bench')}>{say('page.bench')}</a> : null}
    </div>
  );
};

export default JudgePage;
