/** The slip that was just issued: its number to say aloud, its shelf, a photo of the item. */
import { useState } from 'react';

import type { SlipItem } from '../../src/screening/slip.js';
import { asProblem, Problem, type ProblemBody } from '../api.js';
import { ProblemLine } from '../parts/answer.js';
import { useNames } from '../reference.js';
import { sayOf, useSay } from '../texts/texts.js';
import { itemText } from './items.js';

const keepPhoto = async (slip: SlipItem, photo: Blob): Promise<void> => {
  const asked = { method: 'PUT', path: `/screening/slips/${slip.id}/photo` };
  const answer = await fetch(`/api${asked.path}`, {
    method: asked.method,
    credentials: 'same-origin',
    headers: { 'content-type': photo.type },
    body: photo,
  });
  if (!answer.ok) throw new Problem(answer.status, (await answer.json()) as ProblemBody, asked);
};

export const IssuedSlip = ({ slip, onDone }: { readonly slip: SlipItem; readonly onDone: () => void }) => {
  const say = useSay();
  const names = useNames();
  const [hasPhoto, setHasPhoto] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const take = async (photo: Blob | undefined): Promise<void> => {
    if (photo === undefined) return;
    try {
      await keepPhoto(slip, photo);
      setHasPhoto(true);
      setProblem(undefined);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  return (
    <section className="issued-slip" data-testid="issued-slip" data-number={slip.number}>
      <p className="slip-shelf">
        {sayOf(say, 'decision', slip.kind)}{' '}
        {slip.item === undefined ? null : <b>{itemText(names.word(slip.item), say)}</b>}
      </p>
      <p className="slip-shelf">
        {say('desk.slip')} <b className="number">{slip.number}</b>
      </p>
      {slip.shelf === undefined ? null : (
        <p className="slip-shelf">
          {say('desk.shelf')} <b className="number">{slip.shelf}</b>
        </p>
      )}
      <p data-testid="slip-next">
        {slip.shelf === undefined ? say('slip.give') : say('slip.give-keep', { n: slip.shelf })}
      </p>
      {problem === undefined ? null : <ProblemLine problem={problem} />}
      <div className="desk-grid">
        <label className="desk-button">
          {say(hasPhoto ? 'desk.photo-kept' : 'desk.photo')}
          <input
            type="file"
            className="only-read"
            accept="image/jpeg,image/png"
            capture="environment"
            data-testid="slip-photo"
            onChange={(event) => void take(event.target.files?.[0])}
          />
        </label>
        <button type="button" className="desk-button main" data-testid="slip-done" onClick={onDone}>
          {say('desk.done')}
        </button>
      </div>
    </section>
  );
};
