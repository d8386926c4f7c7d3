/** What the posts demand: which shifts, on which days, how many people. */
import { useState, type FormEvent } from 'react';

import type { PostItem } from '../../src/duty/rota.js';
import { asProblem, put, type Problem } from '../api.js';
import { ProblemLine } from '../parts/answer.js';
import { HeldButton } from '../parts/held-button.js';
import { PlaceSelect } from '../parts/place-select.js';
import { useNames, useReference } from '../reference.js';
import { useMay } from '../session.js';
import { useSay } from '../texts/texts.js';
import { HoursFields } from './hours-fields.js';
import { weekdays } from './span-text.js';

type Shift = PostItem['shifts'][number];

const newShift = (name: string): Shift => ({ name, from: '08:00', until: '18:00', days: [1, 2, 3, 4, 5] });

interface ShiftLineProps {
  readonly shift: Shift;
  readonly onChange: (shift: Shift) => void;
  readonly onRemove: () => void;
}

const ShiftLine = ({ shift, onChange, onRemove }: ShiftLineProps) => {
  const say = useSay();
  return (
    <fieldset className="shift-line" aria-label={`${say('rota.shift')} ${shift.name}`}>
      <input
        required
        maxLength={20}
        aria-label={say('rota.shift')}
        value={shift.name}
        onChange={({ target }) => onChange({ ...shift, name: target.value })}
      />
      <HoursFields hours={shift} onChange={(hours) => onChange({ ...shift, ...hours })} />
      {weekdays.map((day) => (
        <label key={day}>
          <input
            type="checkbox"
            checked={shift.days.includes(day)}
            onChange={({ target }) =>
              onChange({
                ...shift,
                days: target.checked
                  ? [...shift.days, day].toSorted((a, b) => a - b)
                  : shift.days.filter((one) => one !== day),
              })
            }
          />
          {say(`rota.day-${day}`)}
        </label>
      ))}
      <button type="button" className="button plain small" onClick={onRemove}>
        {say('rota.remove-shift')}
      </button>
    </fieldset>
  );
};

interface PostFormProps {
  readonly from: PostItem;
  readonly isNew: boolean;
  readonly onDone: () => void;
  readonly onLeft: () => void;
}

const PostForm = ({ from, isNew, onDone, onLeft }: PostFormProps) => {
  const say = useSay();
  const names = useNames();
  const [item, setItem] = useState(from);
  const [problem, setProblem] = useState<Problem>();
  const save = async ({ post, ...demand }: PostItem): Promise<void> => {
    try {
      await put(`/rota/posts/${encodeURIComponent(post)}`, demand);
      onDone();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const isBare = item.shifts.length === 0 || item.shifts.some(({ days }) => days.length === 0);
  const setShift = (at: number, shift: Shift): void =>
    setItem({ ...item, shifts: item.shifts.with(at, shift) });
  return (
    <form
      className="stack"
      data-testid="post-form"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save(item);
      }}
    >
      <b>{names.fullPlace(item.post)}</b>
      <label className="field">
        {say('rota.needs')}
        <input
          type="number"
          className="number"
          min={1}
          max={20}
          required
          value={item.atLeast}
          onChange={({ target }) => setItem({ ...item, atLeast: Number(target.value) })}
        />
      </label>
      {item.shifts.map((shift, at) => (
        <ShiftLine
          // A shift has no name of its own but its place.
          // oxlint-disable-next-line react/no-array-index-key
          key={at}
          shift={shift}
          onChange={(next) => setShift(at, next)}
          onRemove={() => setItem({ ...item, shifts: item.shifts.toSpliced(at, 1) })}
        />
      ))}
      <button
        type="button"
        className="button plain"
        disabled={item.shifts.length >= 8}
        onClick={() => setItem({ ...item, shifts: [...item.shifts, newShift(say('rota.new-shift'))] })}
      >
        {say('rota.add-shift')}
      </button>
      {problem === undefined ? null : <ProblemLine problem={problem} />}
      <div className="choices">
        <button
          type="submit"
          className="button main"
          disabled={isBare}
          title={isBare ? say('needs.shifts') : undefined}
          data-testid="post-save"
        >
          {say('do.save')}
        </button>
        <button type="button" className="button plain" onClick={onLeft}>
          {say('do.cancel')}
        </button>
        {isNew ? null : (
          <HeldButton tone="plain" isSmall onHeld={() => void save({ ...item, shifts: [] })}>
            {say('rota.remove-post')}
          </HeldButton>
        )}
      </div>
    </form>
  );
};

interface PostsPartProps {
  readonly posts: readonly PostItem[];
  readonly onChanged: () => void;
}

export const PostsPart = ({ posts, onChanged }: PostsPartProps) => {
  const say = useSay();
  const names = useNames();
  const { places } = useReference();
  const mayManage = useMay('policy:manage');
  const [open, setOpen] = useState<string>();
  if (!mayManage) return null;
  const known = posts.find(({ post }) => post === open);
  const others = [...places.keys()].filter((id) => !posts.some(({ post }) => post === id));
  return (
    <section className="part" aria-labelledby="rota-posts" data-testid="rota-posts">
      <h2 id="rota-posts">{say('rota.posts')}</h2>
      {open === undefined ? (
        <div className="choices">
          {posts.map(({ post }) => (
            <button
              key={post}
              type="button"
              className="button plain"
              data-testid="post-edit"
              onClick={() => setOpen(post)}
            >
              {say('rota.edit-post', { post: names.place(post) })}
            </button>
          ))}
          <label className="post-new">
            {say('rota.new-post')}
            <PlaceSelect value="" among={others} data-testid="post-new" onPlace={setOpen}>
              <option value="" disabled>
                {say('rota.add-post')}
              </option>
            </PlaceSelect>
          </label>
        </div>
      ) : (
        <PostForm
          key={open}
          isNew={known === undefined}
          from={known ?? { post: open, atLeast: 1, shifts: [newShift(say('rota.new-shift'))] }}
          onDone={() => {
            setOpen(undefined);
            onChanged();
          }}
          onLeft={() => setOpen(undefined)}
        />
      )}
    </section>
  );
};
