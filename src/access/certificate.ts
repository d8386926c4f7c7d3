/** Which certificate the console serves with, and when a new one is due. */

/** An administrator's browser refuses longer ones (CA/Browser Forum, 398 days). */
export const serverCertificateDays = 397;
/** An electrician comes by that often at the least. */
export const deviceCertificateDays = 3 * 365;
export const courtCaDays = 7300;
const renewBeforeDays = 30;
const dayMs = 24 * 3600_000;

export interface Names {
  readonly dns: readonly string[];
  readonly ip: readonly string[];
}

export interface Served extends Names {
  readonly until: Date;
}

/** It runs out soon, or the machine has a name or address that it does not tell. */
export function isRenewalDue(served: Served, wanted: Names, nowMs: number): boolean {
  const lacks = (has: readonly string[], wants: readonly string[]): boolean =>
    wants.some((name) => !has.includes(name));
  return (
    served.until.getTime() - nowMs < renewBeforeDays * dayMs ||
    lacks(served.dns, wanted.dns) ||
    lacks(served.ip, wanted.ip)
  );
}

export const daysAfter = (ms: number, days: number): Date => new Date(ms + days * dayMs);
