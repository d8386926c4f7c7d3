/** From signals and words to candidate codes, each with its reasons and what is still missing to say so. */
import { builtInLaw, codeOf, type Law, type Zone } from './code-table.js';
import { compareByTie, levelOf, type Level } from './primary.js';
import { findingsOfSignals, isExercise, readSignals } from './signal.js';

export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

export interface Because extends Bilingual {
  /** what was gone by: a signal, a rule with its words, or the trained model with its words */
  readonly by: 'signal' | 'rule' | 'model';
  readonly words: readonly string[];
}

export interface Missing extends Bilingual {
  readonly element: string;
  readonly ask: Bilingual;
}

export interface Suppressor extends Bilingual {
  readonly id: string;
  readonly words: readonly string[];
}

export interface Candidate {
  readonly code: string;
  /** for sorting and thresholds; never shown to people */
  readonly score: number;
  readonly level: Level;
  readonly because: readonly Because[];
  readonly missing: readonly Missing[];
}

export interface Classification {
  readonly candidates: readonly Candidate[];
  readonly suppressors: readonly Suppressor[];
}

export interface Report {
  readonly zone: Zone;
  readonly text: string;
  readonly signals?: readonly unknown[];
}

interface Draft {
  score: number;
  readonly because: Because[];
}

const exerciseFactor = 0.3;

/** Independent grounds for the same code combine as 1−∏(1−c), capped by the law. */
const add = (drafts: Map<string, Draft>, code: string, confidence: number, because: Because, cap: number) => {
  const draft = drafts.get(code) ?? { score: 0, because: [] };
  draft.score = Math.min(cap, 1 - (1 - draft.score) * (1 - confidence));
  draft.because.push(because);
  drafts.set(code, draft);
};

const inOrder = (law: Law) => (one: Candidate, other: Candidate) => {
  const suggested = Number(other.level !== 'low') - Number(one.level !== 'low');
  if (suggested !== 0) return suggested;
  const byTie = compareByTie(one.code, other.code, law);
  return one.level === 'low' ? other.score - one.score || byTie : byTie;
};

const candidateOf = (code: string, draft: Draft, law: Law): Candidate => ({
  code,
  score: draft.score,
  level: levelOf(draft.score, law),
  because: draft.because,
  missing: (codeOf(code, law)?.elements ?? []).map(({ id, zh, en, ask }) => ({ element: id, zh, en, ask })),
});

/** Candidates for one report. Total: no text and no signal makes it throw. */
export const classify = (report: Report, law: Law = builtInLaw): Classification => {
  const signals = readSignals(report.signals ?? []);
  const drafts = new Map<string, Draft>();
  for (const { code, confidence, zh, en } of findingsOfSignals(signals, report.zone, law))
    add(drafts, code, confidence, { by: 'signal', zh, en, words: [] }, law.cap);

  const suppressors: Suppressor[] = signals.some(isExercise)
    ? [{ id: 'drill', zh: '测试或演练', en: 'test or drill', words: [] }]
    : [];
  if (suppressors.length > 0) for (const draft of drafts.values()) draft.score *= exerciseFactor;

  const allowed = new Set(law.zones[report.zone].codes);
  const candidates = [...drafts]
    .filter(([code]) => allowed.has(code))
    .map(([code, draft]) => candidateOf(code, draft, law))
    .sort(inOrder(law));
  return { candidates, suppressors };
};
