/** People and their roles: who there is, one-time links for new ones, rights changed, people disabled. */
import { useState } from 'react';

import type { Bench } from '../../src/benches/bench.js';
import { change, asProblem, put, type Problem } from '../api.js';
import { Answer, EmptyLine, ProblemLine, ShowAll } from '../parts/answer.js';
import { HeldButton } from '../parts/held-button.js';
import { PlainTable } from '../parts/plain-table.js';
import { useNames } from '../reference.js';
import { useSession } from '../session.js';
import '../styles/administration.css';
import '../styles/pages.css';
import { sayOf, useSay } from '../texts/texts.js';
import { useWhole } from '../use-fetched.js';
import { InvitePart } from './invite-part.js';
import { RightsFields, type ChosenRights } from './rights-fields.js';
import { RoomsFields } from './rooms-fields.js';

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
  /** his own */
  readonly rooms: readonly string[];
  /** whose room is whose is known: what is saved replaces it */
  readonly areRoomsRead: boolean;
  readonly onChanged: () => void;
}

interface PersonActsProps {
  readonly disabled: boolean;
  readonly onSwitch: () => void;
  /** absent while his rights are being changed */
  readonly onChange?: () => void;
  readonly mayChange: boolean;
  /** they were changed just now: the keyboard goes on where it was */
  readonly isReturning: boolean;
}

const PersonActs = ({ disabled, onSwitch, onChange, mayChange, isReturning }: PersonActsProps) => {
  const say = useSay();
  return (
    <span className="choices">
      {onChange === undefined ? (
        // Nothing slides into its place under the hand.
        <button type="button" className="button plain small" disabled>
          {say('people.change')}
        </button>
      ) : (
        <button
          type="button"
          className="button plain small"
          data-testid="rights-change"
          disabled={!mayChange}
          title={mayChange ? undefined : say('needs.reading')}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- it stands again where its form was
          autoFocus={isReturning}
          onClick={onChange}
        >
          {say('people.change')}
        </button>
      )}
      <HeldButton tone="plain" isSmall data-testid="person-switch" onHeld={onSwitch}>
        {say(disabled ? 'people.enable' : 'people.disable')}
      </HeldButton>
    </span>
  );
};

/** What was asked for is what the keyboard goes to. */
const focusFirst = (form: HTMLFormElement | null): void => form?.querySelector('input')?.focus();

const Rights = ({ person: { roles, station }, rooms }: Pick<PersonRowProps, 'person' | 'rooms'>) => {
  const say = useSay();
  const names = useNames();
  return (
    <>
      {roles.map((role) => sayOf(say, 'role', role)).join(say('text.comma'))}
      {station === undefined ? null : <div className="quiet">{say('people.station-of', { station })}</div>}
      {rooms.length === 0 ? null : (
        <div className="quiet" data-testid="person-rooms">
          {rooms.map(names.place).join(say('text.comma'))}
        </div>
      )}
    </>
  );
};

/** In any order the same rights. */
const saidOf = (
  { roles, station = '' }: Pick<RegisterEntry, 'roles' | 'station'>,
  rooms: readonly string[],
): string => JSON.stringify([roles.toSorted(), station, rooms.toSorted()]);

const PersonRow = ({ person, rooms, areRoomsRead, onChanged }: PersonRowProps) => {
  const say = useSay();
  const isSelf = useSession().person.id === person.id;
  const { id, username, name, roles, station, disabled } = person;
  const [rights, setRights] = useState<ChosenRights>();
  const [hasChanged, setHasChanged] = useState(false);
  const [chosenRooms, setChosenRooms] = useState(rooms);
  const [problem, setProblem] = useState<Problem>();
  const send = async (body: object, own?: readonly string[]): Promise<void> => {
    setProblem(undefined);
    try {
      await change(`/people/${id}`, body);
      if (own !== undefined) await put(`/benches/${id}`, { places: own });
      setRights(undefined);
      onChanged();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const isSame = saidOf(rights ?? person, chosenRooms) === saidOf(person, rooms);
  const begin = (): void => {
    setChosenRooms(rooms);
    setHasChanged(true);
    setRights({ roles, station: station ?? '' });
  };
  return (
    <tr data-testid="person" data-username={username} data-disabled={disabled}>
      <th scope="row">
        {name}
        <div className="quiet">{username}</div>
      </th>
      <td>
        {rights === undefined ? (
          <Rights person={person} rooms={rooms} />
        ) : (
          <form
            className="stack"
            data-testid="rights-form"
            ref={focusFirst}
            onSubmit={(event) => {
              event.preventDefault();
              const own = rights.roles.includes('judge') ? chosenRooms : [];
              void send(
                {
                  roles: rights.roles,
                  ...(rights.station === '' ? {} : { station: rights.station }),
                },
                own.length + rooms.length === 0 ? undefined : own,
              );
            }}
          >
            <RightsFields rights={rights} onChange={setRights} />
            {rights.roles.includes('judge') ? (
              <RoomsFields rooms={chosenRooms} onChange={setChosenRooms} />
            ) : null}
            <p className="choices">
              <button
                type="submit"
                className="button main small"
                disabled={isSame}
                title={isSame ? say('needs.change') : undefined}
                data-testid="rights-save"
              >
                {say('do.save')}
              </button>
              <button type="button" className="button plain small" onClick={() => setRights(undefined)}>
                {say('do.cancel')}
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
          <PersonActs
            disabled={disabled}
            isReturning={hasChanged}
            mayChange={areRoomsRead}
            onSwitch={() => void send({ disabled: !disabled })}
            {...(rights === undefined ? { onChange: begin } : {})}
          />
        )}
      </td>
    </tr>
  );
};

const rowsAtOnce = 200;

const PeopleTable = ({
  people,
  benches,
  onChanged,
}: {
  readonly people: readonly RegisterEntry[];
  /** absent while they are not read */
  readonly benches: readonly Bench[] | undefined;
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
        <label className="find-line">
          {say('find.title')}
          <input
            type="search"
            placeholder={say('people.find')}
            value={query}
            data-testid="people-find"
            onChange={({ target }) => setQuery(target.value)}
          />
        </label>
        <span className="quiet">{say('people.count', { n: found.length })}</span>
      </p>
      {found.length === 0 ? (
        <EmptyLine next={<ShowAll onAll={() => setQuery('')} />}>{say('people.none')}</EmptyLine>
      ) : (
        <PlainTable
          caption={say('page.people')}
          className="wide-table"
          columns={[say('people.name'), say('account.roles'), say('people.state'), say('hearing.act')]}
        >
          {found.slice(0, rows).map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              rooms={(benches ?? []).filter((bench) => bench.person === person.id).map(({ place }) => place)}
              areRoomsRead={benches !== undefined}
              onChanged={onChanged}
            />
          ))}
        </PlainTable>
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
  const say = useSay();
  const people = useWhole<RegisterEntry>('/people/register');
  const benches = useWhole<Bench>('/benches');
  return (
    <div className="page" data-testid="people">
      <InvitePart />
      <section className="part" aria-labelledby="people-list">
        <h2 id="people-list">{say('page.people')}</h2>
        <Answer of={people}>
          {({ items }) => (
            <>
              <Answer of={benches}>{() => null}</Answer>
              <PeopleTable
                people={items}
                benches={benches.value?.items}
                onChanged={() => {
                  people.reload();
                  benches.reload();
                }}
              />
            </>
          )}
        </Answer>
      </section>
    </div>
  );
};

export default PeoplePage;
