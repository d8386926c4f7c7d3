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

/** Reasons that rest on the same words of the report are said together, before those words. */
const reasonTexts = (
  reasons: readonly Reason[],
  language: keyof Bilingual,
  names: Names,
  say: Say,
): readonly string[] => {
  const byWords = new Map<string, string[]>();
  for (const { quotes = [], words = [], ...reason } of reasons) {
    const quoted = [...new Set([...quotes, ...words].map(names.word))].map((text) =>
      say('text.quoted', { text }),
    );
    const said = quoted.join(say('text.comma'));
    byWords.set(said, [...(byWords.get(said) ?? []), reason[language]]);
  }
  return [...byWords].map(([words, said]) =>
    say('candidates.reason', { reason: said.join(say('text.comma')), words }).trim(),
  );
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
  const reasons = reasonTexts(candidate.because, language, names, say);
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
