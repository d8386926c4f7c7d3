/** How a device proves who it is, and for how long an old way counts beside a new one. Pure. */
import type { Instant } from '../kernel/clock.js';

/** Time for an electrician to walk to every device: a new secret or certificate counts at once, the old one for so long. */
export const overlapMs = 7 * 24 * 3_600_000;

/** A certificate that the court's CA signed for a device. */
export interface CertificateItem {
  /** upper-case hex */
  readonly serial: string;
  readonly device: string;
  readonly issuedAt: Instant;
  /** it runs out by itself */
  readonly until: Instant;
  /** superseded or revoked: from here it counts no more */
  readonly endsAt?: Instant;
  /** at once, whatever the clock says: the ledger's time may be ahead of a clock that was put back */
  readonly revoked?: boolean;
}

export const isEnded = ({ until, endsAt = until, revoked }: CertificateItem, at: Instant): boolean =>
  revoked === true || endsAt <= at || until <= at;

/** Those by which nobody may come in any more, though they have not run out by themselves. */
export const refusedCertificates = (
  certificates: readonly CertificateItem[],
  isEnabled: (device: string) => boolean,
  at: Instant,
): CertificateItem[] =>
  certificates.filter(
    (certificate) => certificate.until > at && (isEnded(certificate, at) || !isEnabled(certificate.device)),
  );
