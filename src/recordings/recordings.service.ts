/** Brings together what a recorder announces and what it uploads. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EventOf } from '../../devices/protocol/event.js';
import { laterBy, toInstant } from '../kernel/clock.js';
import { theSystem } from '../kernel/actor.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { Entries } from '../ledger/entries.service.js';
import { word } from '../ledger/ledger.service.js';
import { Places } from '../places/places.service.js';
import { Reader } from '../storage/reader.js';
import type { Asking, RecordedFact, Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { judged, recordingItem, takes, type Clip, type RecordingItem } from './clip.js';
import { dueAfterMs } from './mark.js';
import { isSealedSpan } from './marks.store.js';
import {
  clipNamed,
  clipsOf,
  ClipsTable,
  listClips,
  missClip,
  overdueClips,
  type Wanted,
} from './recordings.store.js';

export type ClipReady = Extract<EventOf<'recorder'>, { type: 'clip-ready' }>;

/** Bytes that came in for a clip; `sha256` is the hash that they have. */
export interface Arrival extends Pick<
  Clip,
  'device' | 'clip' | 'place' | 'zone' | 'sha256' | 'bytes' | 'mime' | 'startedAt' | 'endedAt'
> {
  readonly evidence: string;
  /** whether upload and its own declaration agreed */
  readonly state: 'stored' | 'quarantined';
}

@Injectable()
export class Recordings {
  constructor(
    private readonly reader: Reader,
    private readonly writer: Writer,
    private readonly places: Places,
    private readonly entries: Entries,
  ) {}

  clipNamed(asking: Asking, device: string, clip: string): Promise<Clip | undefined> {
    return clipNamed(asking, device, clip);
  }

  /** A recorder says that it has a clip and will send it. */
  async announce(unit: Unit, fact: RecordedFact, event: ClipReady): Promise<void> {
    const { device } = fact.data as Pick<Clip, 'device'>;
    const { place, zone } = this.#whereOf(fact, event);
    const clip = { ...announced(event), ...caseOf(event) };
    const before = await clipNamed(unit, device, event.clip);
    if (clip.caseNumber !== undefined)
      unit.record({
        type: 'clip.assigned',
        by: fact.by,
        subject: { kind: 'clip', id: event.clip },
        data: { device, place, caseNumber: clip.caseNumber },
      });
    if (before === undefined) {
      const sealed = await this.#sealOf(unit, { device, ...clip });
      const dueAt = laterBy(unit.at, dueAfterMs(event.bytes));
      const row: Clip = {
        id: newId(),
        device,
        clip: event.clip,
        place,
        zone,
        ...clip,
        state: 'expected',
        dueAt,
      };
      await unit.rows(ClipsTable).insert({ ...row, ...sealed });
      return;
    }
    const contradicts = before.sha256 !== clip.sha256;
    if (before.state !== 'stored' || !contradicts) {
      await unit.rows(ClipsTable).update({ id: before.id }, clip);
      return;
    }
    await unit.rows(ClipsTable).update({ id: before.id }, { ...clip, state: 'quarantined' });
    unit.record({
      type: 'clip.contradicted',
      by: fact.by,
      subject: { kind: 'clip', id: before.id },
      data: { device, evidence: before.evidence, sha256: before.sha256, declared: clip.sha256 },
    });
  }

  /** @returns how the bytes stand beside what was announced */
  async arrive(unit: Unit, arrival: Arrival): Promise<Arrival['state']> {
    const { evidence, device, clip, ...about } = arrival;
    const before = await clipNamed(unit, device, clip);
    const state = judged(before, arrival.sha256, arrival.state);
    if (before === undefined)
      await unit.rows(ClipsTable).insert({
        id: newId(),
        device,
        clip,
        ...about,
        evidence,
        state,
        ...(await this.#sealOf(unit, { ...about, device })),
      });
    else if (takes(before, state)) await unit.rows(ClipsTable).update({ id: before.id }, { evidence, state });
    if (before?.state === 'missing')
      unit.record({
        type: 'clip.found',
        by: theSystem,
        subject: { kind: 'clip', id: before.id },
        data: { device, place: before.place, evidence },
      });
    return state;
  }

  /** A further field of `clip-ready`: where a body-worn recorder really was; else where the device hangs. */
  #whereOf({ data }: RecordedFact, event: ClipReady): Pick<Clip, 'place' | 'zone'> {
    const said = event['place'];
    return typeof said === 'string' && this.places.of(said) !== undefined
      ? { place: said, zone: this.places.zoneOf(said) }
      : (data as unknown as Pick<Clip, 'place' | 'zone'>);
  }

  /** Announced, and not here in its time: each is told once. */
  async missDue(now: string): Promise<void> {
    for (const { id, device, place, clip } of await overdueClips(this.reader, now))
      await this.writer.write(async (unit) => {
        if (!(await missClip(unit, id))) return;
        const data = { device, place, clip };
        unit.record({ type: 'clip.missing', by: theSystem, subject: { kind: 'clip', id }, data });
      });
  }

  async #sealOf(
    unit: Unit,
    span: Pick<Clip, 'device' | 'startedAt' | 'endedAt'>,
  ): Promise<Pick<Clip, 'sealed'>> {
    return (await isSealedSpan(unit, span)) ? { sealed: true } : {};
  }

  /** The exhibit of these clips belongs to an incident. */
  async join(unit: Unit, evidence: string, incident: string): Promise<void> {
    await unit.rows(ClipsTable).update({ evidence }, { incident });
  }

  /** A person holds the exhibit of these clips against deletion. */
  async keep(unit: Unit, evidence: string): Promise<void> {
    await unit.rows(ClipsTable).update({ evidence }, { kept: true });
  }

  /** By exhibit, milliseconds: how far the recorder's clock was from the console's, where it told. */
  async clockOffsets(evidence: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const clips = await clipsOf(this.reader, evidence);
    return new Map(
      clips.flatMap(({ evidence: id, clockOffsetMs }) =>
        id === undefined || clockOffsetMs === undefined ? [] : [[id, clockOffsetMs]],
      ),
    );
  }

  /** Newest first. @param cursor what the page before gave as `next` */
  async list(
    limit: number,
    cursor: string | undefined,
    wanted: Omit<Wanted, 'after'> = {},
  ): Promise<{ items: RecordingItem[]; next: string | null }> {
    const [startedAt, id] = cursor?.split('_') ?? [];
    const after = startedAt === undefined || id === undefined ? undefined : { startedAt, id };
    const rows = await listClips(this.reader, limit + 1, { ...wanted, after });
    const items = rows.slice(0, limit).map(recordingItem);
    const last = items.at(-1);
    return {
      items: await this.entries.joined(items),
      next: rows.length > limit && last !== undefined ? `${last.startedAt}_${last.id}` : null,
    };
  }
}

const newId = (): string => newIdentifier(Date.now(), { bytes: randomBytes });

/** A further field of `clip-ready`: the case that the recorder's officer was sent for. */
const caseOf = (event: ClipReady): Pick<Clip, 'caseNumber'> =>
  typeof event['case'] === 'string' ? { caseNumber: word(event['case'], 'staff') } : {};

function announced({ sha256, bytes, mime, startedAt, endedAt, clockOffsetMs }: ClipReady) {
  const offset = clockOffsetMs === undefined ? undefined : Math.round(clockOffsetMs);
  return {
    sha256,
    bytes,
    mime,
    startedAt: toInstant(Date.parse(startedAt)),
    endedAt: toInstant(Date.parse(endedAt)),
    ...(offset === undefined || !Number.isSafeInteger(offset) ? {} : { clockOffsetMs: offset }),
  };
}
