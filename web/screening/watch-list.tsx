/** The watch list for those who keep it: two people enter, every reading is noted, so it opens only by a press. */
import { useState, type FormEvent } from 'react';

import { toInstant, toMs } from '../../src/kernel/clock.js';
import { instructions, type WatchItem } from '../../src/screening/watch.js';
import { daysBetween } from '../../src/timetable/court-time.js';
import { useNowMs, useTimeZone } from '../court-time.js';
import { EmptyLine, Listed, ProblemLine } from '../parts/answer.js';
import { HeldButton } from '../parts/held-button.js';
import { PlainTable } from '../parts/plain-table.js';
import { ReasonedAct } from '../parts/reasoned-act.js';
import { TimeField } from '../parts/time-field.js';
import { useNames } from '../reference.js';
import { useMay, useSession } from '../session.js';
import { useSay } from '../texts/texts.js';
import { partsOf } from '../times.js';
import { useFetched } from '../use-fetched.js';
import { useSending } from '../use-sending.js';
import type { List } from '../wire.js';

const Propose = ({ onDone }: { readonly onDone: () => void }) => {
  const say = useSay();
  const timeZone = useTimeZone();
  const [until, setUntil] = useState('');
  const sending = useSending(onDone);
  const propose = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    const { document = '', ...rest } = given;
    sending.send('/screening/watches', {
      ...rest,
      ...(document.trim() === '' ? {} : { document }),
      // To the last second of that day in the court.
      until: toInstant(toMs(daysBetween(until, until, timeZone).to) - 1000),
    });
    event.currentTarget.reset();
    setUntil('');
  };
  return (
    <form className="watch-form" onSubmit={propose} data-testid="watch-form">
      <input name="name" required aria-label={say('watch.name')} placeholder={say('watch.name')} />
      <input name="document" aria-label={say('watch.document')} placeholder={say('watch.document')} />
      <input name="ground" required aria-label={say('watch.ground')} placeholder={say('watch.ground')} />
      <select name="instruction" aria-label={say('watch.instruction')}>
        {instructions.map((one) => (
          <option key={one} value={one}>
            {say(`instruction.${one}`)}
          </option>
        ))}
      </select>
      <TimeField
        form="day"
        required
        label={say('watch.until')}
        value={until}
        data-testid="watch-until"
        onChange={setUntil}
      />
      <button type="submit" className="button main">
        {say('watch.propose')}
      </button>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </form>
  );
};

interface EntryProps {
  readonly watch: WatchItem;
  readonly onDone: () => void;
}

/** What is still to be done about an entry: a second person approves, and whoever may enter ends it before its time. */
const WatchActs = ({ watch, onDone }: EntryProps) => {
  const say = useSay();
  const { person } = useSession();
  const mayEnter = useMay('watch:enter');
  const sending = useSending(onDone);
  if (!mayEnter) return null;
  return (
    <div className="watch-acts">
      {watch.state === 'proposed' && watch.proposed.by.id !== person.id ? (
        <HeldButton
          isSmall
          data-testid="watch-approve"
          onHeld={() => sending.send(`/screening/watches/${watch.id}/approve`)}
        >
          {say('watch.approve')}
        </HeldButton>
      ) : null}
      <ReasonedAct
        path={`/screening/watches/${watch.id}/end`}
        opens="watch.end"
        explains="watch.endExplain"
        does="watch.endNow"
        onDone={onDone}
      />
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </div>
  );
};

const Entry = ({ watch, onDone }: EntryProps) => {
  const say = useSay();
  const names = useNames();
  const nowMs = useNowMs();
  const timeZone = useTimeZone();
  const isExpired = watch.state === 'active' && Date.parse(watch.until) <= nowMs;
  return (
    <tr data-testid="watch-row" data-state={watch.state}>
      <td>
        <b>{names.word(watch.name)}</b> {watch.document === undefined ? '' : names.word(watch.document)}
      </td>
      <td>{names.word(watch.ground)}</td>
      <td>{say(`instruction.${watch.instruction}`)}</td>
      <td className="number">{partsOf(toMs(watch.until), timeZone).date}</td>
      <td>
        {say(`watch.${isExpired ? 'expired' : watch.state}`)}{' '}
        <span className="quiet">{names.person((watch.approved ?? watch.proposed).by.id)}</span>
        {isExpired || watch.state === 'ended' ? null : <WatchActs watch={watch} onDone={onDone} />}
      </td>
    </tr>
  );
};

export const WatchList = () => {
  const say = useSay();
  const mayEnter = useMay('watch:enter');
  const [isOpen, setOpen] = useState(false);
  const watches = useFetched<List<WatchItem>>(isOpen ? '/screening/watches' : null);
  const columns = ['watch.name', 'watch.ground', 'watch.instruction', 'watch.until', 'watch.state'] as const;
  return (
    <section className="watches">
      <p className="quiet">{say('watch.noted')}</p>
      {mayEnter ? <Propose onDone={watches.reload} /> : null}
      {isOpen ? (
        <Listed of={watches} nothing={<EmptyLine>{say('watch.empty')}</EmptyLine>}>
          {(items) => (
            <PlainTable caption={say('tab.watches')} columns={[...columns.map((text) => say(text))]}>
              {items.map((watch) => (
                <Entry key={watch.id} watch={watch} onDone={watches.reload} />
              ))}
            </PlainTable>
          )}
        </Listed>
      ) : (
        <button type="button" className="button" data-testid="watch-open" onClick={() => setOpen(true)}>
          {say('watch.open')}
        </button>
      )}
    </section>
  );
};
