/** Drills: what is planned, what runs, what came of those that were held, and a form for the next. */
import type { DrillItem } from '../../src/alarms/drill.js';
import type { Fact } from '../../src/console/board.js';
import { EmptyLine, Listed, ProblemLine } from '../parts/answer.js';
import { HeldButton } from '../parts/held-button.js';
import { Clock } from '../parts/times.js';
import { useNames } from '../reference.js';
import { hrefOf } from '../routes.js';
import { useMay } from '../session.js';
import '../styles/administration.css';
import '../styles/drill.css';
import '../styles/pages.css';
import { useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import { useSending } from '../use-sending.js';
import type { List } from '../wire.js';
import { DrillForm } from './drill-form.js';
import { DrillRecordPage } from './drill-record.js';

const concerns = ({ type }: Fact): boolean => type.startsWith('drill.');

const Drill = ({ drill, onChanged }: { readonly drill: DrillItem; readonly onChanged: () => void }) => {
  const say = useSay();
  const names = useNames();
  const mayPlan = useMay('drill:plan');
  const mayEnd = useMay('drill:end');
  const sending = useSending(onChanged);
  const step = (verb: 'begin' | 'cancel' | 'end') => (
    <HeldButton
      tone="plain"
      isSmall
      data-testid={`drill-${verb}`}
      onHeld={() => sending.send(`/drills/${encodeURIComponent(drill.id)}/${verb}`)}
    >
      {say(`drill.${verb}`)}
    </HeldButton>
  );
  return (
    <li data-testid="drill" data-state={drill.state}>
      <p>
        <b>{say(`drill-state.${drill.state}`)}</b> <Clock at={drill.startsAt} />–<Clock at={drill.until} /> ·{' '}
        {drill.places.map(names.fullPlace).join(say('text.comma'))}
      </p>
      <p>{names.word(drill.practised)}</p>
      <p className="quiet">
        {say('drill.informed')} {names.word(drill.informed)}
        {drill.state === 'planned' && drill.beginsItself ? ` · ${say('drill.begins-itself')}` : ''}
      </p>
      <p className="choices">
        {drill.state === 'planned' && mayPlan ? (
          <>
            {step('begin')} {step('cancel')}
          </>
        ) : null}
        {drill.state === 'running' && mayEnd ? step('end') : null}
        {drill.begun === undefined ? null : (
          <a href={hrefOf('drills', drill.id)} data-testid="drill-record">
            {say('drill.record')} →
          </a>
        )}
      </p>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </li>
  );
};

const DrillList = () => {
  const say = useSay();
  const mayPlan = useMay('drill:plan');
  const drills = useFetched<List<DrillItem>>('/drills', concerns);
  return (
    <div className="page" data-testid="drills">
      <p className="quiet page-intro">{say('drill.explain')}</p>
      <Listed of={drills} nothing={<EmptyLine>{say('drill.none')}</EmptyLine>}>
        {(items) => (
          <ul className="drill-list">
            {items.map((drill) => (
              <Drill key={drill.id} drill={drill} onChanged={drills.reload} />
            ))}
          </ul>
        )}
      </Listed>
      {mayPlan ? <DrillForm onPlanned={drills.reload} /> : null}
    </div>
  );
};

const DrillsPage = ({ id }: { readonly id?: string }) =>
  id === undefined ? <DrillList /> : <DrillRecordPage id={id} />;

export default DrillsPage;
