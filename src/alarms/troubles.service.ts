/** Raises and clears troubles: what is wrong with the house's own equipment, never with a person. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Devices } from '../intake/devices.service.js';
import { Events } from '../intake/events.service.js';
import type { Unraised } from '../intake/occurrence.js';
import { theSystem, type Actor } from '../kernel/actor.js';
import { toMs } from '../kernel/clock.js';
import { conflict, missing } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { Entries } from '../ledger/entries.service.js';
import { Reader } from '../storage/reader.js';
import type { Asking, Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import type { Annunciation, TroubleItem } from './alarm.js';
import { clearTrouble, insertTrouble, openTroubles, openTroublesOf } from './alarms.store.js';
import { annunciate, silencedAs } from './shelves.store.js';
import { causeOf, isCauseOf } from './suppression.js';
import { endsByItself } from './trouble.js';

export interface Wrong {
  readonly kind: string;
  readonly device?: string;
  readonly place?: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A standing condition is one trouble until it is cleared; of the others every one is told. */
const standing = new Set([
  'broker',
  'disk',
  'broker-users',
  'nobody-reachable',
  'no-contact',
  'post-unmanned',
  'ledger-unsigned',
  'put-back',
  'tamper-refused',
  'keeper',
  'silent',
  'battery',
  'clock',
  'gap',
  'test-failed',
  'test-overdue',
  'self-test',
  'own-clock',
  'unguarded-hearing',
  'storage',
  'tamper',
  'held-open',
  'self-check',
  'lane-operators',
  'lane-unchecked',
  'protocol',
]);

@Injectable()
export class Troubles {
  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly entries: Entries,
    private readonly events: Events,
    private readonly devices: Devices,
  ) {}

  async raise(unit: Unit, wrong: Wrong, by: Actor = theSystem): Promise<void> {
    const { kind, device, place, detail } = wrong;
    if (standing.has(kind) && (await this.#standing(unit, wrong)) !== undefined) return;
    const id = newIdentifier(toMs(unit.at), { bytes: randomBytes });
    const annunciation = await this.#annunciationOf(unit, wrong);
    await insertTrouble(unit, {
      id,
      kind,
      ...(annunciation === undefined ? {} : { annunciation }),
      urgent: false,
      raisedAt: unit.at,
      detail,
      ...(device === undefined ? {} : { device }),
      ...(place === undefined ? {} : { place }),
    });
    unit.record({
      type: 'trouble.raised',
      by,
      subject: { kind: 'trouble', id },
      data: { kind, device, place, annunciation, ...detail },
    });
  }

  /** Shelved by a person, or suppressed as what follows from another trouble; nothing where it is told of. */
  async #annunciationOf(unit: Unit, { kind, device }: Wrong): Promise<Annunciation | undefined> {
    const silenced = await silencedAs(unit, device, kind);
    const cause = causeOf(kind);
    if (silenced !== undefined || cause === undefined) return silenced;
    const house = await openTroublesOf(unit, cause, undefined);
    const own = device === undefined ? [] : await openTroublesOf(unit, cause, device);
    return house.length + own.length > 0 ? 'suppressed' : undefined;
  }

  /** @returns what is told of again, or nothing */
  async #release(unit: Unit, cause: Pick<TroubleItem, 'kind' | 'device'>): Promise<{ released?: string[] }> {
    const released = (await openTroubles(unit))
      .filter((one) => one.annunciation === 'suppressed' && isCauseOf(cause, one))
      .map(({ id }) => id);
    await annunciate(unit, 'troubles', released, 'unacknowledged');
    return released.length === 0 ? {} : { released };
  }

  /** Clears what stands of that kind: all of it, or what `isOver`. */
  async end(
    unit: Unit,
    kind: string,
    device: string | undefined,
    isOver: (trouble: TroubleItem) => boolean = () => true,
  ): Promise<void> {
    for (const trouble of (await openTroublesOf(unit, kind, device)).filter(isOver)) {
      await clearTrouble(unit, trouble.id, unit.at);
      unit.record({
        type: 'trouble.cleared',
        by: theSystem,
        subject: { kind: 'trouble', id: trouble.id },
        data: { kind, device, ...(await this.#release(unit, trouble)) },
      });
    }
  }

  /** A person has seen to it. @throws TROUBLE_MISSING, TROUBLE_STANDS */
  clear(id: string, by: Actor): Promise<void> {
    return this.writer.write(async (unit) => {
      const trouble = (await openTroubles(unit)).find((one) => one.id === id);
      if (trouble === undefined) throw missing('TROUBLE_MISSING', 'there is no such open trouble');
      const { kind, device } = trouble;
      if (endsByItself.has(kind)) throw conflict('TROUBLE_STANDS', `${kind} ends by itself when it is over`);
      await clearTrouble(unit, id, unit.at);
      if (kind === 'gap' && device !== undefined) await this.devices.acceptGap(unit, device);
      unit.record({ type: 'trouble.cleared', by, subject: { kind: 'trouble', id }, data: { kind, device } });
    });
  }

  /** What is wrong now; an event that cannot become an alarm stands among it until it can. */
  async open(): Promise<TroubleItem[]> {
    const unraised = await this.events.unraised(this.reader);
    return this.entries.joined([...(await openTroubles(this.reader)), ...unraised.map(troubleOf)]);
  }

  /** What stands, by kind and device; without what was written about it. */
  standing(): Promise<TroubleItem[]> {
    return openTroubles(this.reader);
  }

  /** Each fault of protocol stands for itself. */
  async #standing(asking: Asking, { kind, device, place, detail }: Wrong): Promise<TroubleItem | undefined> {
    const open = await openTroublesOf(asking, kind, device);
    return open.find((trouble) => trouble.detail['note'] === detail['note'] && trouble.place === place);
  }
}

function troubleOf({ id, since, occurrence, why }: Unraised): TroubleItem {
  const { device, boot, seq, sha256 } = occurrence;
  const name = boot === undefined ? { sha256 } : { boot, ...(seq === undefined ? {} : { seq }) };
  return {
    id,
    kind: 'unraised',
    urgent: true,
    device: device.id,
    place: device.place,
    raisedAt: since,
    detail: { ...name, why },
  };
}
