/** The facts of the ledger about one thing, newest first, in plain words. */
import { createContext, memo, useContext, useMemo } from 'react';

import type { Fact } from '../../src/console/board.js';
import { useNames } from '../reference.js';
import { useSay } from '../texts/texts.js';
import { sentenceOf } from './fact-sentence.js';
import { repeatsOf, type Repeated } from './repeats.js';
import { Clock } from './times.js';
import { Quoted } from './written.js';

/** The incident that the page is of: its facts need not number it. */
export const OwnIncident = createContext<string | undefined>(undefined);

/** What was read and what came live since, each fact once. */
export const joined = (read: readonly Fact[], live: readonly Fact[]): readonly Fact[] => {
  const bySeq = new Map([...read, ...live].map((fact) => [fact.seq, fact]));
  return [...bySeq.values()].toSorted((a, b) => b.seq - a.seq);
};

/** How each fact is told, and which say the same again. */
export const useTold = (facts: readonly Fact[]): readonly Repeated[] => {
  const say = useSay();
  const names = useNames();
  const own = useContext(OwnIncident);
  return useMemo(
    () =>
      repeatsOf(facts, (fact) => {
        const { text, quoted } = sentenceOf(fact, names, say, own);
        return [text, ...quoted].join(' ');
      }),
    [facts, names, say, own],
  );
};

interface FactLineProps {
  readonly fact: Fact;
  readonly times: number;
  /** when it was told last */
  readonly lastAt: string;
}

/** When it was, and what; how often again. A fact never changes. */
export const FactLine = memo(({ fact, times, lastAt }: FactLineProps) => {
  const say = useSay();
  const { text, quoted } = sentenceOf(fact, useNames(), say, useContext(OwnIncident));
  return (
    <>
      <Clock at={fact.at} />{' '}
      <span>
        {text}
        <Quoted texts={quoted} />
        {times === 1 ? null : (
          <small className="quiet number">
            {' '}
            {say('timeline.again', { n: times })} <Clock at={lastAt} />
          </small>
        )}
      </span>
    </>
  );
});

export const Timeline = ({ facts }: { readonly facts: readonly Fact[] }) => {
  const say = useSay();
  const told = useTold(facts);
  if (facts.length === 0) return <p className="empty">{say('timeline.empty')}</p>;
  return (
    <ol className="timeline">
      {told.toReversed().map(([fact, ...again]) => (
        <li key={fact.seq} data-type={fact.type}>
          <FactLine fact={fact} times={again.length + 1} lastAt={(again.at(-1) ?? fact).at} />
        </li>
      ))}
    </ol>
  );
};
