/** The steps to take about an alarm or an incident: in order, one due, each done or skipped with a reason. */
import { useCallback, useMemo, useState } from 'react';

import type { Fact } from '../../src/console/board.js';
import type { Course } from '../../src/procedures/course.js';
import type { Problem } from '../api.js';
import { isSilentAt } from '../board/alarm-order.js';
import { useNowMs } from '../court-time.js';
import { useLive } from '../live/live-context.js';
import type { LiveState } from '../live/live-machine.js';
import { ProblemLine } from '../parts/answer.js';
import { Clock, lengthText } from '../parts/times.js';
import { useNames } from '../reference.js';
import { useMay } from '../session.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { runningText } from '../times.js';
import { useFetched } from '../use-fetched.js';
import { useSending, type Sending } from '../use-sending.js';
import type { List } from '../wire.js';
import '../styles/procedures.css';

interface Of {
  readonly kind: 'alarms' | 'incidents';
  readonly id: string;
}

type Step = Course['steps'][number];

const Taken = ({ taken, dueAt }: { readonly taken: NonNullable<Step['taken']> } & Pick<Step, 'dueAt'>) => {
  const say = useSay();
  const names = useNames();
  return (
    <small className="quiet">
      {taken.state === 'skipped' ? <b>{say('steps.skipped')} </b> : null}
      <Clock at={taken.at} /> {names.actor(taken.by)}
      {dueAt === undefined || taken.at <= dueAt
        ? null
        : ` · ${say('steps.late', { late: runningText(Date.parse(taken.at) - Date.parse(dueAt)) })}`}
      {taken.reason === undefined ? null : <q>{names.word(taken.reason)}</q>}
    </small>
  );
};

/** Counts down in grey; what is late says so in words. */
const Countdown = ({ dueAt }: { readonly dueAt: string }) => {
  const say = useSay();
  const leftMs = Date.parse(dueAt) - useNowMs();
  return leftMs >= 0 ? (
    <small className="quiet number" data-testid="step-left">
      {say('steps.left', { left: runningText(leftMs) })}
    </small>
  ) : (
    <b className="number" data-testid="step-over">
      {say('steps.over', { over: runningText(-leftMs) })}
    </b>
  );
};

interface DueProps {
  readonly course: Course;
  readonly step: string;
  readonly path: string;
  readonly sending: Sending;
}

/** The step whose turn it is: done at a press; a skip says why. */
const Due = ({ course: { procedure }, step, path, sending }: DueProps) => {
  const say = useSay();
  const [skip, setSkip] = useState<string>();
  const reason = skip?.trim() ?? '';
  return (
    <div className="step-due">
      <p className="choices">
        <button
          type="button"
          className="button main"
          data-testid="step-done"
          disabled={sending.isBusy}
          onClick={() => sending.send(path, { procedure, step })}
        >
          {say('steps.done')}
        </button>
        <button
          type="button"
          className="button plain"
          data-testid="step-skip"
          aria-expanded={skip !== undefined}
          onClick={() => setSkip(skip === undefined ? '' : undefined)}
        >
          {say('steps.skip')}
        </button>
      </p>
      {skip === undefined ? null : (
        <form
          className="note-line"
          onSubmit={(event) => {
            event.preventDefault();
            if (reason !== '') sending.send(path, { procedure, step, skip: reason });
          }}
        >
          <input
            aria-label={say('steps.why')}
            placeholder={say('steps.why')}
            value={skip}
            maxLength={500}
            data-testid="step-why"
            onChange={(event) => setSkip(event.target.value)}
          />
          <button
            type="submit"
            className="button plain"
            data-testid="step-skip-do"
            disabled={reason === '' || sending.isBusy}
          >
            {say('steps.skip-do')}
          </button>
        </form>
      )}
    </div>
  );
};

