/** Suppression by design: what is only the consequence of another trouble is kept silent while that one stands. Pure. */

/** consequence → cause */
const causes: Readonly<Record<string, string>> = {
  silent: 'broker',
  gap: 'silent',
  'test-overdue': 'silent',
};

export const causeOf = (kind: string): string | undefined => causes[kind];

interface Standing {
  readonly kind: string;
  readonly device?: string;
}

/** A cause of the whole house has no device; one of a device silences that device alone. */
export const isCauseOf = (cause: Standing, trouble: Standing): boolean =>
  cause.kind === causeOf(trouble.kind) && (cause.device === undefined || cause.device === trouble.device);
