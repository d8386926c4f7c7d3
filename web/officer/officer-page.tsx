/** The officer's phone: where, what, and one thumb to say accept, on the way, there, well, help. */
import type { AlarmItem } from '../../src/console/board.js';
import { NeverHeard } from '../board/trouble-list.js';
import { useBoard } from '../live/live-context.js';
import { useSession } from '../session.js';
import { useSay } from '../texts/texts.js';
import { useWatch } from '../watch/watch.js';
import { OfficerCard } from './officer-card.js';
import { ownAt } from './own-state.js';
import { OwnEmergency } from './own-emergency.js';
import '../styles/officer.css';

/** What he is at comes first; the rest as on the board. */
const mineFirst = (alarms: readonly AlarmItem[], person: string): readonly AlarmItem[] =>
  alarms.toSorted((a, b) => Number(ownAt(b, person) !== undefined) - Number(ownAt(a, person) !== undefined));

const OfficerPage = () => {
  const say = useSay();
  const { person } = useSession();
  const { ordered } = useWatch();
  const { devices } = useBoard();
  const never = devices.filter(({ state }) => state === 'never-heard').length;
  const open = ordered.filter(({ response }) => response !== 'closed');
  return (
    <div className="officer" data-testid="officer">
      {open.length === 0 ? <p className="officer-calm">{say('officer.calm')}</p> : null}
      {open.length === 0 && never > 0 ? <NeverHeard n={never} all={devices.length} /> : null}
      <ul className="officer-cards">
        {mineFirst(open, person.id).map((alarm) => (
          <OfficerCard key={alarm.id} alarm={alarm} />
        ))}
      </ul>
      <OwnEmergency alarms={open} />
    </div>
  );
};

export default OfficerPage;
