/** Reads exhibits: lists, one of them, its bytes, and the note of each opening. */
import type { Readable } from 'node:stream';
import { stat } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { actorOf, type Viewer } from '../access/viewer.js';
import { theSystem } from '../kernel/actor.js';
import { conflict, missing, reasonOf, unavailable } from '../kernel/errors.js';
import { Entries, type KeptFact } from '../ledger/entries.service.js';
import { word } from '../ledger/ledger.service.js';
import { Recordings } from '../recordings/recordings.service.js';
import { Blobs, type Shelf } from '../storage/blobs.js';
import type { Unit } from '../storage/unit.js';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import {
  EvidenceTable,
  exhibitsOf,
  exhibitWith,
  hasTwin,
  holdsOver,
  listExhibits,
} from './evidence.store.js';
import { evidenceItem, type EvidenceItem, type Exhibit } from './exhibit.js';
import { holds, isHeldBy } from './hold.js';
import type { Span } from './range.js';

/** What a page does with the bytes. */
export type Opening = 'played' | 'shown' | 'downloaded';

/** One exhibit with all that was ever done with it. */
export interface EvidenceFile extends EvidenceItem {
  readonly chain: readonly KeptFact[];
}

export interface ClockedExhibit extends Exhibit {
  /** as its recorder told it: its own clock minus the console's */
  readonly clockOffsetMs?: number;
}

@Injectable()
export class Exhibits {
  constructor(
    private readonly reader: Reader,
    private readonly writer: Writer,
    private readonly blobs: Blobs,
    private readonly entries: Entries,
    private readonly recordings: Recordings,
  ) {}

