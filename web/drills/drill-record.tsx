/** What came of one drill, on one page that can be printed: the plan, and from each press to each step of the answer. */
import type { Fact } from '../../src/console/board.js';
import {
  drillSteps,
  type DrilledAlarm,
  type DrillRecord,
  type DrillStep,
} from '../../src/reports/drill-record.js';
import type { Targets } from '../../src/reports/response-time.js';
import { toMs } from '../../src/kernel/clock.js';
import { useTimeZone } from '../court-time.js';
import { lastedText } from '../figures/said.js';
import { Answer } from '../parts/answer.js';
import { DrillMark } from '../parts/drill-mark.js';
import { PlainTable } from '../parts/plain-table.js';
import { Clock } from '../parts/times.js';
import { useNames } from '../reference.js';
import { hrefOf } from '../routes.js';
import { sayOf, useSay } from '../texts/texts.js';
import { dateTimeText } from '../times.js';
import { useFetched } from '../use-fetched.js';

const concerns = ({ type }: Fact): boolean => type.startsWith('drill.') || type.startsWith('alarm.');

const targetOf = (targets: Targets, step: DrillStep): number | undefined =>
  step === 'sounded' ? undefined : targets[step];

const Row = ({ of, targets }: { readonly of: DrilledAlarm; readonly targets: Targets }) => {
  const say = useSay();
  const names = useNames();
  const { alarm, tookMs, becameReal } = of;
  return (
    <tr data-testid="drilled">
      <th scope="row">
        {names.fullPlace(alarm.place)}
        <div className="quiet">
          {alarm.device === undefined ? '' : names.device(alarm.device)} <Clock at={alarm.raisedAt} />
        </div>
        {becameReal ? <b>{say('drill.became-real')}</b> : null}
        {alarm.outcome === undefined ? null : (
          <div className="quiet">
            {sayOf(say, 'outcome', alarm.outcome)}
            {alarm.reason === undefined ? '' : ` · ${names.word(alarm.reason)}`}
          </div>
        )}
      </th>
      {drillSteps.map((step) => {
        const [ms, most] = [tookMs[step], targetOf(targets, step)];
        const isLate = ms !== undefined && most !== undefined && ms > most;
        return (
          <td key={step} className="number" data-late={isLate} data-step={step}>
            {ms === undefined ? say('drill.not-done') : lastedText(say, ms)}
            {isLate ? <div>{say('drill.late')}</div> : null}
          </td>
        );
      })}
    </tr>
  );
};

const Results = ({ record }: { readonly record: DrillRecord }) => {
  const say = useSay();
  const names = useNames();
  const { alarms, targets, unpressed } = record;
  return (
    <section aria-labelledby="drill-results">
      <h2 id="drill-results">{say('drill.results')}</h2>
      {alarms.length === 0 ? <p className="empty">{say('drill.no-press')}</p> : null}
      <PlainTable
        caption={say('drill.results')}
        columns={[
          say('figures.source'),
          ...drillSteps.map((step) =>
            step === 'sounded' ? say('test.sounded') : say(`figures.measure-${step}`),
          ),
        ]}
      >
        {alarms.map((one) => (
          <Row key={one.alarm.id} of={one} targets={targets} />
        ))}
        <tr className="quiet">
          <th scope="row">{say('figures.target')}</th>
          {drillSteps.map((step) => (
            <td key={step} className="number">
              {lastedText(say, targetOf(targets, step))}
            </td>
          ))}
        </tr>
      </PlainTable>
      {unpressed.length === 0 ? null : (
        <p>
          {say('drill.unpressed')} {unpressed.map(names.device).join(say('text.comma'))}
        </p>
      )}
      <p className="quiet explain">{say('drill.note')}</p>
    </section>
  );
};

const Plan = ({ record: { drill } }: { readonly record: DrillRecord }) => {
  const say = useSay();
  const names = useNames();
  const timeZone = useTimeZone();
  const lines = [
    ['drill.practised', names.word(drill.practised)],
    ['drill.informed', names.word(drill.informed)],
    ['drill.planned-by', names.actor(drill.planned.by)],
    ['drill.begun-by', drill.begun === undefined ? '—' : names.actor(drill.begun.by)],
    ['drill.ended-by', drill.ended === undefined ? '—' : names.actor(drill.ended.by)],
  ] as const;
  return (
    <>
      <h2>
        <DrillMark /> {drill.places.map(names.fullPlace).join(say('text.comma'))}
      </h2>
      <p className="number">
        {dateTimeText(toMs(drill.begun?.at ?? drill.startsAt), timeZone)} –{' '}
        {dateTimeText(toMs(drill.ended?.at ?? drill.until), timeZone)} · {say(`drill-state.${drill.state}`)}
      </p>
      <dl className="drill-facts">
        {lines.map(([key, text]) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>{say(key)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
};

export const DrillRecordPage = ({ id }: { readonly id: string }) => {
  const say = useSay();
  const record = useFetched<DrillRecord>(`/reports/drills/${encodeURIComponent(id)}`, concerns);
  return (
    <div className="page drill-record" data-testid="drill-record-page">
      <p className="page-tools no-print">
        <a href={hrefOf('drills')}>← {say('page.drills')}</a>
        <button type="button" className="button plain" onClick={() => window.print()}>
          {say('drill.print')}
        </button>
      </p>
      <Answer of={record}>
        {(value) => (
          <>
            <Plan record={value} />
            <Results record={value} />
          </>
        )}
      </Answer>
    </div>
  );
};
