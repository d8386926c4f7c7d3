/** The lanes for who only looks: how many passed, who works there, what was found and decided. */
import { Table } from 'antd';

import type { Fact } from '../../src/console/board.js';
import { EmptyLine, GoTo, Listed } from '../parts/answer.js';
import { Dotted } from '../parts/dotted.js';
import { LevelMark } from '../parts/level-mark.js';
import { Moment } from '../parts/times.js';
import { useNames } from '../reference.js';
import { sayOf, useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import { lacksOf, type LaneDetail, type LaneStep } from '../../src/screening/lane.js';

const concerns = (fact: Fact): boolean => fact.type.startsWith('lane.');

interface Lanes {
  readonly items: readonly LaneDetail[];
}

const Steps = ({ steps }: { readonly steps: readonly LaneStep[] }) => {
  const say = useSay();
  const names = useNames();
  return (
    <Table<LaneStep>
      aria-label={say('screening.what')}
      size="small"
      rowKey={(step) => `${step.boot} ${step.seq}`}
      dataSource={[...steps]}
      pagination={steps.length > 10 ? { pageSize: 10, size: 'small' } : false}
      locale={{ emptyText: say('screening.nothing') }}
      columns={[
        { title: say('screening.at'), render: (_, step) => <Moment at={step.at} />, width: 200 },
        { title: say('screening.what'), render: (_, step) => say(`screening.${step.what}`), width: 90 },
        {
          title: say('screening.class'),
          render: (_, step) => (step.class === undefined ? '—' : sayOf(say, 'class', step.class)),
        },
        {
          title: say('screening.outcome'),
          render: (_, step) =>
            step.outcome === undefined ? (
              '—'
            ) : (
              <b data-outcome={step.outcome}>{sayOf(say, 'decision', step.outcome)}</b>
            ),
        },
        {
          title: say('screening.operators'),
          render: (_, step) => (step.operators ?? []).map(names.word).join(say('text.comma')) || '—',
        },
      ]}
    />
  );
};

const LaneState = ({ lane }: { readonly lane: LaneDetail }) => {
  const say = useSay();
  const names = useNames();
  const { operators = [], checked, usedSince } = lane;
  const lacks = lacksOf(lane);
  const check = usedSince === undefined ? 'desk.shut' : 'desk.unchecked';
  return (
    <span data-testid="lane-state">
      {lacks.operators || lacks.check ? <LevelMark level="trouble" /> : null}{' '}
      <Dotted>
        {operators.map(({ name }) => names.word(name)).join(say('text.comma'))}
        {lacks.operators ? <span className="begins">{sayOf(say, 'trouble', 'lane-operators')}</span> : null}
        {say(checked?.ok === true ? 'desk.checked' : check)}
      </Dotted>
    </span>
  );
};

const Lane = ({ lane }: { readonly lane: LaneDetail }) => {
  const say = useSay();
  const names = useNames();
  return (
    <section className="lane" data-testid="lane-tile" data-lane={lane.id}>
      <header>
        <h2>{lane.name}</h2>
        <span className="quiet">{names.fullPlace(lane.place)}</span>
        <LaneState lane={lane} />
        <dl className="figures">
          <div>
            <dt>{say('screening.passed-today')}</dt>
            <dd className="number">{lane.passed}</dd>
          </div>
          <div>
            <dt>{say('screening.alarmed-today')}</dt>
            <dd className="number">{lane.alarmed}</dd>
          </div>
        </dl>
      </header>
      <Steps steps={lane.recent ?? []} />
    </section>
  );
};

export const LanesPart = () => {
  const say = useSay();
  const screening = useFetched<Lanes>('/screening', concerns);
  return (
    <Listed
      of={screening}
      nothing={<EmptyLine next={<GoTo page="devices" />}>{say('screening.no-lanes')}</EmptyLine>}
    >
      {(items) => (
        <div className="lane-columns">
          {items.map((lane) => (
            <Lane key={lane.id} lane={lane} />
          ))}
        </div>
      )}
    </Listed>
  );
};
