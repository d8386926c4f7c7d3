/** Reads what somebody types in a thread of its own: the classifier and its words are large, and keys must not wait. */
import { classify, type Classification, type Report } from '../../src/law/classification.js';
import { builtInLaw } from '../../src/law/code-table.js';

export interface Asked {
  readonly turn: number;
  readonly report: Report;
}

export interface Read {
  readonly turn: number;
  /** of the law that this thread knows; where the court has a newer one, its console is asked */
  readonly version: string;
  readonly classification: Classification;
}

addEventListener('message', ({ data: { turn, report } }: MessageEvent<Asked>) => {
  const read: Read = { turn, version: builtInLaw.version, classification: classify(report) };
  postMessage(read);
});
