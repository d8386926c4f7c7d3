/** Somebody offers me his post, or one alarm: it stands on every page until I answer. */
import type { Fact } from '../../src/console/board.js';
import type { HandoverItem } from '../../src/console/handover.js';
import { Clock } from '../parts/times.js';
import { useNames } from '../reference.js';
import { useSession } from '../session.js';
import { useSay } from '../texts/texts.js';
import { useWhole } from '../use-fetched.js';
import { CareBar } from './care-bar.js';
import { OfferBar } from './offer-bar.js';

const concerns = ({ type }: Fact): boolean => type.startsWith('handover.');

const Offered = ({ item, onDone }: { readonly item: HandoverItem; readonly onDone: () => void }) => {
  const say = useSay();
  const names = useNames();
  return (
    <OfferBar
      name="handover"
      label={say('handover.title')}
      path={`/handovers/${encodeURIComponent(item.id)}`}
      accept={say('handover.accept')}
      refuse={{ act: 'refuse', text: say('handover.refuse'), needsReason: true }}
      onDone={onDone}
    >
      <b>
        {say('handover.offered', { by: names.person(item.giver), post: names.fullPlace(item.post) })}{' '}
        <Clock at={item.offeredAt} />
      </b>
      <span>
        {say('handover.counts', {
          alarms: item.open.alarms.length,
          incidents: item.open.incidents.length,
          troubles: item.open.troubles.length,
        })}
      </span>
      {item.note === undefined ? null : <q>{names.word(item.note)}</q>}
    </OfferBar>
  );
};

const HandoverBar = () => {
  const { person } = useSession();
  const { value, reload } = useWhole<HandoverItem>('/handovers?state=offered', concerns);
  const mine = value?.items.filter(({ receiver }) => receiver === person.id) ?? [];
  return (
    <>
      <CareBar />
      {mine.map((item) => (
        <Offered key={item.id} item={item} onDone={reload} />
      ))}
    </>
  );
};

export default HandoverBar;
