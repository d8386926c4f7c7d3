/** Keeps the list of certificates by which an outside broker must let nobody in, and cuts who still lives on one. */
import { Injectable } from '@nestjs/common';
import type { Certificates } from '../access/certificates.adapter.js';
import { laterBy, toInstant } from '../kernel/clock.js';
import { Looking } from '../kernel/looking.js';
import type { Broker } from './broker.js';
import { refusedCertificates } from './credentials.js';
import type { Devices } from './devices.service.js';

const lookEveryMs = 1_000;
/**
 * The broker reads the list when the machine tells it to, moments after it was written; until then a device that was cut comes
 * back by the same certificate. So it is cut again, twice, within the minute that a revocation may take.
 */
const cutAgainAfterMs = [5_000, 45_000];

@Injectable()
export class RevocationList extends Looking {
  #listed: ReadonlySet<string> | undefined;
  readonly #cutting = new Set<NodeJS.Timeout>();

  constructor(
    private readonly devices: Devices,
    private readonly certificates: Certificates,
    private readonly broker: Broker,
  ) {
    super(lookEveryMs);
  }

  override onModuleDestroy(): Promise<void> {
    for (const timer of this.#cutting) clearTimeout(timer);
    return super.onModuleDestroy();
  }

  protected override async look(): Promise<void> {
    const now = toInstant(Date.now());
    const rows = this.devices.rows();
    const enabled = new Set(rows.filter((row) => row.enabled).map(({ id }) => id));
    const all = rows.flatMap(({ id }) => this.devices.certificatesOf(id));
    const refused = refusedCertificates(all, (device) => enabled.has(device), now);
    const serials = new Set(refused.map(({ serial }) => serial));
    const known = this.#listed;
    if (known?.size === serials.size && [...serials].every((serial) => known.has(serial))) return;
    await this.certificates.keepRevocations([...serials]);
    this.#listed = serials;
    // After a start: what ended in the minute before may not have been cut to the end.
    const minuteAgo = laterBy(now, -60_000);
    const fresh = refused.filter(({ serial, endsAt = now }) =>
      known === undefined ? endsAt >= minuteAgo : !known.has(serial),
    );
    for (const device of new Set(fresh.map((certificate) => certificate.device))) this.#cutLater(device);
  }

  #cutLater(device: string): void {
    for (const afterMs of cutAgainAfterMs) {
      const timer = setTimeout(() => {
        this.#cutting.delete(timer);
        this.broker.cut(device);
      }, afterMs);
      this.#cutting.add(timer);
    }
  }
}
