/** Reads who a connection's client certificate names. */
import { TLSSocket } from 'node:tls';
import type { Client } from 'aedes';

/** The CN of a client certificate that the court's CA signed. */
export function certifiedName(conn: Client['conn']): string | undefined {
  if (!(conn instanceof TLSSocket) || !conn.authorized) return undefined;
  const name = conn.getPeerCertificate().subject.CN;
  return typeof name === 'string' ? name : undefined;
}
