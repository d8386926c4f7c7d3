/** The session's cookie: its two names, one for each way the console is served, and its flags. */
import { parseCookie, stringifySetCookie } from 'cookie';

const plainName = 'court_session';
/** The prefix makes the browser demand Secure, Path=/ and no Domain: no sub-domain can plant it. */
const tlsName = '__Host-court_session';

/** The secret in a Cookie header, under either name. */
export function secretIn(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const cookies = parseCookie(header);
  return cookies[tlsName] ?? cookies[plainName];
}

const flagged = (overTls: boolean, value: string, rest: { maxAge?: number }): string =>
  stringifySetCookie({
    name: overTls ? tlsName : plainName,
    value,
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    secure: overTls,
    ...rest,
  });

/** The Set-Cookie header that signs in; it ends with the browser, and on the server earlier. */
export const givenCookie = (secret: string, overTls: boolean): string => flagged(overTls, secret, {});

export const takenCookie = (overTls: boolean): string => flagged(overTls, '', { maxAge: 0 });
