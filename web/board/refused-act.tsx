/** When somebody else was first, or the console could not be reached: who, when, what was kept, what to do. */
import type { Actor } from '../../src/console/board.js';
import { ProblemDetail, problemText } from '../parts/answer.js';
import { RefusedMark } from '../parts/level-mark.js';
import { Clock } from '../parts/times.js';
import { useNames } from '../reference.js';
import { useSay } from '../texts/texts.js';
import type { ProblemBody } from '../api.js';
import type { AlarmActs } from './use-alarm-acts.js';

interface First {
  readonly by?: Actor;
  readonly at?: string;
}

/** The answer 409 names who was first and when. */
const firstIn = (body: ProblemBody): First => {
  const inside = [body['first'], body['details'], body].find(
    (part): part is First => typeof part === 'object' && part !== null && 'by' in part && 'at' in part,
  );
  return inside ?? {};
};

export const RefusedAct = ({ acts, alarm }: { readonly acts: AlarmActs; readonly alarm: string }) => {
  const say = useSay();
  const names = useNames();
  if (acts.problem === undefined || acts.problem.alarm !== alarm) return null;
  const { verb, problem } = acts.problem;
  const { by, at } = firstIn(problem.body);
  return (
    <div className="problem" role="alert" data-testid="act-refused">
      <RefusedMark />
      <div className="problem-words">
        {problem.status === 409 && by !== undefined && at !== undefined ? (
          <strong>
            {say('refused.first', { by: names.actor(by), act: say(`act.${verb}`) })} <Clock at={at} />
          </strong>
        ) : (
          <>
            <strong>{say('refused.act', { act: say(`act.${verb}`), why: problemText(say, problem) })}</strong>
            <ProblemDetail problem={problem} />
          </>
        )}
      </div>
      <button type="button" className="button plain small" onClick={acts.forget}>
        {say('do.understood')}
      </button>
    </div>
  );
};
