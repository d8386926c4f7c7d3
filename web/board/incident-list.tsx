/** The open incidents, below the alarms and never among them. */
import { memo, useMemo } from 'react';

import type { AlarmItem, IncidentItem, Level, Response } from '../../src/console/board.js';
import { alarmKind } from '../parts/alarm-kind.js';
import { DrillMark } from '../parts/drill-mark.js';
import { IncidentState } from '../parts/incident-state.js';
import { Scrolled } from '../parts/scrolled.js';
import { Running } from '../parts/times.js';
import { useNames } from '../reference.js';
import { worstLevel } from '../watch/ringing.js';
import { isUnacknowledged } from './alarm-order.js';
import { standingOf } from './incident-standing.js';
import { NoneLine } from './none-line.js';
import { hrefOf } from '../routes.js';
import { useSay } from '../texts/texts.js';

/** The page of incidents lists them all; a board that draws thousands would be late with an alarm. */
const mostShown = 100;

/** The newest first, as the alarms. */
export const newestOf = (incidents: readonly IncidentItem[]): readonly IncidentItem[] =>
  incidents.slice(-mostShown).toReversed();

const weights: readonly (Level | undefined)[] = ['emergency', 'high', 'medium', 'trouble', undefined];

/** What rings is above what was answered, and of that the worst first. */
const heaviestOf = (
  incidents: readonly IncidentItem[],
  open: ReadonlyMap<string, AlarmItem>,
): readonly IncidentItem[] => {
  const weightOf = ({ alarms }: IncidentItem): number =>
    weights.indexOf(worstLevel(alarms.flatMap((id) => open.get(id) ?? []).filter(isUnacknowledged)));
  return incidents.toSorted((a, b) => weightOf(a) - weightOf(b));
};

/** How many more there are, and where. */
export const Earlier = ({ incidents }: { readonly incidents: readonly IncidentItem[] }) => {
  const say = useSay();
  if (incidents.length <= mostShown) return null;
  return (
    <p className="empty">
      <a href={hrefOf('incidents')}>{say('board.more-incidents', { count: incidents.length - mostShown })}</a>
    </p>
  );
};

interface IncidentRowProps {
  readonly incident: IncidentItem;
  /** what called, else who reported */
  readonly kind: string;
  /** of its alarms, while any is open */
  readonly standing: Response | undefined;
}

/** Each is drawn again only when it changes. */
const IncidentRow = memo(({ incident, kind, standing }: IncidentRowProps) => {
  const say = useSay();
  const names = useNames();
  const shared = incident.shared === undefined ? undefined : 'board.police-told';
  const police = incident.accepted === undefined ? shared : 'board.police-accepted';
  return (
    <li>
      <a
        className="incident-row"
        href={hrefOf('incidents', incident.id)}
        data-testid="incident-row"
        data-incident={incident.id}
        data-standing={standing}
      >
        <span className="row-name">
          <span>
            {incident.drill === undefined ? null : <DrillMark />} {names.place(incident.place)}{' '}
            <span className="quiet">{kind}</span>
          </span>
          <span className="quiet">
            <IncidentState incident={incident} isShort />
          </span>
          {police === undefined ? null : <span className="quiet">{say(police)}</span>}
        </span>
        <Running since={incident.openedAt} />
      </a>
    </li>
  );
});

interface IncidentListProps {
  readonly incidents: readonly IncidentItem[];
  readonly alarms: readonly AlarmItem[];
}

export const IncidentList = memo(({ incidents, alarms }: IncidentListProps) => {
  const say = useSay();
  const open = useMemo(() => new Map(alarms.map((alarm) => [alarm.id, alarm])), [alarms]);
  const kindOf = ({ alarms: own, source }: IncidentItem): string => {
    const [alarm] = own.flatMap((id) => open.get(id) ?? []);
    return alarm === undefined ? say(`source.${source}`) : alarmKind(say, alarm);
  };
  return (
    <section className="list-part" aria-label={say('board.incidents')}>
      <h2>
        {say('board.incidents')} <span className="number">{incidents.length}</span>
      </h2>
      {incidents.length === 0 ? <NoneLine text="board.no-incidents" /> : null}
      <Scrolled
        label={say('board.incidents')}
        items=".incident-row"
        beyond={Math.max(0, incidents.length - mostShown)}
      >
        <ul>
          {heaviestOf(newestOf(incidents), open).map((incident) => (
            <IncidentRow
              key={incident.id}
              incident={incident}
              kind={kindOf(incident)}
              standing={standingOf(incident, open)}
            />
          ))}
        </ul>
        <Earlier incidents={incidents} />
      </Scrolled>
    </section>
  );
});
