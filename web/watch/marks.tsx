/** What the browser's tab says, and what a screen reader reads aloud at once. */
import { useEffect } from 'react';

import { drillOf } from '../../src/alarms/alarm.js';
import type { AlarmItem, IncidentItem } from '../../src/console/board.js';
import { isUnacknowledged } from '../board/alarm-order.js';
import { furtherPress } from '../liaison/further-press.js';
import { useSeenPresses } from '../liaison/seen-presses.js';
import { alarmKind } from '../parts/alarm-kind.js';
import { useNames } from '../reference.js';
import type { PageName } from '../routes.js';
import { useSession } from '../session.js';
import { useSay } from '../texts/texts.js';
import { useTitle } from '../use-title.js';

interface MarksProps {
  readonly viewer: 'guard' | 'police' | 'other';
  /** in order, the worst first */
  readonly alarms: readonly AlarmItem[];
  readonly incidents: readonly IncidentItem[];
}

interface Call {
  readonly level?: string;
  readonly text: string;
  readonly count: number;
}

/** A further press comes before what is new: somebody is on the way there. */
const usePoliceCall = ({ alarms, incidents }: MarksProps): Call => {
  const say = useSay();
  const names = useNames();
  const seen = useSeenPresses();
  const waiting = incidents.filter((incident) => incident.accepted === undefined);
  const again = incidents.filter((incident) => furtherPress(incident, alarms, seen) !== undefined);
  const newest = again.at(-1) ?? waiting.at(-1);
  if (newest === undefined) return { text: '', count: 0 };
  const isAgain = again.length > 0;
  return {
    level: isAgain ? 'emergency' : 'high',
    count: waiting.length + again.length,
    text: say(isAgain ? 'police.call-again' : 'police.call', { place: names.fullPlace(newest.place) }),
  };
};

/** The thing that a person must look at now, in words. */
const useCall = (props: MarksProps): Call => {
  const { viewer, alarms } = props;
  const say = useSay();
  const names = useNames();
  const forPolice = usePoliceCall(props);
  if (viewer === 'police') return forPolice;
  const ringing = viewer === 'guard' ? alarms.filter(isUnacknowledged) : [];
  const first = ringing[0];
  if (first === undefined) return { text: '', count: 0 };
  const what = alarmKind(say, first);
  const call = say('alarm.call', {
    level: say(`level.${first.level}`),
    place: names.fullPlace(first.place),
    what,
  });
  const text = drillOf(first) === undefined ? call : say('drill.call', { call });
  return { level: first.level, count: ringing.length, text };
};

export const Announcer = (props: MarksProps) => (
  <div className="only-read" aria-live="assertive" role="alert" data-testid="announcer">
    {useCall(props).text}
  </div>
);

const iconFor = (level: string | undefined, isCut: boolean): string => {
  if (isCut) return './favicon-cut.svg';
  return level === undefined || level === 'trouble' ? './favicon.svg' : `./favicon-${level}.svg`;
};

interface TabMarkProps extends MarksProps {
  readonly page: PageName;
  readonly isCut: boolean;
}

export const TabMark = (props: TabMarkProps) => {
  const say = useSay();
  const { court } = useSession();
  const call = useCall(props);
  const { page, isCut } = props;
  const calm = `${say(`page.${page}`)} · ${court.name} · ${say('app.name')}`;
  const ringing = call.count > 0 ? `(${call.count}) ${call.text}` : calm;
  useTitle(isCut ? `✕ ${say('cut.title')} · ${court.name}` : ringing);
  useEffect(() => {
    document
      .querySelector<HTMLLinkElement>('link[rel="icon"]')
      ?.setAttribute('href', iconFor(call.level, isCut));
  }, [call.level, isCut]);
  return null;
};
