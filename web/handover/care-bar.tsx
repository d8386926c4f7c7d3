/** A colleague asks me to take an alarm or an incident over: it stands on every page until I answer or it lapses. */
import type { Offer } from '../../src/alarms/care.js';
import type { Board } from '../../src/console/board.js';
import { useBoard } from '../live/live-context.js';
import { useNames } from '../reference.js';
import { useSession } from '../session.js';
import { useSay } from '../texts/texts.js';
import { Left } from './care-line.js';
import { OfferBar } from './offer-bar.js';

interface Asked {
  readonly kind: 'alarm' | 'incident';
  readonly place: string;
  /** nobody may call the room */
  readonly isSilent: boolean;
  readonly offer: Offer;
}

const askedOf = ({ alarms, incidents }: Board, person: string): readonly Asked[] => {
  const asked = (kind: Asked['kind'], items: Board['alarms'] | Board['incidents']): readonly Asked[] =>
    items.flatMap((item) => {
      const offer = item.care?.offer;
      const isSilent = 'pattern' in item && item.pattern === 'silent';
      return offer?.receiver === person ? [{ kind, place: item.place, isSilent, offer }] : [];
    });
  return [...asked('alarm', alarms), ...asked('incident', incidents)];
};

const AskedBar = ({ asked: { kind, place, isSilent, offer } }: { readonly asked: Asked }) => {
  const say = useSay();
  const names = useNames();
  return (
    <OfferBar
      name="care"
      label={say('care.open')}
      path={`/offers/${encodeURIComponent(offer.id)}`}
      accept={say('care.accept')}
      refuse={{ act: 'decline', text: say('care.decline'), needsReason: false }}
    >
      <b>
        {say(`care.please-${kind}`, { giver: names.person(offer.giver), place: names.fullPlace(place) })}{' '}
        {isSilent ? `${say('pattern.silent')} · ` : null}
        <Left until={offer.until} />
      </b>
      {offer.note === undefined ? null : <q>{names.word(offer.note)}</q>}
    </OfferBar>
  );
};

export const CareBar = () => {
  const { person } = useSession();
  const asked = askedOf(useBoard(), person.id);
  return asked.map((one) => <AskedBar key={one.offer.id} asked={one} />);
};
