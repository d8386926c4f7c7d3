/** What one flagged, filed and reported oneself, newest first, and what became of it. */
import { registerFates, writtenFields, type OwnCall } from '../../src/benches/own-call.js';
import { EmptyLine, Listed } from '../parts/answer.js';
import { Moment } from '../parts/times.js';
import { useNames } from '../reference.js';
import { hrefOf } from '../routes.js';
import { sayOf, useSay, type Say } from '../texts/texts.js';
import { useList } from '../use-fetched.js';

const fateText = (say: Say, { fate, kind }: OwnCall): string =>
  (registerFates as readonly string[]).includes(fate)
    ? sayOf(say, 'own-call', fate)
    : `${say(kind === 'report' ? 'own-call.report' : 'own-call.incident')} · ${sayOf(say, 'incident-state', fate)}`;

const CallRow = ({ call }: { readonly call: OwnCall }) => {
  const say = useSay();
  const names = useNames();
  const { kind, how, channel, happenedAt, place, recording, wrote } = call;
  return (
    <li className="own-call" data-testid="own-call" data-kind={kind} data-fate={call.fate}>
      <p>
        <b>{kind === 'report' ? say('own-call.kind-report') : sayOf(say, 'tag', kind)}</b>{' '}
        <Moment at={happenedAt} />
        <span className="quiet">
          {[
            '',
            place === undefined ? '' : names.fullPlace(place),
            how === 'key' ? say('own-call.by-key') : '',
            channel === undefined || how === 'key' ? '' : say(`channel.${channel}`),
          ]
            .filter((text, at) => at === 0 || text !== '')
            .join(' · ')}
        </span>
      </p>
      {Object.keys(wrote).length === 0 ? null : (
        <dl>
          {writtenFields.map((field) =>
            wrote[field] === undefined ? null : (
              <div key={field}>
                <dt>{say(`interference.${field}`)}</dt>
                <dd>{wrote[field]}</dd>
              </div>
            ),
          )}
        </dl>
      )}
      <p>
        {fateText(say, call)}
        {recording === undefined ? null : (
          <span className="quiet">
            {' '}
            · {say('own-call.recording')} {say(`clip.${recording}`)}
          </span>
        )}
      </p>
    </li>
  );
};

export const OwnCalls = () => {
  const say = useSay();
  const calls = useList<OwnCall>('/own/calls');
  return (
    <section aria-labelledby="own-calls">
      <h2 id="own-calls">{say('own-call.title')}</h2>
      <p className="quiet">{say('own-call.explain')}</p>
      <p className="choices">
        <a href={hrefOf('interference')}>{say('interference.file')}</a>
        <a href={hrefOf('report')}>{say('judge.report')}</a>
      </p>
      <Listed of={calls} nothing={<EmptyLine>{say('own-call.none')}</EmptyLine>}>
        {(items) => (
          <ul data-testid="own-calls">
            {items.map((call) => (
              <CallRow key={call.id} call={call} />
            ))}
          </ul>
        )}
      </Listed>
    </section>
  );
};
