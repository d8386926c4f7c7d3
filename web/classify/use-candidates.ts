/** What a text may amount to, as one types. */
import { useEffect, useState } from 'react';

import { asProblem, tell, type Problem } from '../api.js';
import { useReference } from '../reference.js';
import { useMay } from '../session.js';
import type { ClassifyAnswer } from '../wire.js';
import { classifyHere } from './browser-classifier.js';

const settleMs = 150;
const shortest = 2;

interface Candidates {
  /** the zone it was asked of */
  readonly of?: string;
  readonly answer?: ClassifyAnswer;
  readonly problem?: Problem;
}

type Zone = Parameters<typeof classifyHere>[0]['zone'];

const classify = async (zone: Zone, text: string, lawVersion: string): Promise<Candidates> => {
  try {
    const here = await classifyHere({ zone, text }, lawVersion);
    return { answer: here ?? (await tell<ClassifyAnswer>('/law/classify', { zone, text })) };
  } catch (thrown) {
    return { problem: asProblem(thrown) };
  }
};

interface Asking extends Candidates {
  /** there is something to ask: an answer is here or still to come */
  readonly isAsked: boolean;
  readonly again: () => void;
}

export const useCandidates = (zone: Zone | undefined, text: string): Asking => {
  const mayClassify = useMay('law:classify');
  const { lawVersion, lawProblem, readLaw } = useReference();
  const [candidates, setCandidates] = useState<Candidates>({});
  const isAsked = mayClassify && zone !== undefined && text.trim().length >= shortest;
  useEffect(() => {
    // Which law is in force is known first: the browser's own thread is believed only of that one.
    if (!isAsked || lawVersion === undefined) return undefined;
    let isWanted = true;
    const read = async (): Promise<void> => {
      const next = await classify(zone, text, lawVersion);
      if (isWanted) setCandidates({ ...next, of: zone });
    };
    const timer = window.setTimeout(() => void read(), settleMs);
    return () => {
      isWanted = false;
      window.clearTimeout(timer);
    };
  }, [isAsked, zone, text, lawVersion]);
  const again = (): void => {
    if (zone === undefined || lawVersion === undefined) readLaw();
    else void classify(zone, text, lawVersion).then((next) => setCandidates({ ...next, of: zone }));
  };
  if (!isAsked) return { isAsked, again };
  if (lawVersion === undefined && lawProblem !== undefined) return { isAsked, again, problem: lawProblem };
  // While one types on, what was said of the text so far stays; of another zone it would be wrong.
  return { isAsked, again, ...(candidates.of === zone ? candidates : {}) };
};
