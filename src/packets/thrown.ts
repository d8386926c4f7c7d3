/** An error on its way from one thread to another: a DomainError stays one. */
import { DomainError, reasonOf } from '../kernel/errors.js';

export interface Thrown {
  readonly message: string;
  readonly domain?: Pick<DomainError, 'code' | 'kind' | 'details'>;
}

export function thrownOf(error: unknown): Thrown {
  if (!(error instanceof DomainError)) return { message: reasonOf(error) };
  const { code, kind, details, message } = error;
  return { message, domain: { code, kind, details } };
}

export const errorOf = ({ message, domain }: Thrown): Error =>
  domain === undefined
    ? new Error(message)
    : new DomainError(domain.code, domain.kind, message, domain.details);
