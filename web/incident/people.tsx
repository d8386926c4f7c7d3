/** Who was involved: noted without being named on the screen; each name is opened one by one, and the opening is on record. */
import { Button } from 'antd';
import { useMemo, useState } from 'react';

import type { Fact } from '../../src/console/board.js';
import type { Identity, InvolvedItem } from '../../src/incidents/involved.js';
import { EmptyLine, Listed, ProblemLine } from '../parts/answer.js';
import { Clock } from '../parts/times.js';
import { hrefOf } from '../routes.js';
import { useMay } from '../session.js';
import { useNames } from '../reference.js';
import { useSay, type Say } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import { useSending } from '../use-sending.js';
import type { IncidentDetail, List } from '../wire.js';
import { documentText } from './documents.js';
import { PersonForm } from './person-form.js';
import { PersonSearch } from './person-search.js';
import { flags } from './person-draft.js';

/** What is said openly of somebody: his part, not his name. */
export const aboutText = ({ about }: Pick<InvolvedItem, 'about'>, say: Say): string =>
  [
    about.victimRole === undefined ? undefined : say(`victim.${about.victimRole}`),
    about.injury === undefined ? undefined : say(`injury.${about.injury}`),
    ...flags.map((flag) => (about[flag] === true ? say(`person.${flag}`) : undefined)),
  ]
    .filter((text) => text !== undefined)
    .join(say('text.comma'));

const Opened = ({ identity }: { readonly identity: Identity }) => {
  const say = useSay();
  const { name, document, phone, address, link } = identity;
  const lines = [
    [say('person.name'), name],
    [
      say('person.document'),
      document === undefined ? undefined : `${documentText(say, document.kind)} ${document.number}`,
    ],
    [say('person.phone'), phone],
    [say('person.address'), address],
    [say('person.link'), link],
  ] as const;
  return (
    <dl className="identity" data-testid="person-identity">
      {lines.map(([label, value]) =>
        value === undefined ? null : (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
};

const Repeats = ({ repeats }: Pick<InvolvedItem, 'repeats'>) => {
  const say = useSay();
  if (repeats.length === 0) return null;
  return (
    <ul data-testid="person-repeats">
      {repeats.map(({ incident, role, at, by }) => (
        <li key={`${incident}${role}`}>
          <a href={hrefOf('incidents', incident)}>
            {say(by === 'number' ? 'person.again' : 'person.namesake')} · {say(`person.${role}`)}{' '}
            <Clock at={at} />
          </a>
        </li>
      ))}
    </ul>
  );
};

const Person = ({ item }: { readonly item: InvolvedItem }) => {
  const say = useSay();
  const names = useNames();
  const [identity, setIdentity] = useState<Identity>();
  const sending = useSending<Identity>(setIdentity);
  return (
    <li data-testid="person-row" data-role={item.role}>
      <p>
        <b>{say(`person.${item.role}`)}</b> {aboutText(item, say)}{' '}
        <span className="quiet">
          {names.actor(item.by)} <Clock at={item.at} />
        </span>{' '}
        {identity === undefined ? (
          <Button
            size="small"
            loading={sending.isBusy}
            data-testid="person-open"
            onClick={() => sending.send(`/involved/${encodeURIComponent(item.id)}/open`)}
          >
            {say('person.open')}
          </Button>
        ) : (
          <Button size="small" onClick={() => setIdentity(undefined)}>
            {say('person.hide')}
          </Button>
        )}
      </p>
      {identity === undefined ? null : <Opened identity={identity} />}
      <Repeats repeats={item.repeats} />
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </li>
  );
};

export const People = ({ incident }: { readonly incident: IncidentDetail }) => {
  const say = useSay();
  const mayIdentify = useMay('person:identify');
  const [open, setOpen] = useState<'add' | 'search'>();
  const joins = useMemo(
    () =>
      ({ type, data }: Fact): boolean =>
        type === 'involved.added' && data['incident'] === incident.id,
    [incident.id],
  );
  const people = useFetched<List<InvolvedItem>>(
    mayIdentify ? `/incidents/${encodeURIComponent(incident.id)}/involved` : null,
    joins,
  );
  if (!mayIdentify) return null;
  const toggle = (which: 'add' | 'search') => (): void => setOpen(open === which ? undefined : which);
  return (
    <section className="part" aria-labelledby="people">
      <h3 id="people">{say('person.title')}</h3>
      <p className="quiet">{say('person.explain')}</p>
      <Listed of={people} nothing={<EmptyLine>{say('person.none')}</EmptyLine>}>
        {(items) => (
          <ul className="people">
            {items.map((item) => (
              <Person key={item.id} item={item} />
            ))}
          </ul>
        )}
      </Listed>
      <div className="choices">
        <Button data-testid="person-add" aria-expanded={open === 'add'} onClick={toggle('add')}>
          {say('person.add')}
        </Button>
        <Button data-testid="person-look" aria-expanded={open === 'search'} onClick={toggle('search')}>
          {say('person.look')}
        </Button>
      </div>
      {open === 'add' ? (
        <PersonForm
          incident={incident.id}
          onAdded={() => {
            setOpen(undefined);
            people.reload();
          }}
        />
      ) : null}
      {open === 'search' ? <PersonSearch /> : null}
    </section>
  );
};
