/** Handing the shift over: what is open now, to whom, what must be known; what was handed over before. */
import { useState } from 'react';

import type { Board, Fact, TroubleItem } from '../../src/console/board.js';
import type { HandoverItem } from '../../src/console/handover.js';
import { useBoard } from '../live/live-context.js';
import { Answer, ProblemLine } from '../parts/answer.js';
import { alarmKind } from '../parts/alarm-kind.js';
import { Dotted } from '../parts/dotted.js';
import { AlarmDrillMark, DrillMark } from '../parts/drill-mark.js';
import { IncidentState } from '../parts/incident-state.js';
import { LevelMark } from '../parts/level-mark.js';
import { shortId } from '../parts/incident-line.js';
import { Moment } from '../parts/times.js';
import { inOrder, isUnacknowledged } from '../board/alarm-order.js';
import { Earlier, newestOf } from '../board/incident-list.js';
import { NeverHeard, useSubject } from '../board/trouble-list.js';
import { groupedBy } from '../../src/kernel/grouped-by.js';
import { useNames, useReference } from '../reference.js';
import { useSession } from '../session.js';
import { sayOf, useSay } from '../texts/texts.js';
import { useList } from '../use-fetched.js';
import { useSending } from '../use-sending.js';
import '../styles/handover.css';

const concerns = ({ type }: Fact): boolean => type.startsWith('handover.');
const answering = new Set(['guard', 'chief', 'officer']);

const lastOf = (times: readonly TroubleItem[]): TroubleItem | undefined =>
  times.toSorted((one, other) => one.raisedAt.localeCompare(other.raisedAt)).at(-1);

const OpenNow = ({ board }: { readonly board: Board }) => {
  const say = useSay();
  const names = useNames();
  const subjectOf = useSubject();
  const { alarms, incidents, troubles, devices } = board;
  const never = devices.filter(({ state }) => state === 'never-heard').length;
  const opened = new Set(alarms.map(({ id }) => id));
  const alone = incidents.filter((incident) => !incident.alarms.some((id) => opened.has(id)));
  const same = [
    ...groupedBy(troubles, ({ kind, device, place }) => `${kind} ${device ?? place}`).values(),
  ].toSorted((one, other) => (lastOf(other)?.raisedAt ?? '').localeCompare(lastOf(one)?.raisedAt ?? ''));
  return (
    <section data-testid="handover-open">
      <h2>{say('handover.open')}</h2>
      {alarms.length + incidents.length + troubles.length + never === 0 ? (
        <p className="empty">{say('handover.nothing')}</p>
      ) : null}
      <ul>
        {inOrder(alarms).map((alarm) => (
          <li key={alarm.id}>
            <LevelMark level={alarm.level} withWord />
            <span>
              <Dotted>
                <>
                  <AlarmDrillMark alarm={alarm} /> {names.fullPlace(alarm.place)}
                </>
                {isUnacknowledged(alarm) ? (
                  <b>{say('response.raised')}</b>
                ) : (
                  say(`response.${alarm.response}`)
                )}
                {alarmKind(say, alarm)}
                {alarm.device === undefined ? null : names.device(alarm.device)}
                <Moment at={alarm.raisedAt} />
                {alarm.incident === undefined ? null : (
                  <>
                    {say('handover.incident')} <code className="number">{shortId(alarm.incident)}</code>
                  </>
                )}
              </Dotted>
            </span>
          </li>
        ))}
        {newestOf(alone).map((incident) => (
          <li key={incident.id}>
            <b>{say('incident.title')}</b>
            <span>
              <Dotted>
                <>
                  {incident.drill === undefined ? null : <DrillMark />} {names.fullPlace(incident.place)}
                </>
                <IncidentState incident={incident} />
                {say(`source.${incident.source}`)}
                <Moment at={incident.openedAt} />
                <code className="number">{shortId(incident.id)}</code>
              </Dotted>
            </span>
          </li>
        ))}
        {same.map((times) => {
          const last = lastOf(times);
          return last === undefined ? null : (
            <li key={last.id}>
              <LevelMark level="trouble" withWord />
              <span>
                <Dotted>
                  {subjectOf(last)}
                  <span className="begins">{sayOf(say, 'trouble', last.kind)}</span>
                  <>
                    {times.length === 1 ? '' : `${say('timeline.again', { n: times.length })} `}
                    <Moment at={last.raisedAt} />
                  </>
                </Dotted>
              </span>
            </li>
          );
        })}
        {never === 0 ? null : (
          <li>
            <NeverHeard n={never} all={devices.length} />
          </li>
        )}
      </ul>
      <Earlier incidents={alone} />
    </section>
  );
};

