/** From signals and words to candidate codes, each with its reasons and what is still missing to say so. */
import { builtInLaw, codeOf, type Law, type Zone } from './code-table.js';
import { kindsSaid, missingElements } from './element.js';
import { groundsOf, type Because } from './ground.js';
import { builtInModel, type LinearModel } from './model.js';
import { guardedScores } from './negation.js';
import { compareByTie, levelOf, type Level } from './primary.js';
import { readText, type Reading } from './reading.js';
import { findingsOfSignals, isExercise, readSignals, type Signal } from './signal.js';
import { builtInSuppressors, type Suppressor } from './suppression.js';

export interface Missing {
  readonly element: string;
  readonly zh: string;
  readonly en: string;
  /** the question to put to whoever knows */
  readonly ask: { readonly zh: string; readonly en: string };
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
  /** 中 and above first in the tie order, then 低 by score */
  readonly candidates: readonly Candidate[];
  readonly suppressors: readonly Suppressor[];
}

export interface Report {
  readonly zone: Zone;
  readonly text: string;
  /** of any shape; what is no signal suggests nothing */
  readonly signals?: readonly unknown[];
}

interface Draft {
  score: number;
  readonly because: Because[];
  readonly shows: Set<string>;
}

const exerciseFactor = 0.3;
const leastShown = 0.1;

/** Independent grounds for the same code combine as 1−∏(1−c), capped by the law. */
const add = (
  drafts: Map<string, Draft>,
  code: string,
  confidence: number,
  because: readonly Because[],
  cap: number,
) => {
  const draft = drafts.get(code) ?? { score: 0, because: [], shows: new Set<string>() };
  draft.score = Math.min(cap, 1 - (1 - draft.score) * (1 - confidence));
  draft.because.push(...because);
  drafts.set(code, draft);
  return draft;
};

const addSignals = (drafts: Map<string, Draft>, signals: readonly Signal[], zone: Zone, law: Law): void => {
  for (const { code, confidence, shows, zh, en } of findingsOfSignals(signals, zone, law)) {
    const draft = add(drafts, code, confidence, [{ by: 'signal', zh, en, words: [] }], law.cap);
    for (const element of shows) draft.shows.add(element);
  }
};

/** Of the acts that bear the same code in this zone, the strongest speaks for it. */
const addWords = (
  drafts: Map<string, Draft>,
  reading: Reading,
  zone: Zone,
  law: Law,
  model: LinearModel,
): void => {
  const strongest = new Map<string, { act: string; score: number }>();
  for (const each of guardedScores(model, reading, zone, law, leastShown)) {
    const code = law.acts[each.act]?.[zone];
    if (code !== undefined && each.score > (strongest.get(code)?.score ?? leastShown))
      strongest.set(code, each);
  }
  for (const [code, { act, score }] of strongest)
    add(drafts, code, score, groundsOf(reading, zone, act, model), law.cap);
};

const inOrder = (law: Law) => (one: Candidate, other: Candidate) => {
  const suggested = Number(other.level !== 'low') - Number(one.level !== 'low');
  if (suggested !== 0) return suggested;
  const byTie = compareByTie(one.code, other.code, law);
  return one.level === 'low' ? other.score - one.score || byTie : byTie;
};

const candidateOf = (code: string, draft: Draft, said: ReadonlySet<string>, law: Law): Candidate => ({
  code,
  score: draft.score,
  level: levelOf(draft.score, law),
  because: draft.because,
  missing: missingElements(codeOf(code, law), said)
    .filter(({ id }) => !draft.shows.has(id))
    .map(({ id, zh, en, ask }) => ({ element: id, zh, en, ask })),
});

const exercise: Suppressor = {
  id: 'drill',
  zh: '测试或演练（设备标记）',
  en: 'test or drill (marked by a device)',
  words: [],
};

/** Candidates for one report. Total: no text and no signal makes it throw. Suggests; people decide. */
export const classify = (
  report: Report,
  law: Law = builtInLaw,
  model: LinearModel = builtInModel,
): Classification => {
  const reading = readText(report.text);
  const signals = readSignals(report.signals ?? []);
  const drafts = new Map<string, Draft>();
  addSignals(drafts, signals, report.zone, law);
  if (reading.clauses.length > 0) addWords(drafts, reading, report.zone, law, model);

  const isDrilled = signals.some(isExercise);
  if (isDrilled) for (const draft of drafts.values()) draft.score *= exerciseFactor;
  const suppressors = [...(isDrilled ? [exercise] : []), ...builtInSuppressors.in(reading)];

  const allowed = new Set(law.zones[report.zone].codes);
  const said = kindsSaid(reading);
  const candidates = [...drafts]
    .filter(([code]) => allowed.has(code))
    .map(([code, draft]) => candidateOf(code, draft, said, law))
    .sort(inOrder(law));
  return { candidates, suppressors };
};
