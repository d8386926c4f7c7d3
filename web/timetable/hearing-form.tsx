/** One hearing by hand: what an import leaves alone. */
import { useState, type FormEvent } from 'react';

import { instantOf } from '../../src/timetable/court-time.js';
import { useTimeZone } from '../court-time.js';
import { HoursFields } from '../duty/hours-fields.js';
import { ProblemLine } from '../parts/answer.js';
import { PlaceSelect } from '../parts/place-select.js';
import { useSay } from '../texts/texts.js';
import { useSending } from '../use-sending.js';

/** A hearing of which none is told could be any. */
const said = ['caseNumber', 'cause', 'judge', 'parties'] as const;

interface HearingFormProps {
  readonly day: string;
  readonly onDone: () => void;
}

export const HearingForm = ({ day, onDone }: HearingFormProps) => {
  const say = useSay();
  const timeZone = useTimeZone();
  const [hours, setHours] = useState({ from: '09:00', until: '11:00' });
  const sending = useSending(onDone);
  const [isBare, setBare] = useState(true);
  const add = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = Object.fromEntries(new FormData(form)) as Record<string, string>;
    const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
    const at = (clock: string): string | undefined => {
      const [hour = 0, minute = 0] = clock.split(':').map(Number);
      return instantOf({ year, month, day: date, hour, minute }, timeZone);
    };
    const written = (name: string): object =>
      (given[name] ?? '').trim() === '' ? {} : { [name]: given[name] };
    sending.send('/hearings', {
      place: given['place'],
      startsAt: at(hours.from),
      endsAt: at(hours.until),
      ...written('caseNumber'),
      ...written('cause'),
      ...written('judge'),
      ...written('risk'),
      parties: (given['parties'] ?? '')
        .split(/[;；、\n]/)
        .map((party) => party.trim())
        .filter((party) => party !== ''),
    });
  };
  const text = (name: string, label: string) => (
    <label>
      {label}
      <input name={name} maxLength={200} />
    </label>
  );
  return (
    <section className="stack" aria-labelledby="by-hand">
      <h2 id="by-hand">{say('hearing.by-hand', { day })}</h2>
      <form
        className="form-grid hearing-form"
        onSubmit={add}
        onInput={({ currentTarget }) => {
          const given = Object.fromEntries(new FormData(currentTarget)) as Record<string, string>;
          setBare(said.every((name) => (given[name] ?? '').trim() === ''));
        }}
        data-testid="hearing-form"
      >
        <label>
          {say('hearing.place')}
          <PlaceSelect name="place" />
        </label>
        <div className="hours">
          {say('hearing.hours')}
          <span>
            <HoursFields hours={hours} onChange={setHours} />
          </span>
        </div>
        {text('caseNumber', say('hearing.case'))}
        {text('cause', say('hearing.cause'))}
        {text('judge', say('hearing.judge'))}
        {text('parties', say('hearing.parties-hint'))}
        <label>
          {say('hearing.risk')}
          <select name="risk">
            <option value="">—</option>
            {(['low', 'middle', 'high'] as const).map((risk) => (
              <option key={risk} value={risk}>
                {say(`hearing.risk-${risk}`)}
              </option>
            ))}
          </select>
        </label>
        <button
          type="submit"
          className="button main"
          disabled={sending.isBusy || isBare}
          title={isBare ? say('needs.hearing') : undefined}
          data-testid="hearing-add"
        >
          {say('hearing.add')}
        </button>
      </form>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </section>
  );
};
