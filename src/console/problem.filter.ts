/** Answers every error as application/problem+json (RFC 9457), and tells nobody outside what went wrong within. */
import type { ServerResponse } from 'node:http';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { DomainError, invalid } from '../kernel/errors.js';
import { codes, internal, statuses, titles } from './problem.js';

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** For the validation pipe (`exceptionFactory`): which fields are wrong, and why. */
export function invalidInput(issues: readonly Issue[]): DomainError {
  const fields = issues.slice(0, 20).map(({ path, message }) => ({
    field: (path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('.'),
    message,
  }));
  const named = fields.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`));
  return invalid('INVALID', named.join('; '), { fields });
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #log = new Logger('http');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<ServerResponse>();
    const problem = problemOf(thrown);
    if (problem.status >= 500)
      this.#log.error(thrown instanceof Error ? (thrown.stack ?? thrown.message) : thrown);
    if (response.headersSent) {
      // Half an answer is out already: a cut connection is the only honest end of it.
      response.destroy();
      return;
    }
    answer(response, problem);
  }
}

function problemOf(thrown: unknown): Problem {
  if (thrown instanceof DomainError) {
    const { code, message, details } = thrown;
    return { status: statuses[thrown.kind], code, detail: message, details };
  }
  const status = thrown instanceof HttpException ? thrown.getStatus() : statusOfParser(thrown);
  if (status === undefined || status >= 500) return { status: 500, ...internal };
  return { status, code: codes[status] ?? `HTTP_${status}`, detail: (thrown as Error).message };
}

/** The body parser throws errors with a number and `expose`, which says that their message may be told. */
function statusOfParser(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !('statusCode' in thrown) || !('expose' in thrown)) return undefined;
  return thrown.expose === true && typeof thrown.statusCode === 'number' ? thrown.statusCode : undefined;
}

function answer(response: ServerResponse, { status, code, detail, details }: Problem): void {
  const wait = details?.['retryAfterSeconds'];
  const body = JSON.stringify({
    ...details,
    type: `urn:courthouse:problem:${code}`,
    title: titles[status] ?? 'Refused',
    status,
    code,
    detail,
  });
  if (typeof wait === 'number') response.setHeader('Retry-After', String(wait));
  response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  response.statusCode = status;
  response.end(body);
}