const Offer = ({ onDone }: { readonly onDone: () => void }) => {
  const say = useSay();
  const { person } = useSession();
  const { people } = useReference();
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const sending = useSending(onDone);
  const others = [...people.values()].filter(
    ({ id, roles }) => id !== person.id && roles.some((role) => answering.has(role)),
  );
  return (
    <form
      className="handover-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (to !== '')
          sending.send('/handovers', { to, ...(note.trim() === '' ? {} : { note: note.trim() }) });
      }}
    >
      <label>
        <span>{say('handover.to')}</span>
        <select value={to} data-testid="handover-to" onChange={({ target }) => setTo(target.value)}>
          <option value="" disabled>
            {say('handover.choose')}
          </option>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{say('handover.note')}</span>
        <textarea
          value={note}
          rows={3}
          maxLength={2000}
          data-testid="handover-note"
          onChange={({ target }) => setNote(target.value)}
        />
      </label>
      <button
        type="submit"
        className="button main"
        data-testid="handover-offer"
        disabled={to === '' || sending.isBusy}
        title={to === '' ? say('needs.person') : undefined}
      >
        {say('handover.offer')}
      </button>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </form>
  );
};

const Row = ({ item, onDone }: { readonly item: HandoverItem; readonly onDone: () => void }) => {
  const say = useSay();
  const names = useNames();
  const { person } = useSession();
  const sending = useSending(onDone);
  const { alarms, incidents, troubles } = item.open;
  return (
    <li data-testid="handover" data-state={item.state}>
      <p>
        <Dotted>
          <>
            <b>{say(`handover-state.${item.state}`)}</b> {names.person(item.giver)} →{' '}
            {names.person(item.receiver)}
          </>
          {names.fullPlace(item.post)}
          <Moment at={item.answeredAt ?? item.offeredAt} />
          <code className="number">{shortId(item.id)}</code>
        </Dotted>
      </p>
      <p className="quiet">
        {say('handover.counts', {
          alarms: alarms.length,
          incidents: incidents.length,
          troubles: troubles.length,
        })}
        {item.note === undefined ? null : <q>{names.word(item.note)}</q>}
        {item.reason === undefined ? null : <q>{names.word(item.reason)}</q>}
      </p>
      {item.state === 'offered' && item.giver === person.id ? (
        <button
          type="button"
          className="button plain small"
          data-testid="handover-withdraw"
          onClick={() => sending.send(`/handovers/${encodeURIComponent(item.id)}/withdraw`)}
        >
          {say('handover.withdraw')}
        </button>
      ) : null}
    </li>
  );
};

const HandoverPage = () => {
  const say = useSay();
  const board = useBoard();
  const { person } = useSession();
  const isOnPost = board.duty.some((item) => item.person === person.id);
  const list = useList<HandoverItem>('/handovers', concerns);
  const isOffered =
    list.value?.items.some(({ giver, state }) => giver === person.id && state === 'offered') ?? false;
  return (
    <div className="handover-page" data-testid="handover-page">
      <section>
        <h2>{say('handover.title')}</h2>
        {isOnPost && !isOffered ? <Offer onDone={list.reload} /> : null}
        {isOnPost ? null : <p className="quiet">{say('handover.not-on-post')}</p>}
        {isOffered ? <p>{say('handover.waiting')}</p> : null}
      </section>
      <OpenNow board={board} />
      <section>
        <h2>{say('handover.before')}</h2>
        <Answer of={list}>
          {({ items }) => (
            <>
              {items.length === 0 ? <p className="empty">{say('handover.none')}</p> : null}
              <ul>
                {items.map((item) => (
                  <Row key={item.id} item={item} onDone={list.reload} />
                ))}
              </ul>
            </>
          )}
        </Answer>
      </section>
    </div>
  );
};

export default HandoverPage;
