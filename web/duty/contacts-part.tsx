/** How each person whom a policy may call is reached, and in which order. */
import { useState, type FormEvent } from 'react';

import type { Fact } from '../../src/console/board.js';
import type { ContactItem, Way } from '../../src/duty/contact.js';
import { asProblem, put, type Problem } from '../api.js';
import { EmptyLine, Listed, ProblemLine } from '../parts/answer.js';
import { PlainTable } from '../parts/plain-table.js';
import { useNames, useReference } from '../reference.js';
import { useMay } from '../session.js';
import { sayOf, useSay } from '../texts/texts.js';
import { useEscape } from '../use-escape.js';
import { useWhole } from '../use-fetched.js';
import { Ways } from './ways.js';

const concerns = ({ type }: Fact): boolean => type === 'contact.set';
const kinds = ['radio', 'mobile', 'telephone', 'extension'] as const satisfies readonly Way['kind'][];
const mostWays = 6;

interface WayLineProps {
  readonly way: Way;
  readonly isFirst: boolean;
  readonly onChange: (way: Way) => void;
  readonly onUp: () => void;
  readonly onRemove: () => void;
}

const WayLine = ({ way, isFirst, onChange, onUp, onRemove }: WayLineProps) => {
  const say = useSay();
  return (
    <li className="way-line">
      <select
        aria-label={say('contact.way')}
        value={way.kind}
        onChange={({ target }) => onChange({ ...way, kind: target.value as Way['kind'] })}
      >
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {say(`contact.${kind}`)}
          </option>
        ))}
      </select>
      <input
        className="number"
        required
        maxLength={40}
        // What the console refuses, the page says at once: digits for a telephone, anything for a call sign.
        {...(way.kind === 'radio' ? {} : { pattern: '[0-9+*#\\(\\) \\-]{3,40}', inputMode: 'tel' as const })}
        title={say(way.kind === 'radio' ? 'contact.call-sign' : 'contact.digits')}
        aria-label={say(`contact.${way.kind}`)}
        value={way.number}
        data-testid="contact-number"
        onChange={({ target }) => onChange({ ...way, number: target.value })}
      />
      <button type="button" className="button plain small" disabled={isFirst} onClick={onUp}>
        {say('contact.up')}
      </button>
      <button type="button" className="button plain small" onClick={onRemove}>
        {say('contact.remove')}
      </button>
    </li>
  );
};

interface ContactFormProps {
  readonly contact: ContactItem;
  readonly onDone: () => void;
  readonly onLeft: () => void;
}

const ContactForm = ({ contact, onDone, onLeft }: ContactFormProps) => {
  const say = useSay();
  useEscape(onLeft);
  const [ways, setWays] = useState<readonly Way[]>(
    contact.ways.length > 0 ? contact.ways : [{ kind: 'mobile', number: '' }],
  );
  const [problem, setProblem] = useState<Problem>();
  const save = async (): Promise<void> => {
    try {
      await put(`/rota/contacts/${encodeURIComponent(contact.person)}`, { ways });
      onDone();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  return (
    <form
      className="stack"
      data-testid="contact-form"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save();
      }}
    >
      <ol className="ways">
        {ways.map((way, at) => (
          <WayLine
            // A way has no name of its own but its place.
            // oxlint-disable-next-line react/no-array-index-key
            key={at}
            way={way}
            isFirst={at === 0}
            onChange={(next) => setWays(ways.with(at, next))}
            onUp={() => setWays(ways.toSpliced(at, 1).toSpliced(at - 1, 0, way))}
            onRemove={() => setWays(ways.toSpliced(at, 1))}
          />
        ))}
      </ol>
      {problem === undefined ? null : <ProblemLine problem={problem} />}
      <div className="choices">
        <button
          type="button"
          className="button plain"
          disabled={ways.length >= mostWays}
          onClick={() => setWays([...ways, { kind: 'mobile', number: '' }])}
        >
          {say('contact.add')}
        </button>
        <button type="submit" className="button main" data-testid="contact-save">
          {say('do.save')}
        </button>
        <button type="button" className="button plain" onClick={onLeft}>
          {say('do.cancel')}
        </button>
      </div>
    </form>
  );
};

export const ContactsPart = () => {
  const say = useSay();
  const names = useNames();
  const { people } = useReference();
  const mayManage = useMay('policy:manage');
  const contacts = useWhole<ContactItem>('/rota/contacts', concerns);
  const [open, setOpen] = useState<string>();
  return (
    <section className="part" aria-labelledby="contacts" data-testid="contacts">
      <h2 id="contacts">{say('contact.title')}</h2>
      <p className="quiet explain">{say('contact.explain')}</p>
      <Listed of={contacts} nothing={<EmptyLine>{say('contact.nobody')}</EmptyLine>}>
        {(items) => (
          <PlainTable
            caption={say('contact.title')}
            className="contacts-table"
            columns={[
              say('policy.person'),
              say('policy.role'),
              say('contact.ways'),
              ...(mayManage ? [say('hearing.act')] : []),
            ]}
          >
            {items.map((contact) => (
              <tr key={contact.person} data-testid="contact">
                <th scope="row">{names.person(contact.person)}</th>
                <td>
                  {(people.get(contact.person)?.roles ?? [])
                    .map((role) => sayOf(say, 'role', role))
                    .join(say('text.comma'))}
                </td>
                <td>
                  {open === contact.person ? (
                    <ContactForm
                      contact={contact}
                      onDone={() => {
                        setOpen(undefined);
                        contacts.reload();
                      }}
                      onLeft={() => setOpen(undefined)}
                    />
                  ) : (
                    <Ways ways={contact.ways} />
                  )}
                </td>
                {mayManage ? (
                  <td>
                    {open === contact.person ? null : (
                      <button
                        type="button"
                        className="button plain small"
                        data-testid="contact-edit"
                        aria-label={`${say('policy.change')} ${names.person(contact.person)}`}
                        onClick={() => setOpen(contact.person)}
                      >
                        {say('policy.change')}
                      </button>
                    )}
                  </td>
                ) : null}
              </tr>
            ))}
          </PlainTable>
        )}
      </Listed>
    </section>
  );
};
