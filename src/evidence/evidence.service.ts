/** Makes exhibits of what came in, joins them to incidents and holds them. */
import { Injectable } from '@nestjs/common';
import { theSystem, type Actor } from '../kernel/actor.js';
import { Devices } from '../intake/devices.service.js';
import { word } from '../ledger/ledger.service.js';
import type { Unit } from '../storage/unit.js';
import type { Clip } from '../recordings/clip.js';
import { Marks } from '../recordings/marks.service.js';
import { Recordings } from '../recordings/recordings.service.js';
import { Uploads } from '../uploads/uploads.service.js';
import {
  EvidenceTable,
  exhibitWith,
  HoldsTable,
  holdOf,
  holdsOver,
  looseIn,
  removeAgain,
  sealExhibit,
  takeIn,
  unsealExhibit,
} from './evidence.store.js';
import type { Exhibit } from './exhibit.js';
import { bestOf, holdFor } from './hold.js';
import { keepUntil } from './retention.js';

type Received = Awaited<ReturnType<Uploads['received']>>;

@Injectable()
export class Evidence {
  constructor(
    private readonly uploads: Uploads,
    private readonly recordings: Recordings,
    private readonly devices: Devices,
    private readonly marks: Marks,
  ) {}

  /** An upload is complete: it becomes an exhibit, unless its owner brought the same bytes before. */
  async receive(unit: Unit, id: string): Promise<void> {
    const upload = await this.uploads.received(unit, id);
    const first = upload.repeats === undefined ? undefined : await exhibitWith(unit, upload.repeats);
    const exhibit = first ?? (await this.#exhibitOf(unit, upload));
    const state = await this.#arrive(unit, upload, exhibit);
    if (state === 'quarantined') await this.uploads.quarantine(unit, id);
    if (first === undefined) await this.#keep(unit, upload, { ...exhibit, state });
    else if (first.state === 'deleted') await removeAgain(unit, first.id);
    await this.uploads.forgetName(unit, upload);
  }

  /** An incident opens: what its zone recorded around this time is held, and what no other incident has is its own. */
  async hold(unit: Unit, incident: string, place: string, zone: string, openedAt: string): Promise<void> {
    const hold = holdFor(incident, place, zone, openedAt);
    await unit.rows(HoldsTable).insert(hold);
    unit.record({
      type: 'hold.placed',
      by: theSystem,
      subject: { kind: 'hold', id: hold.id },
      data: { incident, zone, from: hold.from, to: hold.to },
    });
    for (const exhibit of await looseIn(unit, hold)) await this.#join(unit, exhibit.id, incident, theSystem);
  }

  /** What a device announced later has another hash than what it had sent. */
  async quarantine(unit: Unit, id: string, declared: string): Promise<void> {
    await unit.rows(EvidenceTable).update({ id }, { state: 'quarantined' });
    await this.uploads.quarantine(unit, id);
    unit.record({
      type: 'evidence.quarantined',
      by: theSystem,
      subject: { kind: 'evidence', id },
      data: { declared },
    });
  }

  /** 干预、过问: it belongs to the register alone. */
  async seal(unit: Unit, id: string): Promise<void> {
    const incident = (await exhibitWith(unit, id))?.incident;
    await sealExhibit(unit, id);
    const subject = { kind: 'evidence', id };
    // Who works on the incident sees that it is gone, and not why.
    if (incident !== undefined)
      unit.record({ type: 'evidence.parted', by: theSystem, subject, data: { incident } });
    unit.record({ type: 'evidence.sealed', by: theSystem, subject, data: {} });
  }

  /** 督察 released it: it belongs to whom it would have belonged without the seal. */
  async unseal(unit: Unit, id: string): Promise<void> {
    await unsealExhibit(unit, id);
    unit.record({ type: 'evidence.unsealed', by: theSystem, subject: { kind: 'evidence', id }, data: {} });
    const exhibit = await exhibitWith(unit, id);
    const best = exhibit === undefined ? undefined : bestOf(await holdsOver(unit, exhibit), exhibit);
    if (best !== undefined) await this.#join(unit, id, best.incident, theSystem);
  }

  async #exhibitOf(unit: Unit, upload: Received): Promise<Exhibit> {
    const { id, found, sm3, bytes, words, declared, state } = upload;
    const clip = clipOf(upload);
    const announced =
      clip === undefined ? undefined : await this.recordings.clipNamed(unit, clip.device, clip.clip);
    return {
      id,
      sha256: found,
      sm3,
      bytes,
      declared,
      mime: words.filetype ?? announced?.mime ?? 'application/octet-stream',
      name: word(words.filename ?? clip?.clip ?? id, 'shared'),
      ...this.#origin(upload, announced),
      ...clip,
      ...timesOf(upload, announced),
      state: state === 'stored' ? 'stored' : 'quarantined',
      receivedAt: unit.at,
    };
  }

