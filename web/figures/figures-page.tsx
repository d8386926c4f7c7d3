/** The figures of a day, a week or a month: how fast people answered, how much they had to hear, what is to be mended. */
import { useState } from 'react';

import type { Figures } from '../../src/reports/figures.js';
import type { PeriodKind } from '../../src/reports/period.js';
import { Answer } from '../parts/answer.js';
import { TimeField } from '../parts/time-field.js';
import { Clock } from '../parts/times.js';
import '../styles/administration.css';
import '../styles/pages.css';
import { sayOf, useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import { LoadPart } from './load-part.js';
import { PartsChart } from './parts-chart.js';
import { ResponsePart } from './response-part.js';
import { percentText } from './said.js';

const kinds: readonly PeriodKind[] = ['day', 'week', 'month'];
const shifted = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

interface ChosenProps {
  readonly by: PeriodKind;
  readonly figures: Figures | undefined;
  /** they could not be read */
  readonly isUnread: boolean;
  readonly query: string;
  readonly onBy: (by: PeriodKind) => void;
  readonly onDay: (day: string) => void;
}

const Chosen = ({ by, figures, isUnread, query, onBy, onDay }: ChosenProps) => {
  const say = useSay();
  const { firstDay, lastDay } = figures?.period ?? { firstDay: '', lastDay: '' };
  const isRunning = figures !== undefined && figures.asOf < figures.period.to;
  const unread = isUnread ? say('needs.reading') : undefined;
  return (
    <div className="page-tools figures-tools">
      <fieldset className="choices" aria-label={say('figures.by')}>
        {kinds.map((kind) => (
          <button
            key={kind}
            type="button"
            className="chip"
            aria-pressed={kind === by}
            data-testid={`figures-${kind}`}
            onClick={() => onBy(kind)}
          >
            {say(`figures.by-${kind}`)}
          </button>
        ))}
      </fieldset>
      <div className="choices">
        <button
          type="button"
          className="button plain"
          disabled={figures === undefined}
          title={unread}
          data-testid="figures-before"
          onClick={() => onDay(shifted(firstDay, -1))}
        >
          ← {say(`figures.before-${by}`)}
        </button>
        <TimeField
          form="day"
          label={say('figures.choose-day')}
          value={firstDay}
          onChange={(given) => given !== '' && onDay(given)}
        />
        <button
          type="button"
          className="button plain"
          disabled={figures === undefined || isRunning}
          title={isRunning ? say(`figures.not-over-${by}`) : unread}
          onClick={() => onDay(shifted(lastDay, 1))}
        >
          {say(`figures.after-${by}`)} →
        </button>
      </div>
      {figures === undefined ? (
        <button type="button" className="button plain" disabled title={unread}>
          {say('figures.print')}
        </button>
      ) : (
        <a
          className="button plain"
          href={`/api/reports/figures.pdf?${query}`}
          target="_blank"
          rel="noreferrer"
          data-testid="figures-print"
        >
          {say('figures.print')}
        </a>
      )}
    </div>
  );
};

const Summary = ({ figures }: { readonly figures: Figures }) => {
  const say = useSay();
  const { period, asOf, load } = figures;
  const values: readonly (readonly [string, string | number])[] = [
    [say('figures.alarms'), figures.alarms],
    [say('figures.troubles'), figures.troubles],
    [say('figures.per-ten'), load.perTenMinutes.toFixed(2)],
    [say('figures.most-ten'), load.most],
    [say('figures.floods'), figures.floods.length],
    [say('figures.flood-share'), percentText(figures.floodShare)],
    [say('figures.exercises'), figures.exercises],
  ];
  return (
    <section aria-labelledby="figures-span">
      <h2 id="figures-span" className="number">
        {period.firstDay}
        {period.lastDay === period.firstDay ? '' : ` – ${period.lastDay}`}
        {asOf < period.to ? (
          <small className="quiet">
            {' '}
            {say('figures.until')} <Clock at={asOf} />
          </small>
        ) : null}
      </h2>
      <dl className="tiles">
        {values.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="number">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">
        {figures.levels
          .map(({ level, count }) => `${sayOf(say, 'level', level)} ${count}`)
          .join(say('text.comma'))}
        {figures.outcomes.length === 0 ? '' : ' · '}
        {figures.outcomes
          .map(({ outcome, count }) =>
            outcome === 'open'
              ? `${say('figures.open')} ${count}`
              : `${sayOf(say, 'outcome', outcome)} ${count}`,
          )
          .join(say('text.comma'))}
      </p>
    </section>
  );
};

const FiguresPage = () => {
  const [by, setBy] = useState<PeriodKind>('day');
  const [day, setDay] = useState<string>();
  const query = new URLSearchParams({ by, ...(day === undefined ? {} : { day }) }).toString();
  const figures = useFetched<Figures>(`/reports/figures?${query}`);
  return (
    <div className="page figures-page" data-testid="figures">
      <Chosen
        by={by}
        figures={figures.value}
        isUnread={figures.value === undefined && figures.problem !== undefined}
        query={query}
        onBy={setBy}
        onDay={setDay}
      />
      <Answer of={figures}>
        {(value) => (
          <>
            <Summary figures={value} />
            <ResponsePart response={value.response} />
            <PartsChart parts={value.parts} by={value.period.by} />
            <LoadPart figures={value} />
          </>
        )}
      </Answer>
    </div>
  );
};

export default FiguresPage;
