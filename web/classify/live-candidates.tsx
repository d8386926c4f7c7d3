/** Shows what the words typed so far may amount to: hints in 低, 中, 高, and what to ask next. */
import { ProblemLine } from '../parts/answer.js';
import { CandidateRow } from '../parts/candidate-row.js';
import type { TextKey } from '../texts/catalogue.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { useCandidates } from './use-candidates.js';

interface LiveCandidatesProps {
  readonly zone: Parameters<typeof useCandidates>[0];
  readonly text: string;
  /** how many are shown at most */
  readonly most?: number;
}

const whyNone = (isAsked: boolean, isAnswered: boolean): TextKey => {
  if (isAnswered) return 'candidates.empty';
  return isAsked ? 'report.comparing' : 'report.write-first';
};

export const LiveCandidates = ({ zone, text, most = 8 }: LiveCandidatesProps) => {
  const say = useSay();
  const language = useLanguage();
  const { answer, problem, isAsked, again } = useCandidates(zone, text);
  const list = answer?.candidates ?? [];
  const suppressors = answer?.suppressors ?? [];
  return (
    <div className="live-candidates" aria-live="polite" data-testid="live-candidates">
      <p className="quiet">{say('report.only-a-hint')}</p>
      {problem === undefined ? null : <ProblemLine problem={problem} onAgain={again} />}
      {list.length === 0 && problem === undefined ? (
        <p className="empty">{say(whyNone(isAsked, answer !== undefined))}</p>
      ) : null}
      {suppressors.length === 0 ? null : (
        <p className="quiet">
          {say('candidates.suppressed')}
          {suppressors.map((item) => item[language]).join(say('text.comma'))}
        </p>
      )}
      <ul className="candidates">
        {list.slice(0, most).map((candidate) => (
          <CandidateRow key={candidate.code} candidate={candidate} />
        ))}
      </ul>
    </div>
  );
};
