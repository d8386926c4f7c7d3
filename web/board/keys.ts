/** What each key does on the guard board. */

export type KeyAct =
  | 'acknowledge'
  | 'respond'
  | 'arrive'
  | 'control'
  | 'note'
  | 'timeline'
  | 'plan'
  | 'find'
  | 'keys'
  | { readonly choose: number };

const letters: Readonly<Record<string, KeyAct>> = {
  ' ': 'acknowledge',
  f: 'respond',
  a: 'arrive',
  c: 'control',
  n: 'note',
  t: 'timeline',
  m: 'plan',
  '/': 'find',
  '?': 'keys',
};

export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
}

export const actOf = (press: Press): KeyAct | undefined => {
  if (press.ctrlKey || press.altKey || press.metaKey || press.repeat) return undefined;
  if (/^[1-9]$/.test(press.key)) return { choose: Number(press.key) - 1 };
  return letters[press.key.toLowerCase()];
};

/** Shown in the list of keys, in the order of an alarm's life. */
export const keyNames = ['Space', 'F', 'A', 'C', '1–9', 'N', 'T', 'M', '/', '?'] as const;
