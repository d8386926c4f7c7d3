/** Whether a request comes from the console's own pages: the browser's Origin must be the host that was asked. */

export interface OriginHeaders {
  readonly origin?: string | undefined;
  readonly host?: string | undefined;
}

/**
 * Without an Origin it is no page of another site and passes on its cookie.
 * @param overTls the connection is encrypted; then a page that came in clear is foreign too
 */
export function isOwnOrigin({ origin, host }: OriginHeaders, overTls: boolean): boolean {
  if (origin === undefined) return true;
  if (host === undefined || host === '') return false;
  const asked = host.toLowerCase();
  const own = [`https://${asked}`, ...(overTls ? [] : [`http://${asked}`])];
  return own.includes(origin.toLowerCase());
}
