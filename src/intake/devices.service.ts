/** The device register: who may speak, and how each device stands. */
import { Injectable } from '@nestjs/common';
import { theSystem, type Actor } from '../kernel/actor.js';
import { toInstant } from '../kernel/clock.js';
import { conflict, invalid, missing } from '../kernel/errors.js';
import { Places } from '../places/places.service.js';
import { present } from '../storage/entity.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import type { Ailment, Ailments } from './ailments.js';
import { canary, canaryId } from './canary.js';
import type { Device, DeviceState, Enrolment, HeardDevice } from './device.js';
import { isEnded, type CertificateItem } from './credentials.js';
import { CertificateTable, DeviceTable, type DeviceRow } from './devices.store.js';
import { hashSecret, isSecret, newSecret } from './secrets.adapter.js';

type Vitals = Pick<HeardDevice, 'lastHeardAt' | 'battery'>;
type Listener = (device: Device, secret?: string) => void;

@Injectable()
export class Devices {
  /** The whole register: a court has hundreds of devices, and every message asks for one. */
  readonly #known = new Map<string, DeviceRow>();
  readonly #certificates = new Map<string, CertificateItem>();
  /** in memory alone: a row for every heartbeat would be a disk full of them */
  readonly #vitals = new Map<string, Vitals>();
  readonly #changed = new Set<Listener>();

  constructor(
    private readonly reader: Reader,
    private readonly writer: Writer,
    private readonly places: Places,
    /** of the canary, which is known here and enrolled nowhere */
    readonly canarySecret: string = newSecret(),
  ) {}

  async load(): Promise<void> {
    for (const row of await this.reader.rows(DeviceTable).find()) this.#known.set(row.id, present(row));
    for (const row of await this.reader.rows(CertificateTable).find())
      this.#certificates.set(row.serial, present(row));
  }

  named(id: string): Device | undefined {
    if (id === canaryId) return canary;
    const row = this.#known.get(id);
    return row === undefined ? undefined : this.#device(row);
  }

