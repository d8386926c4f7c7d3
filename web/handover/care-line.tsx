/** Who holds an alarm or an incident, and offering it to a colleague on post. */
import { useState } from 'react';

import { holderOf, type Care, type Offer } from '../../src/alarms/care.js';
import type { Actor } from '../../src/console/board.js';
import { useNowMs } from '../court-time.js';
import { useBoard } from '../live/live-context.js';
import { ProblemLine } from '../parts/answer.js';
import { useNames } from '../reference.js';
import { useMay, useSession } from '../session.js';
import { useSay } from '../texts/texts.js';
import { runningText } from '../times.js';
import { useEscape } from '../use-escape.js';
import { useSending } from '../use-sending.js';
import '../styles/handover.css';

/** `01:32`, until the offer lapses */
export const Left = ({ until }: { readonly until: string }) => {
  const nowMs = useNowMs();
  return <span className="number">{runningText(Date.parse(until) - nowMs)}</span>;
};

const Standing = ({ offer }: { readonly offer: Offer }) => {
  const say = useSay();
  const names = useNames();
  const { person } = useSession();
  const { send, isBusy, problem } = useSending(() => undefined);
  return (
    <p className="care-line" data-testid="care-offered">
      {say('care.asked', { receiver: names.person(offer.receiver) })} <Left until={offer.until} />
      {offer.giver === person.id ? (
        <button
          type="button"
          className="button plain small"
          data-testid="care-withdraw"
          disabled={isBusy}
          onClick={() => send(`/offers/${encodeURIComponent(offer.id)}/withdraw`)}
        >
          {say('handover.withdraw')}
        </button>
      ) : null}
      {problem === undefined ? null : <ProblemLine problem={problem} />}
    </p>
  );
};

interface SubjectOf {
  readonly kind: 'alarm' | 'incident';
  readonly id: string;
}

const OfferForm = ({
  subject,
  holder,
  onLeft,
}: {
  readonly subject: SubjectOf;
  readonly holder: string | undefined;
  readonly onLeft: () => void;
}) => {
  const say = useSay();
  const names = useNames();
  const { person } = useSession();
  const { duty } = useBoard();
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const sending = useSending(onLeft);
  useEscape(onLeft);
  const others = duty.filter((item) => item.person !== person.id && item.person !== holder);
  if (others.length === 0) return <p className="quiet">{say('care.nobody')}</p>;
  return (
    <form
      className="note-line care-form"
      onSubmit={(event) => {
        event.preventDefault();
        const words = note.trim() === '' ? {} : { note: note.trim() };
        sending.send('/offers', { subject, to, ...words });
      }}
    >
      <select
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was opened to be chosen from
        autoFocus
        required
        aria-label={say('handover.to')}
        value={to}
        data-testid="care-to"
        onChange={({ target }) => setTo(target.value)}
      >
        <option value="" disabled>
          {say('handover.choose')}
        </option>
        {others.map((item) => (
          <option key={item.id} value={item.person}>
            {names.word(item.name)} · {names.place(item.post)}
          </option>
        ))}
      </select>
      <input
        aria-label={say('handover.note')}
        placeholder={say('handover.note')}
        value={note}
        maxLength={500}
        onChange={({ target }) => setNote(target.value)}
      />
      <button
        type="submit"
        className="button main"
        data-testid="care-offer"
        disabled={to === '' || sending.isBusy}
        title={to === '' ? say('needs.person') : undefined}
      >
        {say('care.offer')}
      </button>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </form>
  );
};

interface CareLineProps {
  readonly subject: SubjectOf;
  readonly of: { readonly care?: Care; readonly steps?: { readonly acknowledged?: { readonly by: Actor } } };
}

const CareLine = ({ subject, of }: CareLineProps) => {
  const say = useSay();
  const names = useNames();
  const { person } = useSession();
  const { duty } = useBoard();
  const mayHand = useMay('duty:sign');
  const [isOpen, setOpen] = useState(false);
  const holder = holderOf(of);
  const offer = of.care?.offer;
  const isOnPost = duty.some((item) => item.person === person.id);
  return (
    <div data-testid="care">
      <p className="care-line">
        <span data-testid="care-holder">
          {holder === undefined ? say('care.none') : say('care.held', { holder: names.person(holder) })}
        </span>
        {mayHand && isOnPost && offer === undefined ? (
          <button
            type="button"
            className="button plain small"
            aria-expanded={isOpen}
            data-testid="care-open"
            onClick={() => setOpen(!isOpen)}
          >
            {say(holder === undefined ? 'care.assign' : 'care.open')}
          </button>
        ) : null}
      </p>
      {offer === undefined ? null : <Standing offer={offer} />}
      {isOpen && offer === undefined ? (
        <OfferForm subject={subject} holder={holder} onLeft={() => setOpen(false)} />
      ) : null}
    </div>
  );
};

export default CareLine;
