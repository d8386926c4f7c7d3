/** Reads who a connection's client certificate names. */
import { TLSSocket } from 'node:tls';

export interface Certified {
  /** the CN */
  readonly name: string;
  /** upper-case hex */
  readonly serial: string;
}

/** What a client certificate says that the court's CA signed and that has not run out. */
export function certifiedBy(conn: unknown): Certified | undefined {
  if (!(conn instanceof TLSSocket) || !conn.authorized) return undefined;
  const { subject, serialNumber: serial } = conn.getPeerCertificate();
  return typeof subject?.CN === 'string' ? { name: subject.CN, serial } : undefined;
}