  all(): Device[] {
    return [...this.#known.values()].map((row) => this.#device(row));
  }

  /** The register with what each device last told. */
  reports(): HeardDevice[] {
    return this.rows().map((row) => ({
      ...this.#device(row),
      ...(row.heardAt === undefined ? {} : { lastHeardAt: row.heardAt }),
      ...this.#vitals.get(row.id),
    }));
  }

  /** What another piece of hardware of this name told is not this one's. */
  forget(id: string): void {
    this.#vitals.delete(id);
  }

  /** A device said something. */
  hear(id: string, vitals: Vitals): void {
    this.#vitals.set(id, { ...this.#vitals.get(id), ...vitals });
  }

  ailmentsOf(id: string): Ailments {
    return this.#known.get(id)?.ailments ?? {};
  }

  /** The register as pages show it. */
  items(): Pick<Device, 'id' | 'kind' | 'name' | 'place' | 'zone' | 'state' | 'since'>[] {
    return this.all().map(({ enabled: _enabled, ...item }) => item);
  }

  /** The register with hashed secrets, for the file of an outside broker. */
  rows(): DeviceRow[] {
    return [...this.#known.values()];
  }

  async authenticate(id: string, secret: string, at = toInstant(Date.now())): Promise<Device | undefined> {
    if (id === canaryId) return secret === this.canarySecret ? canary : undefined;
    const row = this.#known.get(id);
    return row?.enabled === true && (await isSecretOf(row, secret, at)) ? this.#device(row) : undefined;
  }

  /** Whether a certificate that the court's CA signed counts no more. */
  isRevoked(serial: string): boolean {
    const known = this.#certificates.get(serial);
    return known !== undefined && isEnded(known, toInstant(Date.now()));
  }

  certificatesOf(id: string): CertificateItem[] {
    return [...this.#certificates.values()].filter(({ device }) => device === id);
  }

  /** @throws DEVICE_UNKNOWN */
  mustKnow(id: string): DeviceRow {
    const row = this.#known.get(id);
    if (row === undefined) throw missing('DEVICE_UNKNOWN', `there is no device ${id}`);
    return row;
  }

  /** What reached the disk about a device and how it proves who it is. */
  remember(row: DeviceRow, certificates: readonly CertificateItem[] = [], secret?: string): void {
    for (const certificate of certificates) this.#certificates.set(certificate.serial, certificate);
    this.#remember(row, secret);
  }

  /** Tells of every device enrolled, disabled or enabled, with its secret where that is known now and never again. */
  onChanged(listener: Listener): void {
    this.#changed.add(listener);
  }

  /** @returns the device and its secret, which is shown once */
  async enrol(wish: Enrolment, by: Actor): Promise<{ device: Device; secret: string }> {
    const secret = wish.secret ?? newSecret();
    const row = await this.#row(wish, secret);
    await this.writer.write((unit) => this.enrolIn(unit, row, by));
    this.#remember(row, secret);
    return { device: this.#device(row), secret };
  }

  /** Enrols several devices that are not there yet, in one transaction. */
  async seed(wishes: readonly Enrolment[]): Promise<void> {
    const fresh = wishes.filter((wish) => !this.#known.has(wish.id));
    const rows = await Promise.all(fresh.map((wish) => this.#row(wish, wish.secret ?? newSecret())));
    await this.writer.write(async (unit) => {
      for (const row of rows) await this.enrolIn(unit, row, theSystem);
    });
    rows.forEach((row, at) => this.#remember(row, fresh[at]?.secret));
  }

  async setEnabled(id: string, enabled: boolean, by: Actor): Promise<Device> {
    const row = this.mustKnow(id);
    const state: DeviceState = enabled ? 'never-heard' : 'disabled';
    const since = await this.writer.write(async (unit) => {
      await unit.rows(DeviceTable).update({ id }, { enabled, state, since: unit.at, ailments: null });
      unit.record({
        type: enabled ? 'device.enabled' : 'device.disabled',
        by,
        subject: { kind: 'device', id },
        data: {},
      });
      return unit.at;
    });
    const next = { ...(this.#known.get(id) ?? row), enabled, state, since, ailments: {} };
    this.#remember(next);
    return this.#device(next);
  }

  /** A device was heard, or has been silent for too long; does nothing where that is known or the device disabled. */
  async stand(id: string, state: 'heard' | 'silent'): Promise<void> {
    const row = this.#known.get(id);
    if (row === undefined || row.state === state || !row.enabled) return;
    const stood = await this.writer.write(async (unit) => {
      const before = await unit.rows(DeviceTable).findOneBy({ id });
      if (before === null || before.state === state || !before.enabled) return undefined;
      const heardAt = this.#vitals.get(id)?.lastHeardAt ?? before.heardAt ?? unit.at;
      await unit.rows(DeviceTable).update({ id }, { state, since: unit.at, heardAt });
      const returned = before.state === 'silent' ? 'device.returned' : 'device.heard';
      unit.record({
        type: state === 'silent' ? 'device.silent' : returned,
        by: theSystem,
        subject: { kind: 'device', id },
        data: { place: before.place },
      });
      return { since: unit.at, heardAt };
    });
    // Only what reached the disk: a work that is undone must not leave its state in memory.
    if (stood !== undefined) this.#known.set(id, { ...(this.#known.get(id) ?? row), state, ...stood });
  }

  /** Something began to ail a device, or changed, or (without `detail`) is over. */
  async ail<What extends Ailment>(id: string, what: What, detail?: Ailments[What]): Promise<void> {
    const stands = await this.writer.write(async (unit) => {
      const row = await unit.rows(DeviceTable).findOneBy({ id });
      if (row === null || !row.enabled) return undefined;
      const { [what]: _before, ...others } = row.ailments ?? {};
      const ailments: Ailments = detail === undefined ? others : { ...others, [what]: detail };
      await unit.rows(DeviceTable).update({ id }, { ailments });
      unit.record({
        type: detail === undefined ? 'device.mended' : 'device.failing',
        by: theSystem,
        subject: { kind: 'device', id },
        data: { ailment: what, place: row.place, ...detail },
      });
      return ailments;
    });
    if (stands !== undefined) this.#ailing(id, stands);
  }

  /** A person has seen that what is missing is lost; it is not told again. */
  async acceptGap(unit: Unit, id: string): Promise<void> {
    const row = await unit.rows(DeviceTable).findOneBy({ id });
    const gap = row?.ailments?.gap;
    if (row === null || gap === undefined) return;
    const ailments: Ailments = { ...row.ailments, gap: { ...gap, accepted: true } };
    await unit.rows(DeviceTable).update({ id }, { ailments });
    this.#ailing(id, ailments);
  }

  #ailing(id: string, ailments: Ailments): void {
    const row = this.#known.get(id);
    if (row !== undefined) this.#known.set(id, { ...row, ailments });
  }

  private async enrolIn(unit: Unit, row: DeviceRow, by: Actor): Promise<void> {
    const { id, kind, name, place } = row;
    if (id === canaryId || (await unit.rows(DeviceTable).findOneBy({ id })) !== null)
      throw conflict('DEVICE_EXISTS', `a device ${id} is enrolled already`);
    await unit.rows(DeviceTable).insert(row);
    unit.record({
      type: 'device.enrolled',
      by,
      subject: { kind: 'device', id },
      data: { kind, name, place, zone: this.places.zoneOf(place) },
    });
  }

  async #row(wish: Enrolment, secret: string): Promise<DeviceRow> {
    if (this.places.of(wish.place) === undefined)
      throw invalid('PLACE_UNKNOWN', `there is no place ${wish.place}`);
    const { id, kind, name, place } = wish;
    return { id, kind, name, place, secret: await hashSecret(secret), enabled: true, state: 'never-heard' };
  }

  #remember(row: DeviceRow, secret?: string): void {
    this.#known.set(row.id, row);
    for (const listener of this.#changed) listener(this.#device(row), secret);
  }

  #device(row: DeviceRow): Device {
    const { id, kind, name, place, enabled, state, since } = row;
    return {
      id,
      kind,
      name,
      place,
      zone: this.places.zoneOf(place),
      enabled,
      state,
      ...(since === undefined ? {} : { since }),
    };
  }
}

/** The one before it counts beside the present one for a while. */
async function isSecretOf(row: DeviceRow, given: string, at: string): Promise<boolean> {
  const { secret, oldSecret, oldSecretUntil = '' } = row;
  if (secret === undefined) return false;
  if (await isSecret(given, secret)) return true;
  return oldSecret !== undefined && oldSecretUntil > at && isSecret(given, oldSecret);
}
