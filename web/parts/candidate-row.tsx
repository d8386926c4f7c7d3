/** One candidate of Article 11: what it may be, how likely in a word, why, and what is still missing. */
import type { Word } from '../../src/console/board.js';
import { useNames, type Names } from '../reference.js';
import { useLanguage, useSay, type Say } from '../texts/texts.js';
import type { Bilingual } from '../wire.js';

interface Reason extends Bilingual {
  /** of an incident's report, as the ledger keeps them */
  readonly quotes?: readonly Word[];
  /** of a text that was only tried */
  readonly words?: readonly string[];
}

interface CandidateShape {
  readonly code: string;
  readonly level: 'low' | 'middle' | 'high';
  readonly because: readonly Reason[];
  readonly missing: readonly (Bilingual & { readonly ask?: Bilingual })[];
}

const reasonText = (reason: Reason, language: keyof Bilingual, names: Names, say: Say): string => {
  const quoted = [...new Set([...(reason.quotes ?? []), ...(reason.words ?? [])].map(names.word))];
  return quoted.length === 0
    ? reason[language]
    : say('candidates.reason', { reason: reason[language], words: quoted.join(say('text.comma')) });
};

export const CandidateReasons = ({ candidate }: { readonly candidate: CandidateShape }) => {
  const say = useSay();
  const names = useNames();
  const language = useLanguage();
  const reasons = candidate.because.map((reason) => reasonText(reason, language, names, say));
  const missing = candidate.missing.map((item) => (item.ask ?? item)[language]);
  return (
    <>
      {reasons.length === 0 ? null : (
        <p className="quiet">
          {say('candidates.because')} {reasons.join(say('text.stop'))}
        </p>
      )}
      {missing.length === 0 ? null : (
        <p className="quiet">
          {say('candidates.missing')} {missing.join(' ')}
        </p>
      )}
    </>
  );
};

export const CandidateRow = ({ candidate }: { readonly candidate: CandidateShape }) => {
  const say = useSay();
  const names = useNames();
  return (
    <li
      className="candidate"
      data-testid="candidate-row"
      data-code={candidate.code}
      data-likelihood={candidate.level}
    >
      <p>
        <b className="code">{candidate.code}</b> {names.code(candidate.code)}
        <span className="likelihood">{say(`likelihood.${candidate.level}`)}</span>
      </p>
      <CandidateReasons candidate={candidate} />
    </li>
  );
};
