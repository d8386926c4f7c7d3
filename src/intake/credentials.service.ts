/** Gives devices new secrets and certificates, old and new valid side by side for a while, and takes them away at once. */
import { Injectable } from '@nestjs/common';
import { Certificates, type DeviceTls } from '../access/certificates.adapter.js';
import type { Actor } from '../kernel/actor.js';
import { laterBy, type Instant } from '../kernel/clock.js';
import { conflict, missing } from '../kernel/errors.js';
import { Writer } from '../storage/writer.js';
import { isEnded, overlapMs, type CertificateItem } from './credentials.js';
import { Devices } from './devices.service.js';
import { CertificateTable, DeviceTable } from './devices.store.js';
import { Hearing } from './hearing.service.js';
import { hashSecret, newSecret } from './secrets.adapter.js';

export interface NewSecret {
  readonly id: string;
  readonly secret: string;
  /** the old one counts until then */
  readonly oldUntil: string;
}

@Injectable()
export class Credentials {
  constructor(
    private readonly devices: Devices,
    private readonly certificates: Certificates,
    private readonly writer: Writer,
    private readonly hearing: Hearing,
  ) {}

  /** @throws DEVICE_UNKNOWN */
  async renewSecret(id: string, by: Actor): Promise<NewSecret> {
    const { secret: oldSecret } = this.devices.mustKnow(id);
    const secret = newSecret();
    const hashed = await hashSecret(secret);
    const change = await this.writer.write(async (unit) => {
      const until = laterBy(unit.at, overlapMs);
      const next = {
        secret: hashed,
        ...(oldSecret === undefined ? {} : { oldSecret }),
        oldSecretUntil: until,
      };
      await unit.rows(DeviceTable).update({ id }, next);
      unit.record({
        type: 'device.secret-renewed',
        by,
        subject: { kind: 'device', id },
        data: { oldUntil: until },
      });
      return next;
    });
    this.devices.remember({ ...this.devices.mustKnow(id), ...change }, [], secret);
    return { id, secret, oldUntil: change.oldSecretUntil };
  }

  /**
   * Another piece of hardware takes the place and the name of this one: whatever the old one proved itself by ends at once,
   * and the new one was never heard.
   * @throws DEVICE_UNKNOWN
   */
  async replace(id: string, by: Actor): Promise<{ id: string; secret: string }> {
    this.devices.mustKnow(id);
    const secret = newSecret();
    const hashed = await hashSecret(secret);
    const { row, certificates } = await this.writer.write(async (unit) => {
      const ended = this.devices
        .certificatesOf(id)
        .filter((certificate) => !isEnded(certificate, unit.at))
        .map((certificate) => ({ ...certificate, endsAt: unit.at, revoked: true }));
      for (const { serial } of ended)
        await unit.rows(CertificateTable).update({ serial }, { endsAt: unit.at, revoked: true });
      const fresh = { secret: hashed, enabled: true, state: 'never-heard' as const, since: unit.at };
      const gone = { oldSecret: null, oldSecretUntil: null, heardAt: null, ailments: null };
      await unit.rows(DeviceTable).update({ id }, { ...fresh, ...gone } as never);
      const subject = { kind: 'device', id };
      unit.record({ type: 'device.replaced', by, subject, data: { revoked: ended.length } });
      // For whoever follows how it stands: it is awaited anew.
      unit.record({ type: 'device.enabled', by, subject, data: {} });
      const { oldSecret: _old, oldSecretUntil: _until, heardAt: _heard, ...rest } = this.devices.mustKnow(id);
      return { row: { ...rest, ...fresh, ailments: {} }, certificates: ended };
    });
    this.hearing.broker.cut(id);
    this.devices.forget(id);
    this.devices.remember(row, certificates, secret);
    return { id, secret };
  }

  /** The certificates before it count for a while yet. @throws DEVICE_UNKNOWN, CA_MISSING */
  async certify(id: string, by: Actor): Promise<DeviceTls> {
    this.devices.mustKnow(id);
    const made = await this.certificates.forDevice(id);
    const changed = await this.writer.write(async (unit) => {
      const before = this.devices
        .certificatesOf(id)
        .filter((certificate) => certificate.endsAt === undefined && !isEnded(certificate, unit.at))
        .map((certificate) => ({ ...certificate, endsAt: laterBy(unit.at, overlapMs) }));
      for (const { serial, endsAt } of before)
        await unit.rows(CertificateTable).update({ serial }, { endsAt });
      const fresh = { serial: made.serial, device: id, issuedAt: unit.at, until: made.until };
      await unit.rows(CertificateTable).insert(fresh);
      const data = { serial: made.serial, until: made.until };
      unit.record({ type: 'device.certified', by, subject: { kind: 'device', id }, data });
      return [...before, fresh];
    });
    this.devices.remember(this.devices.mustKnow(id), changed);
    return made;
  }

  /** Ends the device's live connection too; it may come again by another way that still counts. @throws CERTIFICATE_UNKNOWN, CERTIFICATE_ENDED */
  async revoke(id: string, serial: string, by: Actor): Promise<CertificateItem> {
    const known = this.devices.certificatesOf(id).find((certificate) => certificate.serial === serial);
    if (known === undefined) throw missing('CERTIFICATE_UNKNOWN', 'this device has no such certificate');
    const revoked = await this.writer.write(async (unit) => {
      if (isEnded(known, unit.at))
        throw conflict('CERTIFICATE_ENDED', 'this certificate counts no more already');
      await unit.rows(CertificateTable).update({ serial }, { endsAt: unit.at, revoked: true });
      unit.record({ type: 'device.revoked', by, subject: { kind: 'device', id }, data: { serial } });
      return { ...known, endsAt: unit.at, revoked: true };
    });
    this.devices.remember(this.devices.mustKnow(id), [revoked]);
    this.hearing.broker.cut(id);
    return revoked;
  }

  /** Whoever lives on a secret or certificate that ended in between must come again by one that counts. */
  cutEnded(from: Instant, to: Instant): void {
    const endedSince = (end: Instant | undefined): boolean => end !== undefined && from < end && end <= to;
    for (const { id, oldSecretUntil } of this.devices.rows()) {
      const certificates = this.devices.certificatesOf(id);
      if (endedSince(oldSecretUntil) || certificates.some(({ endsAt, until }) => endedSince(endsAt ?? until)))
        this.hearing.broker.cut(id);
    }
  }

  /** What there is to revoke, the newest first. @throws DEVICE_UNKNOWN */
  of(id: string): { certificates: CertificateItem[]; oldSecretUntil?: Instant } {
    const { oldSecretUntil } = this.devices.mustKnow(id);
    const certificates = this.devices
      .certificatesOf(id)
      .toSorted((a, b) => (a.issuedAt > b.issuedAt ? -1 : 1));
    return { certificates, ...(oldSecretUntil === undefined ? {} : { oldSecretUntil }) };
  }
}
