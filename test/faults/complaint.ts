/** What a checker found wrong, by the promise that was broken. */
export interface Complaint {
  readonly invariant:
    | 'nothing lost'
    | 'nothing doubled'
    | 'nothing invented'
    | 'bytes as sent'
    | 'every press rings'
    | 'receipts are true'
    | 'closed stays closed'
    | 'no gap'
    | 'chain'
    | 'tree'
    | 'tail'
    | 'checkpoint'
    | 'timers go on'
    | 'each step once'
    | 'sirens sound'
    | 'file whole'
    | 'no reaction owed';
  readonly what: string;
}
