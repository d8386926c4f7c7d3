/** Puts somebody on a post: for the whole shift, or for the part of it that is bare. */
import { useState } from 'react';

import type { NewTurn } from '../../src/duty/rota.js';
import { partOf } from '../../src/duty/week.js';
import { useTimeZone } from '../court-time.js';
import { useNames, useReference } from '../reference.js';
import { useSay } from '../texts/texts.js';
import { useEscape } from '../use-escape.js';
import { partsOf } from '../times.js';
import { HoursFields, type Hours } from './hours-fields.js';
import type { Cell } from './rota-grid.js';
import { weekdays } from './span-text.js';

const answering = new Set(['guard', 'chief', 'officer']);

interface AddLineProps {
  readonly cell: Cell;
  /** its Monday */
  readonly week: string;
  readonly onAdd: (turn: NewTurn) => void;
  readonly onLeft: () => void;
}

const useHours = ({ gap, shift }: Cell): Hours => {
  const timeZone = useTimeZone();
  const hour = (at: string): string => partsOf(Date.parse(at), timeZone).time.slice(0, 5);
  return gap === undefined ? shift : { from: hour(gap.startsAt), until: hour(gap.endsAt) };
};

export const AddLine = ({ cell, week, onAdd, onLeft }: AddLineProps) => {
  const say = useSay();
  useEscape(onLeft);
  const names = useNames();
  const timeZone = useTimeZone();
  const { people } = useReference();
  const bare = useHours(cell);
  const [person, setPerson] = useState('');
  const [hours, setHours] = useState(bare);
  const { post, shift, nth } = cell;
  const fit = [...people.values()].filter(({ roles }) => roles.some((role) => answering.has(role)));
  return (
    <form
      className="rota-line"
      data-testid="rota-form"
      onSubmit={(event) => {
        event.preventDefault();
        onAdd({ post, person, ...partOf(shift, hours, week, nth, timeZone) });
      }}
    >
      <b>
        {names.fullPlace(post)} · {say(`rota.day-${weekdays[nth] ?? 1}`)} · {shift.name}
      </b>
      <select
        aria-label={say('policy.person')}
        required
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was asked for by the press before
        autoFocus
        value={person}
        data-testid="rota-person"
        onChange={({ target }) => setPerson(target.value)}
      >
        <option value="" disabled>
          {say('handover.choose')}
        </option>
        {fit.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <HoursFields hours={hours} onChange={setHours} />
      <button
        type="submit"
        className="button main"
        disabled={person === ''}
        title={person === '' ? say('needs.person') : undefined}
        data-testid="rota-put"
      >
        {say('rota.put')}
      </button>
      <button type="button" className="button plain" onClick={onLeft}>
        {say('do.cancel')}
      </button>
    </form>
  );
};
