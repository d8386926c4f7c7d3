/** Somebody offers me his post: it stands on every page until I accept or refuse. */
import { useState } from 'react';

import type { Fact } from '../../src/console/board.js';
import type { HandoverItem } from '../../src/console/handover.js';
import { ProblemLine } from '../parts/answer.js';
import { Clock } from '../parts/times.js';
import { useNames } from '../reference.js';
import { useSession } from '../session.js';
import { useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import { useSending } from '../use-sending.js';
import type { List } from '../wire.js';
import '../styles/handover.css';

const concerns = ({ type }: Fact): boolean => type.startsWith('handover.');

const Offered = ({ item, onDone }: { readonly item: HandoverItem; readonly onDone: () => void }) => {
  const say = useSay();
  const names = useNames();
  const [reason, setReason] = useState('');
  const sending = useSending(onDone);
  const path = `/handovers/${encodeURIComponent(item.id)}`;
  return (
    <section className="bar handover-bar" aria-label={say('handover.title')} data-testid="handover-bar">
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
      <button
        type="button"
        className="button main"
        data-testid="handover-accept"
        disabled={sending.isBusy}
        onClick={() => sending.send(`${path}/accept`)}
      >
        {say('handover.accept')}
      </button>
      <input
        aria-label={say('handover.why')}
        placeholder={say('handover.why')}
        value={reason}
        maxLength={500}
        data-testid="handover-why"
        onChange={({ target }) => setReason(target.value)}
      />
      <button
        type="button"
        className="button plain"
        data-testid="handover-refuse"
        disabled={reason.trim() === '' || sending.isBusy}
        onClick={() => sending.send(`${path}/refuse`, { reason: reason.trim() })}
      >
        {say('handover.refuse')}
      </button>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </section>
  );
};

const HandoverBar = () => {
  const { person } = useSession();
  const { value, reload } = useFetched<List<HandoverItem>>('/handovers?state=offered', concerns);
  const mine = value?.items.filter(({ receiver }) => receiver === person.id) ?? [];
  return mine.map((item) => <Offered key={item.id} item={item} onDone={reload} />);
};

export default HandoverBar;
