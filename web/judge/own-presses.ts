/** Presses that this browser still owes the console: kept until each has its receipt, as a button keeps them. Pure. */

export interface Owed {
  readonly press: string;
  readonly place: string;
  readonly pattern: 'help' | 'silent' | 'emergency';
  /** when it was pressed, by this browser's clock */
  readonly at?: string;
}

/** `late`: a try failed, or had no answer in time, and the next one follows. */
export type PressState = 'late' | 'sent' | 'received' | 'coming' | 'at-the-door' | 'ended';

export interface OwnPress {
  readonly id: string;
  readonly place: string;
  readonly pattern: string;
  readonly at: string;
  readonly state: PressState;
}

/** What is told of a press; of one that is still owed when the button was held. */
export type ToldPress = Pick<OwnPress, 'place' | 'pattern' | 'state'> & { readonly at?: string };

/** After how long a press without a receipt goes out again, by the number of tries so far. */
export const pauseMs = (tries: number): number => [500, 1000, 2000, 4000][tries] ?? 5000;

/**
 * How long a try waits for its receipt. The first is short: who is in danger must soon read that it is not there.
 * The later ones leave a slow console the time to answer; it knows a press that it has already by its name.
 */
export const answerWithinMs = (tries: number): number => [3000, 5000][tries] ?? 10_000;

/**
 * Refusals that pass: a session that ended goes on once he signed in again, a path that is not there is never the
 * console's answer to a press but that of something before it, and the others say themselves to come again.
 */
const passing: ReadonlySet<number> = new Set([401, 404, 408, 425, 429]);

/** A refusal that no repetition will change; everything else may be a break of the line. */
export const isFinal = (status: number): boolean => status >= 400 && status < 500 && !passing.has(status);

/** The newest that the console has: what it just took counts before the next list of them could be read. */
export const newestOf = (
  listed: readonly OwnPress[] | undefined,
  taken: OwnPress | undefined,
): OwnPress | undefined =>
  taken !== undefined && listed?.some(({ id }) => id === taken.id) !== true
    ? taken
    : listed?.find(({ state }) => state !== 'ended');

/** The one thing that is told: what is owed goes before what the console has, and is late from its first failed try on. */
export const standingOf = (
  owed: readonly Owed[],
  tries: number,
  newest: OwnPress | undefined,
): ToldPress | undefined => {
  const [first] = owed;
  if (first === undefined) return newest;
  const { press: _name, ...told } = first;
  return { ...told, state: tries === 0 ? 'sent' : 'late' };
};

/** It gets worse only over what the console has: until then the button still makes the first call. */
export const nextPattern = (newest: OwnPress | undefined): 'help' | 'emergency' =>
  newest === undefined ? 'help' : 'emergency';

export const readOwed = (text: string | null): readonly Owed[] => {
  try {
    const kept: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(kept) ? (kept as readonly Owed[]) : [];
  } catch {
    return [];
  }
};