  /** Newest first. @param cursor what the page before gave as `next` */
  async list(
    limit: number,
    cursor: string | undefined,
  ): Promise<{ items: EvidenceItem[]; next: string | null }> {
    const [receivedAt, id] = cursor?.split('_') ?? [];
    const after = receivedAt === undefined || id === undefined ? undefined : { receivedAt, id };
    const rows = await listExhibits(this.reader, limit + 1, after);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: await this.items(page),
      next: rows.length > limit && last !== undefined ? `${last.receivedAt}_${last.id}` : null,
    };
  }

  /** All that an incident has, in the order in which it was recorded. */
  async itemsOf(incident: string): Promise<EvidenceItem[]> {
    return this.items(await exhibitsOf(this.reader, incident));
  }

  /** As `itemsOf`, with all that is known: for the packet. */
  async ofIncident(incident: string): Promise<ClockedExhibit[]> {
    const all = await exhibitsOf(this.reader, incident);
    // A changed copy is no original: it does not go where originals lie.
    const originals = all.filter(({ derivedFrom }) => derivedFrom === undefined);
    const exhibits = await this.entries.joined(originals);
    const offsets = await this.recordings.clockOffsets(exhibits.map(({ id }) => id));
    return exhibits.map((exhibit) => {
      const clockOffsetMs = offsets.get(exhibit.id);
      return clockOffsetMs === undefined ? exhibit : { ...exhibit, clockOffsetMs };
    });
  }

  /** One with its chain of custody; looking it up is an act of its own, on record before it is answered. */
  async file(id: string, viewer: Viewer): Promise<EvidenceFile> {
    const exhibit = await this.#mustBe(id);
    await this.#note('evidence.consulted', exhibit, viewer, {});
    const [item] = await this.items([exhibit]);
    if (item === undefined) throw unknown();
    const over = (await holdsOver(this.reader, exhibit)).filter(
      (hold) => hold.incident === exhibit.incident || holds(hold, exhibit),
    );
    const chain = await this.entries.about([
      { kind: 'upload', id },
      { kind: 'evidence', id },
      ...over.map((hold) => ({ kind: 'hold', id: hold.id })),
    ]);
    return { ...item, chain };
  }

  /** With its name; @throws EVIDENCE_UNKNOWN */
  async named(id: string): Promise<Exhibit> {
    return this.entries.joined(await this.#mustBe(id));
  }

  /** Held by an incident it belongs to, or by one of its zone around its time. */
  async isHeld(exhibit: Exhibit): Promise<boolean> {
    return isHeldBy(await holdsOver(this.reader, exhibit), exhibit);
  }

  /** A person holds it against deletion. @throws EVIDENCE_HELD with who was first */
  async keep(id: string, reason: string, viewer: Viewer): Promise<EvidenceItem> {
    const by = actorOf(viewer);
    await this.writer.write(async (unit) => {
      const exhibit = await exhibitWith(unit, id);
      if (exhibit === undefined || exhibit.sealed === true) throw unknown();
      if (exhibit.kept !== undefined)
        throw conflict('EVIDENCE_HELD', 'somebody holds it already', {
          first: { at: exhibit.kept.at, by: exhibit.kept.by },
        });
      const kept = { at: unit.at, by, reason: word(reason, 'staff') };
      await unit.rows(EvidenceTable).update({ id }, { kept });
      await this.recordings.keep(unit, id);
      unit.record({
        type: 'evidence.held',
        by,
        subject: { kind: 'evidence', id },
        data: { reason: kept.reason, incident: exhibit.incident },
      });
    });
    const [item] = await this.items([await this.#mustBe(id)]);
    if (item === undefined) throw unknown();
    return item;
  }

  /** The path by which its bytes are read. */
  path({ sha256, declared }: Exhibit): string {
    return this.blobs.file(sha256, shelfOf(sha256, declared));
  }

  /** Resolves once the opening is in the ledger; only then may the first byte leave. */
  noteOpening(exhibit: Exhibit, viewer: Viewer, how: Opening): Promise<void> {
    return this.#note('evidence.viewed', exhibit, viewer, { how });
  }

  async #note(
    type: string,
    { id, incident }: Exhibit,
    viewer: Viewer,
    data: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await this.writer.write(async (unit) =>
      unit.record({
        type,
        by: actorOf(viewer),
        subject: { kind: 'evidence', id },
        data: { incident, ...data, session: viewer.session, address: word(viewer.address, 'access') },
      }),
    );
  }

  /** A packet that leaves the house takes a copy of each of these with it. */
  noteExported(unit: Unit, ids: readonly string[], packet: string): void {
    for (const id of ids)
      unit.record({
        type: 'evidence.exported',
        by: theSystem,
        subject: { kind: 'evidence', id },
        data: { packet },
      });
  }

  /** @param found what its bytes hash to now; undefined where they are not there */
  async checked(unit: Unit, exhibit: Exhibit, found: { readonly sha256: string } | undefined): Promise<void> {
    const { id, sha256, checkedAt } = exhibit;
    await unit.rows(EvidenceTable).update({ id }, { checkedAt: unit.at });
    if (found?.sha256 === sha256) return;
    unit.record({
      type: 'evidence.rotted',
      by: theSystem,
      subject: { kind: 'evidence', id },
      data: {
        incident: exhibit.incident,
        sha256,
        found: found?.sha256,
        wholeAt: checkedAt ?? exhibit.receivedAt,
      },
    });
  }

  /** Takes the bytes of a deleted exhibit from the disk, unless another one has the same. */
  async removeBytes(exhibit: Exhibit): Promise<void> {
    const { id, sha256, declared } = exhibit;
    if (!(await hasTwin(this.reader, exhibit))) await this.blobs.remove(sha256, shelfOf(sha256, declared));
    await this.writer.write((unit) => unit.rows(EvidenceTable).update({ id }, { removedAt: unit.at }));
  }

  /** @throws EVIDENCE_BYTES_MISSING where the disk has not what the row says */
  async demandBytes(exhibit: Exhibit): Promise<void> {
    if (exhibit.state === 'deleted')
      throw conflict('EVIDENCE_DELETED', 'this exhibit was deleted; its hashes are kept', {
        first: exhibit.deleted,
      });
    const size = await sizeOf(this.path(exhibit));
    if (size === exhibit.bytes) return;
    await this.noteUnreadable(
      exhibit,
      new Error(`${exhibit.bytes} bytes were kept, ${size ?? 'none'} are there`),
    );
    throw unavailable(
      'EVIDENCE_BYTES_MISSING',
      'the file of this exhibit cannot be read; tell whoever keeps the machine',
    );
  }

  async noteUnreadable({ id }: Exhibit, error: unknown): Promise<void> {
    const why = word(reasonOf(error), 'staff');
    await this.writer.write(async (unit) =>
      unit.record({
        type: 'evidence.unreadable',
        by: theSystem,
        subject: { kind: 'evidence', id },
        data: { why },
      }),
    );
  }

  bytes({ sha256, declared }: Exhibit, span: Span): Readable {
    return this.blobs.open(sha256, span, shelfOf(sha256, declared));
  }

  async items(rows: readonly Exhibit[]): Promise<EvidenceItem[]> {
    if (rows.length === 0) return [];
    const named = await this.entries.joined(rows);
    const all = await holdsOver(this.reader, {
      startedAt: rows.map(({ startedAt }) => startedAt).reduce((a, b) => (a < b ? a : b)),
      endedAt: rows.map(({ endedAt }) => endedAt).reduce((a, b) => (a > b ? a : b)),
    });
    return named.map((exhibit) => evidenceItem(exhibit, isHeldBy(all, exhibit)));
  }

  async #mustBe(id: string): Promise<Exhibit> {
    const exhibit = await exhibitWith(this.reader, id);
    if (exhibit === undefined || exhibit.sealed === true) throw unknown();
    return exhibit;
  }
}

const unknown = (): Error => missing('EVIDENCE_UNKNOWN', 'there is no such exhibit');

/** Bytes that are not those that were declared lie apart. */
const shelfOf = (sha256: string, declared: string): Shelf => (sha256 === declared ? 'blobs' : 'quarantine');

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
