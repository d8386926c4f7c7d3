/** On every page but the board, what rings stands on top until it is acknowledged. */
import type { AlarmItem } from '../../src/console/board.js';
import { isSilentAt, isUnacknowledged } from '../board/alarm-order.js';
import { usePainted } from '../board/use-painted.js';
import { alarmKind } from '../parts/alarm-kind.js';
import { AlarmDrillMark } from '../parts/drill-mark.js';
import { LevelMark } from '../parts/level-mark.js';
import { Running } from '../parts/times.js';
import { useNames } from '../reference.js';
import { hrefOf, type PageName } from '../routes.js';
import { useSay } from '../texts/texts.js';
import { useWatch } from './watch.js';

interface StripProps {
  readonly alarm: AlarmItem;
  /** the page below is about another incident */
  readonly isAnother: boolean;
}

const Strip = ({ alarm, isAnother }: StripProps) => {
  const say = useSay();
  const names = useNames();
  const { acts, ordered } = useWatch();
  const isSilent = isSilentAt(ordered, alarm.place);
  usePainted(alarm.id);
  return (
    <li className="alarm-strip" data-level={alarm.level} data-alarm={alarm.id} data-testid="alarm-strip">
      <LevelMark level={alarm.level} withWord />
      <AlarmDrillMark alarm={alarm} />
      <b>
        {isAnother ? `${say('strip.another')}${say('text.colon')}` : ''}
        {names.fullPlace(alarm.place)}
      </b>
      <span>{alarmKind(say, alarm)}</span>
      {isSilent ? <b data-testid="strip-silent">{say('strip.silent')}</b> : null}
      <Running since={alarm.raisedAt} />
      <button type="button" className="button main" onClick={() => acts.act(alarm.id, 'acknowledge')}>
        {say('act.acknowledge')}
      </button>
      <a className="button plain" href={hrefOf('board')}>
        {say('page.board')}
      </a>
    </li>
  );
};

/** More would push the page away; the board has them all. */
const mostStrips = 3;

/** Pages that show every alarm themselves. */
const painting: ReadonlySet<PageName> = new Set(['board', 'wall', 'officer']);

/** Pages about one incident, where they are about one. */
const ofIncident: ReadonlySet<PageName> = new Set(['incidents', 'replay']);

export const AlarmStrips = ({ page, id }: { readonly page: PageName; readonly id: string | undefined }) => {
  const say = useSay();
  const { viewer, ordered } = useWatch();
  const incident = ofIncident.has(page) ? id : undefined;
  const ringing = viewer === 'guard' && !painting.has(page) ? ordered.filter(isUnacknowledged) : [];
  if (ringing.length === 0) return null;
  return (
    <section aria-label={say('strip.ringing')}>
      <ul className="alarm-strips">
        {ringing.slice(0, mostStrips).map((alarm) => (
          <Strip
            key={alarm.id}
            alarm={alarm}
            isAnother={incident !== undefined && alarm.incident !== incident}
          />
        ))}
        {ringing.length > mostStrips ? (
          <li className="alarm-strip">{say('strip.more', { n: ringing.length - mostStrips })}</li>
        ) : null}
      </ul>
    </section>
  );
};
