/** One candidate of Article 11: what it may be, how likely in a word, why, and what is still missing. */
import type { Word } from '../../src/console/board.js';
import { useNames, type Names } from '../reference.js';
import { useLanguage, useSay, type Say } from '../texts/texts.js';
import type { Bilingual } from '../wire.js';

interface Reason extends Bilingual {
  /** of an incident's report, as the ledger keeps them: a clause, then the words of it that were gone by */
  readonly quotes?: readonly Word[];
  /** of a text that was only tried: the same */
  readonly words?: readonly string[];
}

interface CandidateShape {
  readonly code: string;
  readonly level: 'low' | 'middle' | 'high';
  readonly because: readonly Reason[];
  readonly missing: readonly (Bilingual & { readonly ask?: Bilingual })[];
}

/** The report speaks for itself: its clause, and which words of it were gone by; a signal has a sentence of its own. */
const reasonText = (
  { quotes = [], words = [], ...reason }: Reason,
  language: keyof Bilingual,
  names: Names,
  say: Say,
): string => {
  const [clause, ...said] = [...quotes, ...words].map(names.word);
  if (clause === undefined) return reason[language];
  return say('text.aside', {
    text: say('text.quoted', { text: clause }),
    aside: said.length === 0 ? reason[language] : said.join(say('text.comma')),
  });
};

/** How likely, with what the word is about. */
export const Likelihood = ({ level }: Pick<CandidateShape, 'level'>) => {
  const say = useSay();
  return (
    <span className="likelihood" data-level={level}>
      {say('likelihood.is', { level: say(`likelihood.${level}`) })}
    </span>
  );
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
          {say('candidates.because')}
          {reasons.join(say('text.stop'))}
        </p>
      )}
      {missing.length === 0 ? null : (
        <p className="quiet">
          {say('candidates.missing')}
          {missing.join(' ')}
        </p>
      )}
    </>
  );
};

export const CandidateRow = ({ candidate }: { readonly candidate: CandidateShape }) => {
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
        <Likelihood level={candidate.level} />
      </p>
      <CandidateReasons candidate={candidate} />
    </li>
  );
};
