/** Asks the console what a screener's page asks. */
import type { ExhibitCourt } from './exhibit-court.js';

export async function ask<Body>(
  court: ExhibitCourt,
  cookie: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Body }> {
  const answer = await fetch(`${court.url}/api/screening${path}`, {
    method,
    headers: { Cookie: cookie, 'Content-Type': Buffer.isBuffer(body) ? 'image/jpeg' : 'application/json' },
    ...(body === undefined
      ? {}
      : { body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: (text === '' ? undefined : JSON.parse(text)) as Body };
}
