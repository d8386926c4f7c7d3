/** People and their roles: who there is, one-time links for new ones, rights changed, people disabled. */
import { useState } from 'react';

import { change, asProblem, type Problem } from '../api.js';
import { Answer, EmptyLine, ProblemLine } from '../parts/answer.js';
import { HeldButton } from '../parts/held-button.js';
import { useSession } from '../session.js';
import '../styles/administration.css';
import '../styles/pages.css';
import { sayOf, useSay } from '../texts/texts.js';
import { useWhole } from '../use-fetched.js';
import { InvitePart } from './invite-part.js';
import { RightsFields, type ChosenRights } from './rights-fields.js';

export interface RegisterEntry {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly station?: string;
  readonly disabled: boolean;
}

interface PersonRowProps {
  readonly person: RegisterEntry;
  readonly onChanged: () => void;
}

const PersonRow = ({ person, onChanged }: PersonRowProps) => {
  const say = useSay();
  const self = useSession().person;
  const { id, username, name, roles, station, disabled } = person;
  const [rights, setRights] = useState<ChosenRights>();
  const [problem, setProblem] = useState<Problem>();
  const send = async (body: object): Promise<void> => {
    setProblem(undefined);
    try {
      await change(`/people/${id}`, body);
      setRights(undefined);
      onChanged();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const isSelf = id === self.id;
  return (
    <tr data-testid="person" data-username={username} data-disabled={disabled}>
      <th scope="row">
        {name}
        <div className="quiet">{username}</div>
      </th>
      <td>
        {rights === undefined ? (
          <>
            {roles.map((role) => sayOf(say, 'role', role)).join(say('text.comma'))}
            {station === undefined ? null : <div className="quiet">{station}</div>}
          </>
        ) : (
          <form
            className="stack"
            data-testid="rights-form"
            onSubmit={(event) => {
              event.preventDefault();
              void send({
                roles: rights.roles,
                ...(rights.station === '' ? {} : { station: rights.station }),
              });
            }}
          >
            <RightsFields rights={rights} onChange={setRights} />
            <p className="choices">
              <button type="submit" className="button main small" data-testid="rights-save">
                {say('policy.save')}
              </button>
              <button type="button" className="button plain small" onClick={() => setRights(undefined)}>
                {say('policy.leave')}
              </button>
            </p>
          </form>
        )}
        {problem === undefined ? null : <ProblemLine problem={problem} />}
      </td>
      <td>{say(disabled ? 'people.disabled' : 'people.enabled')}</td>
      <td>
        {isSelf ? (
          <span className="quiet">{say('people.self')}</span>
        ) : (
          <span className="choices">
            {rights === undefined ? (
              <button
                type="button"
                className="button plain small"
                data-testid="rights-change"
                onClick={() => setRights({ roles, station: station ?? '' })}
              >
                {say('people.change')}
              </button>
            ) : null}
            <HeldButton
              tone="plain"
              isSmall
              data-testid="person-switch"
              onHeld={() => void send({ disabled: !disabled })}
            >
              {say(disabled ? 'people.enable' : 'people.disable')}
            </HeldButton>
          </span>
        )}
      </td>
    </tr>
  );
};

const rowsAtOnce = 200;

const PeopleTable = ({
  people,
  onChanged,
}: {
  readonly people: readonly RegisterEntry[];
  readonly onChanged: () => void;
}) => {
  const say = useSay();
  const [query, setQuery] = useState('');
  const [rows, setRows] = useState(rowsAtOnce);
  const wanted = query.trim().toLowerCase();
  const found = people.filter(({ name, username, roles, station = '' }) =>
    `${name} ${username} ${station} ${roles.map((role) => sayOf(say, 'role', role)).join(' ')}`
      .toLowerCase()
      .includes(wanted),
  );
  return (
    <>
      <p className="page-tools">
        <input
          className="field"
          type="search"
          aria-label={say('find.title')}
          placeholder={say('people.find')}
          value={query}
          data-testid="people-find"
          onChange={({ target }) => setQuery(target.value)}
        />
        <span className="quiet">{say('people.count', { n: found.length })}</span>
      </p>
      {found.length === 0 ? (
        <EmptyLine>{say('people.none')}</EmptyLine>
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{say('people.name')}</th>
              <th scope="col">{say('account.roles')}</th>
              <th scope="col">{say('people.state')}</th>
              <th scope="col">{say('hearing.act')}</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, rows).map((person) => (
              <PersonRow key={person.id} person={person} onChanged={onChanged} />
            ))}
          </tbody>
        </table>
      )}
      {found.length > rows ? (
        <p className="page-tools">
          <button
            type="button"
            className="button plain"
            data-testid="list-more"
            onClick={() => setRows(rows + rowsAtOnce)}
          >
            {say('list.more')}
          </button>
        </p>
      ) : null}
    </>
  );
};

const PeoplePage = () => {
  const people = useWhole<RegisterEntry>('/people/register');
  return (
    <div className="page" data-testid="people">
      <InvitePart />
      <section className="part">
        <Answer of={people}>{({ items }) => <PeopleTable people={items} onChanged={people.reload} />}</Answer>
      </section>
    </div>
  );
};

export default PeoplePage;
