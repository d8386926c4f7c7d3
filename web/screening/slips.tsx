/** What lies in the lockers, and how it goes back: found by the last digits, signed for on the glass. */
import { useState } from 'react';

import type { Fact } from '../../src/console/board.js';
import type { SlipItem } from '../../src/screening/slip.js';
import { EmptyLine, Listed, ProblemLine, ShowAll } from '../parts/answer.js';
import { Moment } from '../parts/times.js';
import { useNames } from '../reference.js';
import { useMay } from '../session.js';
import { sayOf, useSay } from '../texts/texts.js';
import { useList } from '../use-fetched.js';
import { useSending } from '../use-sending.js';
import { Picture } from '../parts/picture.js';
import { itemText } from './items.js';
import { SignaturePad } from './signature-pad.js';

const concerns = (fact: Fact): boolean => fact.type.startsWith('slip.');

const SlipRow = ({ slip, onChoose }: { readonly slip: SlipItem; readonly onChoose: () => void }) => {
  const say = useSay();
  const names = useNames();
  return (
    <li>
      <button
        type="button"
        className="desk-button slip-row"
        data-testid="slip-row"
        data-number={slip.number}
        onClick={onChoose}
      >
        <b className="number">{slip.number}</b>
        <span>
          {sayOf(say, 'decision', slip.kind)}{' '}
          {slip.item === undefined ? '' : itemText(names.word(slip.item), say)}
        </span>
        <span>
          {say('desk.shelf')} {slip.shelf}
        </span>
        <span className="quiet">
          <Moment at={slip.at} />
        </span>
      </button>
    </li>
  );
};

const Return = ({ slip, onDone }: { readonly slip: SlipItem; readonly onDone: (told: string) => void }) => {
  const say = useSay();
  const names = useNames();
  const [to, setTo] = useState('');
  const [signature, setSignature] = useState<string>();
  const sending = useSending<SlipItem>(({ state, number }) =>
    onDone(say(state === 'returned' ? 'slips.returned' : 'slips.handed', { number })),
  );
  const path = `/screening/slips/${slip.id}`;
  const name = to.trim();
  return (
    <section className="slip-return" data-testid="slip-return">
      <p className="slip-shelf">
        {say('desk.slip')} <b className="number">{slip.number}</b>
      </p>
      <p className="slip-shelf">
        {say('desk.shelf')} <b className="number">{slip.shelf}</b>{' '}
        {slip.item === undefined ? '' : itemText(names.word(slip.item), say)}
      </p>
      {slip.photo === undefined ? null : (
        <Picture className="slip-photo" src={`/api${path}/photo`} alt={say('desk.photo')} />
      )}
      <h2>{say('slips.sign')}</h2>
      <SignaturePad
        onSigned={(picture, written) => {
          setSignature(picture);
          if (written !== undefined && name === '') setTo(written);
        }}
      />
      <input
        className="desk-input"
        aria-label={say('slips.to')}
        placeholder={say(slip.kind === 'withheld' ? 'slips.hand-over-to' : 'slips.to')}
        value={to}
        data-testid="slip-to"
        onChange={(event) => setTo(event.target.value)}
      />
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
      <div className="desk-grid">
        <button
          type="button"
          className="desk-button main"
          data-testid="slip-give-back"
          disabled={signature === undefined || sending.isBusy}
          title={signature === undefined ? say('needs.signature') : undefined}
          onClick={() => sending.send(`${path}/return`, { signature, ...(name === '' ? {} : { to: name }) })}
        >
          {say('slips.return')}
        </button>
        {slip.kind === 'withheld' ? (
          <button
            type="button"
            className="desk-button"
            data-testid="slip-hand-over"
            disabled={name === '' || sending.isBusy}
            title={name === '' ? say('needs.receiver') : undefined}
            onClick={() => sending.send(`${path}/hand-over`, { to: name })}
          >
            {say('slips.hand-over')}
          </button>
        ) : null}
        <button type="button" className="desk-button plain" onClick={() => onDone('')}>
          {say('desk.back')}
        </button>
      </div>
    </section>
  );
};

export const Slips = () => {
  const say = useSay();
  const mayWork = useMay('screening:work');
  const [digits, setDigits] = useState('');
  const [chosen, setChosen] = useState<SlipItem>();
  const [told, setTold] = useState('');
  const number = digits === '' ? '' : `&number=${encodeURIComponent(digits)}`;
  const slips = useList<SlipItem>(`/screening/slips?state=kept${number}`, concerns);
  const done = (what: string): void => {
    setChosen(undefined);
    setDigits('');
    setTold(what);
    slips.reload();
  };
  if (chosen !== undefined) return <Return slip={chosen} onDone={done} />;
  return (
    <section className="slips">
      {told === '' ? null : (
        <output className="desk-told" data-testid="slips-told">
          {told}
        </output>
      )}
      <input
        className="desk-input number"
        inputMode="numeric"
        aria-label={say('slips.number')}
        placeholder={say('slips.number')}
        value={digits}
        data-testid="slips-number"
        onChange={(event) => setDigits(event.target.value.replaceAll(/[^\d-]/g, ''))}
      />
      <Listed
        of={slips}
        nothing={
          digits === '' ? (
            <EmptyLine>{say('slips.none')}</EmptyLine>
          ) : (
            <EmptyLine next={<ShowAll onAll={() => setDigits('')} />}>{say('slips.none-such')}</EmptyLine>
          )
        }
      >
        {(items) => (
          <ul className="slip-list">
            {items.map((slip) => (
              <SlipRow key={slip.id} slip={slip} onChoose={() => mayWork && setChosen(slip)} />
            ))}
          </ul>
        )}
      </Listed>
    </section>
  );
};
