/** The screening lanes: how many passed, what was found, what was decided. */
import { Table } from 'antd';

import type { Fact } from '../../src/console/board.js';
import { AntFrame } from '../parts/ant-frame.js';
import { Answer, EmptyLine } from '../parts/answer.js';
import { Moment } from '../parts/times.js';
import { useNames } from '../reference.js';
import { sayOf, useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import type { LaneEntry, LaneStep } from '../wire.js';

const concerns = (fact: Fact): boolean => fact.type.startsWith('lane.');

interface Lanes {
  readonly lanes?: readonly LaneEntry[];
  readonly items?: readonly LaneEntry[];
}

const Steps = ({ steps }: { readonly steps: readonly LaneStep[] }) => {
  const say = useSay();
  const names = useNames();
  return (
    <Table<LaneStep>
      size="small"
      rowKey={(step) => `${step.at} ${step.what} ${step.class ?? ''}`}
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

const Lane = ({ lane }: { readonly lane: LaneEntry }) => {
  const say = useSay();
  const names = useNames();
  return (
    <section className="lane" data-testid="lane-tile" data-lane={lane.id}>
      <header>
        <h2>{lane.name}</h2>
        <span className="quiet">{names.fullPlace(lane.place)}</span>
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

const ScreeningPage = () => {
  const say = useSay();
  const screening = useFetched<Lanes>('/screening', concerns);
  return (
    <AntFrame>
      <div className="page">
        <Answer of={screening}>
          {(answer) => {
            const lanes = answer.items ?? answer.lanes ?? [];
            return lanes.length === 0 ? (
              <EmptyLine>{say('board.no-lanes')}</EmptyLine>
            ) : (
              <div className="lane-columns">
                {lanes.map((lane) => (
                  <Lane key={lane.id} lane={lane} />
                ))}
              </div>
            );
          }}
        </Answer>
      </div>
    </AntFrame>
  );
};

export default ScreeningPage;