  /** The device, and where it hung when it recorded as far as that is known. */
  #origin({ owner }: Received, announced: Clip | undefined): Pick<Exhibit, 'device' | 'place' | 'zone'> {
    if (owner.kind !== 'device') return {};
    const where = announced ?? this.devices.named(owner.id);
    return {
      device: owner.id,
      ...(where === undefined ? {} : { place: where.place, zone: where.zone }),
    };
  }

  /** The clip of a recorder hears that its bytes came in. */
  async #arrive(unit: Unit, upload: Received, exhibit: Exhibit): Promise<Exhibit['state']> {
    const clip = clipOf(upload);
    // A device that sends again what was deleted gets no second life for it.
    if (clip === undefined || exhibit.state === 'deleted') return exhibit.state;
    const { id: evidence, sha256, bytes, mime, startedAt, endedAt, state, place = '', zone = '' } = exhibit;
    const arrival = { sha256, bytes, mime, startedAt, endedAt, state, place, zone };
    const judged = await this.recordings.arrive(unit, { ...arrival, ...clip, evidence });
    if (exhibit.incident !== undefined) await this.recordings.join(unit, evidence, exhibit.incident);
    return judged;
  }

  async #keep(unit: Unit, { owner, words }: Received, exhibit: Exhibit): Promise<void> {
    const { id, place: _place, zone: _zone, receivedAt: _at, declared, ...told } = exhibit;
    const incident = await this.#incidentOf(unit, owner, words.incident, exhibit);
    const deviceKind = exhibit.device === undefined ? undefined : this.devices.named(exhibit.device)?.kind;
    const kept = { ...exhibit, keepUntil: keepUntil(exhibit, deviceKind) };
    await unit.rows(EvidenceTable).insert(kept);
    unit.record({
      type: 'evidence.received',
      by: owner,
      subject: { kind: 'evidence', id },
      data: {
        ...told,
        ...(declared === exhibit.sha256 ? {} : { declared }),
        ...(incident === undefined ? {} : { incident: incident.id }),
      },
    });
    const { device, startedAt, endedAt } = exhibit;
    const isSealed =
      device !== undefined && (await this.marks.isSealed(unit, { device, startedAt, endedAt }));
    if (isSealed) await this.seal(unit, id);
    else if (incident !== undefined) await this.#join(unit, id, incident.id, incident.by);
  }

  /** The one that a person named, or else the one of that place and time. */
  async #incidentOf(
    unit: Unit,
    owner: Actor,
    named: string | undefined,
    exhibit: Exhibit,
  ): Promise<{ readonly id: string; readonly by: Actor } | undefined> {
    const wished = owner.kind !== 'person' || named === undefined ? undefined : await holdOf(unit, named);
    if (wished !== undefined) return { id: wished.incident, by: owner };
    const best = bestOf(await holdsOver(unit, exhibit), exhibit);
    return best === undefined ? undefined : { id: best.incident, by: theSystem };
  }

  /** Nothing where another incident has it, or it is sealed. */
  async join(unit: Unit, id: string, incident: string): Promise<void> {
    await this.#join(unit, id, incident, theSystem);
  }

  async #join(unit: Unit, id: string, incident: string, by: Actor): Promise<void> {
    if (!(await takeIn(unit, id, incident))) return;
    await this.recordings.join(unit, id, incident);
    unit.record({ type: 'evidence.joined', by, subject: { kind: 'evidence', id }, data: { incident } });
  }
}

const clipOf = ({ owner, words }: Received): Pick<Clip, 'device' | 'clip'> | undefined =>
  owner.kind === 'device' && words.clip !== undefined ? { device: owner.id, clip: words.clip } : undefined;

/** A file that tells no time is taken to be of the moment when it began to come in. */
function timesOf(
  { words, startedAt: begun }: Received,
  announced: Clip | undefined,
): Pick<Exhibit, 'startedAt' | 'endedAt'> {
  const startedAt = words.startedAt ?? announced?.startedAt ?? words.endedAt ?? begun;
  return { startedAt, endedAt: words.endedAt ?? announced?.endedAt ?? startedAt };
}
