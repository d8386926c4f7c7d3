/** On every page but the board, what rings stands on top until it is acknowledged. */
import type { AlarmItem } from '../../src/console/board.js';
import { isUnacknowledged } from '../board/alarm-order.js';
import { usePainted } from '../board/use-painted.js';
import { AlarmDrillMark } from '../parts/drill-mark.js';
import { LevelMark } from '../parts/level-mark.js';
import { Running } from '../parts/times.js';
import { useNames } from '../reference.js';
import { hrefOf } from '../routes.js';
import { useSay } from '../texts/texts.js';
import { useWatch } from './watch.js';

const Strip = ({ alarm }: { readonly alarm: AlarmItem }) => {
  const say = useSay();
  const names = useNames();
  const { acts } = useWatch();
  usePainted(alarm.id);
  return (
    <li className="alarm-strip" data-level={alarm.level} data-alarm={alarm.id} data-testid="alarm-strip">
      <LevelMark level={alarm.level} withWord />
      <AlarmDrillMark alarm={alarm} />
      <b>{names.fullPlace(alarm.place)}</b>
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

export const AlarmStrips = () => {
  const say = useSay();
  const { viewer, ordered } = useWatch();
  const ringing = viewer === 'guard' ? ordered.filter(isUnacknowledged) : [];
  if (ringing.length === 0) return null;
  return (
    <section aria-label={say('strip.ringing')}>
      <ul className="alarm-strips">
        {ringing.slice(0, mostStrips).map((alarm) => (
          <Strip key={alarm.id} alarm={alarm} />
        ))}
        {ringing.length > mostStrips ? (
          <li className="alarm-strip">{say('strip.more', { n: ringing.length - mostStrips })}</li>
        ) : null}
      </ul>
    </section>
  );
};
