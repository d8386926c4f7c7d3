/** The one error that a broken rule throws; a filter turns its kind into an HTTP number. */
export type ErrorKind =
  'invalid' | 'unauthenticated' | 'refused' | 'missing' | 'conflict' | 'too-large' | 'unavailable';

export class DomainError extends Error {
  override readonly name = 'DomainError';

  /**
   * @param code stable, upper snake case, e.g. `ALARM_ALREADY_CLOSED`
   * @param message one English sentence that says what happened and what to do
   * @param details JSON that the caller may show (who was first and when, which fields are missing)
   */
  constructor(
    readonly code: string,
    readonly kind: ErrorKind,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

export const invalid = (code: string, message: string, details?: Record<string, unknown>): DomainError =>
  new DomainError(code, 'invalid', message, details);
export const refused = (code: string, message: string, details?: Record<string, unknown>): DomainError =>
  new DomainError(code, 'refused', message, details);
export const missing = (code: string, message: string, details?: Record<string, unknown>): DomainError =>
  new DomainError(code, 'missing', message, details);
export const conflict = (code: string, message: string, details?: Record<string, unknown>): DomainError =>
  new DomainError(code, 'conflict', message, details);
export const unavailable = (code: string, message: string, details?: Record<string, unknown>): DomainError =>
  new DomainError(code, 'unavailable', message, details);

/** The text of anything that was thrown. */
export const reasonOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);