const CourseSteps = ({ course, path, sending }: Omit<DueProps, 'step'>) => {
  const say = useSay();
  const language = useLanguage();
  const mayTake = useMay('alarm:acknowledge');
  const { steps, next, respondMs, resolveMs } = course;
  const nth = steps.findIndex(({ id }) => id === next) + 1;
  return (
    <section
      className="course"
      aria-label={say('steps.of', { name: course[language] })}
      data-testid="course"
      data-procedure={course.procedure}
      data-next={next ?? ''}
    >
      <h3>
        {next === undefined ? say('steps.whole') : say('steps.title', { n: nth, of: steps.length })}{' '}
        <span className="quiet">{course[language]}</span>
      </h3>
      {respondMs === undefined || resolveMs === undefined ? null : (
        <p className="quiet">
          {say('steps.targets', { respond: lengthText(say, respondMs), resolve: lengthText(say, resolveMs) })}
        </p>
      )}
      <ol className="steps">
        {steps.map((step) => (
          <li
            key={step.id}
            data-step={step.id}
            data-state={step.taken?.state ?? (step.id === next ? 'due' : '')}
          >
            <span className="step-words">{step[language]}</span>{' '}
            {step.taken === undefined ? null : (
              <Taken taken={step.taken} {...(step.dueAt === undefined ? {} : { dueAt: step.dueAt })} />
            )}
            {step.taken !== undefined || step.dueAt === undefined ? null : <Countdown dueAt={step.dueAt} />}
            {step.id === next && mayTake ? (
              <Due key={step.id} course={course} step={step.id} path={path} sending={sending} />
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
};

/** Somebody else took the step, or another comes first: the list is read anew, and says so. */
const Refused = ({ problem }: { readonly problem: Problem }) => {
  const say = useSay();
  const names = useNames();
  const first = (problem.body['first'] as { by?: { kind: 'person'; id: string } } | undefined)?.by;
  if (problem.body.code === 'STEP_TAKEN' && first !== undefined)
    return <p role="alert">{say('steps.first', { by: names.actor(first) })}</p>;
  if (problem.body.code === 'STEP_NOT_DUE') return <p role="alert">{say('steps.not-due')}</p>;
  return <ProblemLine problem={problem} />;
};

const Steps = ({ kind, id, isSilent }: Of & { readonly isSilent: boolean }) => {
  const say = useSay();
  const path = `/${kind}/${encodeURIComponent(id)}/steps`;
  const concerns = useMemo(
    () =>
      ({ type, subject, data }: Fact): boolean =>
        (subject.id === id && /\.(step-|skip-)/.test(type)) ||
        (kind === 'incidents' && type.startsWith('finding.') && data['incident'] === id),
    [kind, id],
  );
  const { value, problem, reload } = useFetched<List<Course>>(path, concerns);
  const sending = useSending(reload);
  const courses = value?.items ?? [];
  return (
    <div className="courses" data-testid={`steps-of-${kind}`}>
      {isSilent ? <p className="quiet">{say('steps.silent-room')}</p> : null}
      {problem === undefined ? null : <ProblemLine problem={problem} onAgain={reload} />}
      {sending.problem === undefined ? null : <Refused problem={sending.problem} />}
      {courses.map((course) => (
        <CourseSteps
          key={`${course.procedure} ${course.version}`}
          course={course}
          path={path}
          sending={sending}
        />
      ))}
      {value !== undefined && courses.length === 0 && kind === 'alarms' ? (
        <p className="quiet">{say('steps.none')}</p>
      ) : null}
    </div>
  );
};

/** @param place of an alarm that is not silent itself: its steps are others while a silent alarm of that room is open */
const StepsPart = ({ place, ...of }: Of & { readonly place?: string }) => {
  const pickSilent = useCallback(
    ({ board }: LiveState) => place !== undefined && isSilentAt(board.alarms, place),
    [place],
  );
  const isSilent = useLive(pickSilent);
  return <Steps key={String(isSilent)} isSilent={isSilent} {...of} />;
};

export default StepsPart;
