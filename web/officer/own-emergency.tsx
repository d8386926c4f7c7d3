/** The one button of an officer in danger, always at the foot: at the alarm he stands at it is his call for help there, elsewhere a press; a second one says that it is worse. */
import { useState } from 'react';

import type { AlarmItem } from '../../src/console/board.js';
import { nextPattern, type ToldPress } from '../judge/own-presses.js';
import { PressRefused } from '../judge/press-refused.js';
import { TroubleLine } from '../judge/trouble-line.js';
import { usePresses } from '../judge/use-presses.js';
import { CutLine } from '../live/cut-line.js';
import { useBoard } from '../live/live-context.js';
import { ProblemLine } from '../parts/answer.js';
import { HeldButton } from '../parts/held-button.js';
import { PlaceSelect } from '../parts/place-select.js';
import { Running } from '../parts/times.js';
import { useNames, useReference } from '../reference.js';
import { useSession } from '../session.js';
import { useSay } from '../texts/texts.js';
import { useSending } from '../use-sending.js';
import { ownAt, standsAt } from './own-state.js';

const usePlace = (): { readonly place: string; readonly setPlace: (place: string) => void } => {
  const { person } = useSession();
  const post = useBoard().duty.find((item) => item.person === person.id)?.post;
  const [chosen, setPlace] = useState<string>();
  return { place: chosen ?? post ?? '', setPlace };
};

/** Nothing on the page is read before a call for help that has not got through. */
const Standing = ({ state, at }: ToldPress) => {
  const say = useSay();
  const marks = { 'data-testid': 'own-emergency-state', 'data-state': state };
  if (state !== 'late') return <output {...marks}>{say(`judge.state-${state}`)}</output>;
  return (
    <TroubleLine {...marks}>
      {say('officer.own-late')} {at === undefined ? null : <Running since={at} />}
      <br />
      {say('officer.own-late-do')}
    </TroubleLine>
  );
};

const Elsewhere = () => {
  const say = useSay();
  const { places } = useReference();
  const { place, setPlace } = usePlace();
  const { newest, standing, press, refused } = usePresses();
  const pattern = nextPattern(newest);
  return (
    <>
      <label className="officer-place">
        <span>{say('officer.place')}</span>
        <PlaceSelect value={places.has(place) ? place : ''} data-testid="officer-place" onPlace={setPlace}>
          <option value="" disabled>
            {say('report.choose-place')}
          </option>
        </PlaceSelect>
      </label>
      {standing === undefined ? null : <Standing {...standing} />}
      <HeldButton
        tone="plain"
        disabled={!places.has(place)}
        title={places.has(place) ? undefined : say('needs.place')}
        data-testid="own-emergency"
        onHeld={() => press(newest?.place ?? place, pattern)}
      >
        {say(pattern === 'help' ? 'officer.own' : 'officer.own-worse')}
      </HeldButton>
      <CutLine text="cut.press-kept" />
      {refused === undefined ? null : <PressRefused problem={refused} />}
    </>
  );
};

export const OwnEmergency = ({ alarms }: { readonly alarms: readonly AlarmItem[] }) => {
  const say = useSay();
  const { person } = useSession();
  const names = useNames();
  const sending = useSending(() => undefined);
  const at = standsAt(alarms, person.id);
  const hasCalled = at !== undefined && ownAt(at, person.id)?.state === 'needs-help';
  return (
    <section className="own-emergency" aria-label={say('officer.own-title')}>
      {at === undefined ? (
        <Elsewhere />
      ) : (
        <>
          <p>
            {say('officer.own-at')}
            {say('text.colon')}
            <b>{names.fullPlace(at.place)}</b>
          </p>
          <HeldButton
            tone="plain"
            data-testid="own-emergency"
            onHeld={() => sending.send(`/alarms/${encodeURIComponent(at.id)}/officer`, { act: 'help' })}
          >
            {say(hasCalled ? 'officer.own-again' : 'officer.own')}
          </HeldButton>
        </>
      )}
      {at === undefined ? null : <CutLine text="cut.press" />}
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </section>
  );
};
