/** Troubles and open incidents, below the alarms and never among them. */
import type { IncidentItem, TroubleItem } from '../../src/console/board.js';
import { ProblemLine } from '../parts/answer.js';
import { HeldButton } from '../parts/held-button.js';
import { LevelMark } from '../parts/level-mark.js';
import { Age, Running } from '../parts/times.js';
import { useNames } from '../reference.js';
import { NoneLine } from './none-line.js';
import { hrefOf } from '../routes.js';
import { useMay } from '../session.js';
import { sayOf, useSay } from '../texts/texts.js';
import { useSending } from '../use-sending.js';

/** These end when the device or the console is well again; a person cannot end them by saying so. */
const healsItself = new Set([
  'silent',
  'clock',
  'test-failed',
  'test-overdue',
  'self-test',
  'unguarded-hearing',
  'reaction',
  'unraised',
]);

interface TroubleListProps {
  readonly troubles: readonly TroubleItem[];
  readonly hushed: ReadonlySet<string>;
  readonly onHush: () => void;
}

export const TroubleList = ({ troubles, hushed, onHush }: TroubleListProps) => {
  const say = useSay();
  const names = useNames();
  const mayClear = useMay('alarm:acknowledge');
  const sending = useSending(() => undefined);
  const isRinging = troubles.some((trouble) => !trouble.urgent && !hushed.has(trouble.id));
  return (
    <section className="list-part" aria-label={say('board.troubles')}>
      <h2>
        {say('board.troubles')} <span className="number">{troubles.length}</span>
        {isRinging ? (
          <button type="button" className="button plain small" onClick={onHush} data-testid="trouble-hush">
            {say('trouble.hush')}
          </button>
        ) : null}
      </h2>
      {troubles.length === 0 ? <NoneLine text="board.no-troubles" /> : null}
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
      <ul>
        {troubles.map((trouble) => (
          <li
            key={trouble.id}
            className="trouble-row"
            data-testid="trouble-row"
            data-kind={trouble.kind}
            data-urgent={trouble.urgent}
          >
            <LevelMark level={trouble.urgent ? 'emergency' : 'trouble'} />
            <span className="row-name">
              {trouble.device === undefined ? '' : `${names.device(trouble.device)} `}
              {sayOf(say, 'trouble', trouble.kind)}
            </span>
            <Age at={trouble.raisedAt} />
            {mayClear && !healsItself.has(trouble.kind) ? (
              <HeldButton
                isSmall
                tone="plain"
                data-testid="trouble-clear"
                onHeld={() => sending.send(`/troubles/${encodeURIComponent(trouble.id)}/clear`)}
              >
                {say('trouble.clear')}
              </HeldButton>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
};

export const IncidentList = ({ incidents }: { readonly incidents: readonly IncidentItem[] }) => {
  const say = useSay();
  const names = useNames();
  return (
    <section className="list-part" aria-label={say('board.incidents')}>
      <h2>
        {say('board.incidents')} <span className="number">{incidents.length}</span>
      </h2>
      {incidents.length === 0 ? <NoneLine text="board.no-incidents" /> : null}
      <ul>
        {incidents.map((incident) => (
          <li key={incident.id}>
            <a
              className="incident-row"
              href={hrefOf('incidents', incident.id)}
              data-testid="incident-row"
              data-incident={incident.id}
            >
              <span className="row-name">
                {names.place(incident.place)}
                <span className="quiet">
                  {' '}
                  {sayOf(say, 'incident-state', incident.state)}
                  {incident.shared === undefined ? '' : ` · ${say('incident.is-shared')}`}
                  {incident.accepted === undefined ? '' : ` · ${say('incident.is-accepted')}`}
                </span>
              </span>
              <Running since={incident.openedAt} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
};
