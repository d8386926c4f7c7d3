/** One candidate of Article 11: what it may be, how likely in a word, why, and what is still missing. */
import type { ReactNode } from 'react';

import type { Word } from '../../src/console/board.js';
import { useNames, useReference } from '../reference.js';
import { useLanguage, useSay } from '../texts/texts.js';

interface CandidateShape {
  readonly code: string;
  readonly level: 'low' | 'middle' | 'high';
  readonly because: readonly (Word | string)[];
  readonly missing: readonly string[];
}

export const CandidateReasons = ({ candidate }: { readonly candidate: CandidateShape }) => {
  const say = useSay();
  const names = useNames();
  const language = useLanguage();
  const elements = useReference().codes.get(candidate.code)?.elements ?? [];
  const questionOf = (id: string): string => elements.find((element) => element.id === id)?.[language] ?? id;
  return (
    <>
      {candidate.because.length === 0 ? null : (
        <p className="quiet">
          {say('candidates.because')} {candidate.because.map(names.word).join(say('text.comma'))}
        </p>
      )}
      {candidate.missing.length === 0 ? null : (
        <p className="quiet">
          {say('candidates.missing')} {candidate.missing.map(questionOf).join(say('text.comma'))}
        </p>
      )}
    </>
  );
};

export const CandidateRow = ({
  candidate,
  children,
}: {
  candidate: CandidateShape;
  children?: ReactNode;
}) => {
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
      {children}
    </li>
  );
};
