/** What a fault can break, by name: a run that fails must say which promise it saw broken. */
export type Invariant =
  | 'acknowledged-but-lost'
  | 'acknowledged-while-unstorable'
  | 'doubled'
  | 'never-sent'
  | 'never-receipted'
  | 'bytes-changed'
  | 'receipt-untrue'
  | 'press-without-alarm'
  | 'closing-undone'
  | 'alarm-without-incident'
  | 'alarm-without-timer'
  | 'not-escalated'
  | 'escalated-twice'
  | 'siren-never-heard'
  | 'siren-obeyed-twice'
  | 'station-never-told'
  | 'station-told-twice'
  | 'reaction-owed'
  | 'ledger-has-a-gap'
  | 'ledger-chain-is-broken'
  | 'ledger-tree-is-another'
  | 'ledger-tail-is-cut'
  | 'checkpoint-is-false'
  | 'database-is-damaged'
  | 'screen-missed-a-fact'
  | 'screen-was-told-twice'
  | 'screen-shows-another-board'
  | 'console-does-not-answer'
  | 'console-does-not-start'
  | 'console-did-not-give-up'
  | 'takeover-too-late'
  | 'takeover-undone'
  | 'fenced-console-wrote'
  | 'clock-not-told'
  | 'press-taken-for-drill'
  | 'false-gap'
  | 'gap-unnoticed'
  | 'false-silence'
  | 'silence-unnoticed'
  | 'full-disk-unwarned'
  | 'flood-hurts-others'
  | 'one-device-goes-first'
  | 'frozen-screen-kept'
  | 'files-left-open'
  | 'memory-grows';

export interface Complaint {
  readonly invariant: Invariant;
  readonly about: string;
}

export const complaint = (invariant: Invariant, about: string): Complaint => ({ invariant, about });

/** What a suite did and what it found wrong. */
export interface Trial {
  readonly complaints: readonly Complaint[];
  /** what the run did, for a person who reads figures: `kills: 15` */
  readonly figures: Readonly<Record<string, number>>;
}

export const asText = ({ complaints, figures }: Trial): string =>
  [
    Object.entries(figures)
      .map(([name, figure]) => `${name} ${figure}`)
      .join(', '),
    ...complaints.slice(0, 20).map(({ invariant, about }) => `  BROKEN ${invariant}: ${about}`),
  ].join('\n');

/** One figure for many trials of the same kind. */
export function together(trials: readonly Trial[]): Trial {
  const figures: Record<string, number> = {};
  for (const trial of trials)
    for (const [name, figure] of Object.entries(trial.figures))
      figures[name] = name.startsWith('most ')
        ? Math.max(figures[name] ?? 0, figure)
        : (figures[name] ?? 0) + figure;
  return { complaints: trials.flatMap((trial) => trial.complaints), figures };
}
