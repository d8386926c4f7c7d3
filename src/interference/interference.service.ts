/** Files records of interference, seals the recordings that show it, and notes who reads them. */
import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { actorOf, type Viewer } from '../access/viewer.js';
import type { Actor } from '../kernel/actor.js';
import { toInstant, toMs, type Instant } from '../kernel/clock.js';
import { missing } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { Entries } from '../ledger/entries.service.js';
import { word } from '../ledger/ledger.service.js';
import type { Clip } from '../recordings/clip.js';
import { Marks, type Flagged } from '../recordings/marks.service.js';
import { Blobs } from '../storage/blobs.js';
import { Reader } from '../storage/reader.js';
import type { RecordedFact, Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import {
  exhibitsOf,
  spanOf,
  type Channel,
  type InterferenceItem,
  type InterferenceRecord,
  type InterferenceTag,
} from './interference.js';
import { InterferenceTable, listRecords, recordWith } from './interference.store.js';

export interface Filing {
  readonly tag: InterferenceTag;
  readonly channel?: Channel | undefined;
  readonly happenedAt?: Instant | undefined;
  /** the recording that shows it */
  readonly clip?: string | undefined;
  readonly who?: string | undefined;
  readonly unit?: string | undefined;
  readonly caseNumber?: string | undefined;
  readonly content?: string | undefined;
}

const written = ['who', 'unit', 'caseNumber', 'content'] as const;

@Injectable()
export class Interference {
  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly entries: Entries,
    private readonly marks: Marks,
    private readonly blobs: Blobs,
  ) {}

  /** A key for 干预 or 过问 was pressed on a recorder: what it recorded then is sealed, whoever files the rest. */
  async flag(unit: Unit, fact: RecordedFact, event: Flagged): Promise<void> {
    const { device } = fact.data as { device: string };
    const from = utc(event.from);
    const span = { device, from, to: utc(event.to) };
    await this.#keep(
      unit,
      { tag: event.tag as InterferenceTag, channel: 'phone', happenedAt: from, ...span },
      fact.by,
    );
  }

  /** @returns its id alone: who files it does not read the register. @throws CLIP_UNKNOWN */
  file(filing: Filing, by: Actor): Promise<{ id: string }> {
    return this.writer.write(async (unit) => {
      const { tag, channel, clip: clipId, happenedAt } = filing;
      const clip = clipId === undefined ? undefined : await this.marks.clip(unit, clipId);
      const span = clip === undefined ? {} : { device: clip.device, from: clip.startedAt, to: clip.endedAt };
      const words = Object.fromEntries(
        written.flatMap((name) => {
          const text = filing[name];
          return text === undefined ? [] : [[name, word(text, 'sealed')]];
        }),
      );
      const at = utc(happenedAt ?? clip?.startedAt ?? unit.at);
      const about = { tag, happenedAt: at, ...span, ...words, ...(channel === undefined ? {} : { channel }) };
      return { id: await this.#keep(unit, about, by) };
    });
  }

  /** The reading is in the ledger before anybody reads. */
  async list(
    viewer: Viewer,
    limit: number,
    cursor: string | undefined,
  ): Promise<{ items: InterferenceItem[]; next: string | null }> {
    const [at, id] = cursor?.split('_') ?? [];
    const after = at === undefined || id === undefined ? undefined : { at, id };
    const rows = await listRecords(this.reader, limit + 1, after);
    const page = rows.slice(0, limit);
    await this.#note(viewer, 'interference.read', 'register', { records: page.map((row) => row.id) });
    const items = await Promise.all(page.map((row) => this.#item(row)));
    const last = page.at(-1);
    return {
      items: await this.entries.joined(items),
      next: rows.length > limit && last !== undefined ? `${last.at}_${last.id}` : null,
    };
  }

  /** The bytes of a recording of a record, noted before the first one leaves. @throws RECORD_MISSING */
  async listen(viewer: Viewer, id: string, recording: string): Promise<{ mime: string; bytes: Readable }> {
    const record = await recordWith(this.reader, id);
    const clips = record === undefined ? [] : await this.#clipsOf(record);
    const clip = clips.find((one) => one.id === recording);
    if (clip?.state !== 'stored') throw missing('RECORD_MISSING', 'there is no such record in the register');
    await this.#note(viewer, 'interference.heard', id, { recording });
    return { mime: clip.mime, bytes: this.blobs.open(clip.sha256) };
  }

  async #keep(unit: Unit, about: Omit<InterferenceRecord, 'id' | 'at' | 'by'>, by: Actor): Promise<string> {
    const id = newIdentifier(toMs(unit.at), { bytes: randomBytes });
    await unit.rows(InterferenceTable).insert({ id, at: unit.at, by, ...about });
    const { device, from, to, ...told } = about;
    const span = spanOf(about);
    const evidence = span === undefined ? [] : exhibitsOf(await this.marks.seal(unit, span));
    unit.record({
      type: 'interference.recorded',
      by,
      subject: { kind: 'interference', id },
      data: { ...told, device, from, to, evidence },
    });
    return id;
  }

  async #item(record: InterferenceRecord): Promise<InterferenceItem> {
    const clips = await this.#clipsOf(record);
    return {
      ...record,
      recordings: clips.map(({ id, sha256, state, startedAt, endedAt }) => ({
        id,
        sha256,
        state,
        startedAt,
        endedAt,
      })),
    };
  }

  async #clipsOf(record: InterferenceRecord): Promise<Clip[]> {
    const span = spanOf(record);
    return span === undefined ? [] : this.marks.sealedOver(span);
  }

  async #note(viewer: Viewer, type: string, id: string, data: Record<string, unknown>): Promise<void> {
    await this.writer.write(async (unit) =>
      unit.record({ type, by: actorOf(viewer), subject: { kind: 'interference', id }, data }),
    );
  }
}

const utc = (at: string): string => toInstant(Date.parse(at));
