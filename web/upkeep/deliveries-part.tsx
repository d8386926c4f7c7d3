/** What went to the police's own system, what waits, and what was given up and is sent again by a person. */
import type { Fact } from '../../src/console/board.js';
import type { DeliveryItem } from '../../src/liaison/exchange.js';
import { EmptyLine, Listed, ProblemLine } from '../parts/answer.js';
import { LevelMark } from '../parts/level-mark.js';
import { PlainTable } from '../parts/plain-table.js';
import { Moment } from '../parts/times.js';
import { hrefOf } from '../routes.js';
import { useMay } from '../session.js';
import { useSay } from '../texts/texts.js';
import { useList } from '../use-fetched.js';
import { useSending } from '../use-sending.js';
import { deliveryAnswer } from './delivery-answer.js';

const concerns = ({ type }: Fact): boolean => type.startsWith('liaison.');

const Row = ({ item, onSent }: { readonly item: DeliveryItem; readonly onSent: () => void }) => {
  const say = useSay();
  const mayRead = useMay('incident:read');
  const sending = useSending(onSent);
  const { fact, incident, verb, state, attempts, dueAt, answer } = item;
  return (
    <tr data-testid="delivery" data-state={state}>
      <th scope="row">
        {say(`delivery.${verb}`)}{' '}
        {mayRead ? <a href={hrefOf('incidents', incident)}>{say('delivery.incident')}</a> : null}
      </th>
      <td>
        {state === 'dead' ? <LevelMark level="trouble" /> : null} {say(`delivery.${state}`)}
      </td>
      <td>{attempts}</td>
      <td>{state === 'waiting' ? <Moment at={dueAt} /> : '—'}</td>
      <td>{deliveryAnswer(say, answer)}</td>
      <td>
        {state === 'dead' ? (
          <button
            type="button"
            className="button small"
            disabled={sending.isBusy}
            data-testid="delivery-again"
            onClick={() => sending.send(`/liaison/deliveries/${fact}/retry`)}
          >
            {say('delivery.again')}
          </button>
        ) : null}
        {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
      </td>
    </tr>
  );
};

export const DeliveriesPart = () => {
  const say = useSay();
  const deliveries = useList<DeliveryItem>('/liaison/deliveries', concerns);
  return (
    <section className="stack" aria-labelledby="deliveries">
      <h2 id="deliveries">{say('upkeep.deliveries')}</h2>
      <p className="quiet explain">{say('delivery.how')}</p>
      <Listed of={deliveries} nothing={<EmptyLine>{say('delivery.none')}</EmptyLine>}>
        {(items) => (
          <PlainTable
            caption={say('upkeep.deliveries')}
            className="number"
            columns={[
              say('delivery.what'),
              say('delivery.state'),
              say('delivery.attempts'),
              say('delivery.next'),
              say('delivery.answer'),
              say('hearing.act'),
            ]}
          >
            {items
              .toSorted((one, other) => Number(other.state === 'dead') - Number(one.state === 'dead'))
              .map((item) => (
                <Row key={item.fact} item={item} onSent={deliveries.reload} />
              ))}
          </PlainTable>
        )}
      </Listed>
    </section>
  );
};
