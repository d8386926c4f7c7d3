/** The facts of the ledger about one thing, newest first, in plain words. */
import { memo } from 'react';

import type { Fact } from '../../src/console/board.js';
import { useNames } from '../reference.js';
import { useSay } from '../texts/texts.js';
import { sentenceOf } from './fact-sentence.js';
import { Clock } from './times.js';

/** What was read and what came live since, each fact once. */
export const joined = (read: readonly Fact[], live: readonly Fact[]): readonly Fact[] => {
  const bySeq = new Map([...read, ...live].map((fact) => [fact.seq, fact]));
  return [...bySeq.values()].toSorted((a, b) => b.seq - a.seq);
};

/** A fact never changes, and a timeline grows by one at a time. */
const Line = memo(({ fact }: { readonly fact: Fact }) => {
  const say = useSay();
  const { text, quoted } = sentenceOf(fact, useNames(), say);
  return (
    <li data-type={fact.type}>
      <Clock at={fact.at} />
      <span>
        {text}
        {quoted.length === 0 ? null : <q>{quoted.join(say('text.comma'))}</q>}
      </span>
    </li>
  );
});

export const Timeline = ({ facts }: { readonly facts: readonly Fact[] }) => {
  const say = useSay();
  if (facts.length === 0) return <p className="empty">{say('timeline.empty')}</p>;
  return (
    <ol className="timeline">
      {facts.map((fact) => (
        <Line key={fact.seq} fact={fact} />
      ))}
    </ol>
  );
};
