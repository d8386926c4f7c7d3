/** Who did something, and to what. */
export interface Actor {
  readonly kind: 'person' | 'device' | 'system';
  /** opaque: a ledger says that the same person did it, not what he is called */
  readonly id: string;
}

export interface Subject {
  readonly kind: string;
  readonly id: string;
}

export const theSystem: Actor = { kind: 'system', id: 'console' };
export const person = (id: string): Actor => ({ kind: 'person', id });
export const device = (id: string): Actor => ({ kind: 'device', id });
