/** Presses that this browser still owes the console: kept until each has its receipt, as a button keeps them. Pure. */

export interface Owed {
  readonly press: string;
  readonly place: string;
  readonly pattern: 'help' | 'silent' | 'emergency';
}

export type PressState = 'sent' | 'received' | 'coming' | 'at-the-door' | 'ended';

/** After how long a press without a receipt goes out again, by the number of tries so far. */
export const pauseMs = (tries: number): number => [500, 1000, 2000, 4000][tries] ?? 5000;

/** A refusal that no repetition will change; everything else may be a break of the line. */
export const isFinal = (status: number): boolean => status === 400 || status === 403 || status === 409;

export const readOwed = (text: string | null): readonly Owed[] => {
  try {
    const kept: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(kept) ? (kept as readonly Owed[]) : [];
  } catch {
    return [];
  }
};
