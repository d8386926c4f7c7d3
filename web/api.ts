/** Commands and questions to the console over HTTP. */

import type { Asked } from './parts/failed.js';

/** RFC 9457; fields beside the standard ones say who was first, what is missing and the like. */
export interface ProblemBody {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly demo?: boolean;
  /** which of what was sent is wrong, and why */
  readonly fields?: readonly { readonly field: string; readonly message: string }[];
  readonly [field: string]: unknown;
}

export class Problem extends Error {
  override readonly name = 'Problem';
  readonly at = new Date().toISOString();
  constructor(
    readonly status: number,
    readonly body: ProblemBody,
    /** what was asked for in vain */
    readonly asked?: Asked,
  ) {
    super(body.detail ?? body.title ?? `HTTP ${status}`);
  }

  /** 0 stands for a console that could not be reached at all. */
  get isUnreachable(): boolean {
    return this.status === 0;
  }
}

export const asProblem = (thrown: unknown): Problem =>
  thrown instanceof Problem ? thrown : new Problem(0, { detail: String(thrown) });

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const readProblem = async (response: Response, asked: Asked): Promise<Problem> => {
  const text = await response.text();
  try {
    return new Problem(response.status, JSON.parse(text) as ProblemBody, asked);
  } catch {
    return new Problem(response.status, { detail: text.slice(0, 300) }, asked);
  }
};

/** A file goes as it is, everything else as JSON. */
const bodyOf = (body: unknown): RequestInit => {
  if (body === undefined) return {};
  if (body instanceof Blob) return { headers: { 'content-type': body.type }, body };
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
};

const reach = async (
  method: Method,
  path: string,
  body: unknown,
  signal: AbortSignal | undefined,
): Promise<Response> => {
  try {
    return await fetch(`/api${path}`, {
      method,
      credentials: 'same-origin',
      ...(signal === undefined ? {} : { signal }),
      ...bodyOf(body),
    });
  } catch {
    throw new Problem(0, { code: 'UNREACHABLE' }, { method, path });
  }
};

/** @throws Problem where the console does not answer, or not with what was asked for */
const answered = async (
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Response> => {
  const response = await reach(method, path, body, signal);
  if (response.ok) return response;
  const problem = await readProblem(response, { method, path });
  if (response.status === 401 && path !== '/session') window.dispatchEvent(new Event('session-lost'));
  throw problem;
};

const call = async <T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T> => {
  const response = await answered(method, path, body, signal);
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
};

export const ask = <T>(path: string): Promise<T> => call<T>('GET', path);
/** The bytes themselves. */
export const askBytes = async (path: string): Promise<Blob> => {
  const response = await answered('GET', path);
  try {
    return await response.blob();
  } catch {
    // Broken off half way, it is as unreachable as what never began.
    throw new Problem(0, { code: 'UNREACHABLE' }, { method: 'GET', path });
  }
};
/** What `signal` breaks off is as unreachable as what never got through. */
export const tell = <T = unknown>(path: string, body?: unknown, signal?: AbortSignal): Promise<T> =>
  call<T>('POST', path, body, signal);
export const change = <T = unknown>(path: string, body: unknown): Promise<T> => call<T>('PATCH', path, body);
export const put = <T = unknown>(path: string, body: unknown): Promise<T> => call<T>('PUT', path, body);
/** A file, as it is. */
export const tellBytes = <T = unknown>(path: string, file: Blob): Promise<T> => call<T>('POST', path, file);
export const end = (path: string): Promise<void> => call<void>('DELETE', path);
