/** How an error is told over HTTP: its number, the framework's codes and the titles (RFC 9457). Pure. */
import type { ErrorKind } from '../kernel/errors.js';

export const statuses: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  refused: 403,
  missing: 404,
  conflict: 409,
  'too-large': 413,
  unavailable: 503,
};

/** What errors of the framework and of its body parser are called here. */
export const codes: Readonly<Record<number, string>> = {
  400: 'INVALID',
  401: 'NO_SESSION',
  403: 'REFUSED',
  404: 'NOT_THERE',
  405: 'METHOD_NOT_ALLOWED',
  413: 'TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  503: 'UNAVAILABLE',
};

/** What is told of an error that nobody foresaw: the rest stays in the log. */
export const internal = { code: 'INTERNAL', detail: 'something broke inside; it was written to the log' };

export const titles: Readonly<Record<number, string>> = {
  400: 'The request is not in shape',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not there, or not visible to you',
  405: 'No such method here',
  409: 'Not in this state',
  413: 'Too large',
  415: 'Not in this format',
  500: 'The console failed',
  503: 'Not possible right now',
};
