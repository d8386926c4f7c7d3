/** Reads exhibits: lists, one of them, its bytes, and the note of each opening. */
import type { Readable } from 'node:stream';
import { stat } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { actorOf, type Viewer } from '../access/viewer.js';
import { theSystem } from '../kernel/actor.js';
import { conflict, missing, reasonOf, unavailable } from '../kernel/errors.js';
import { Entries } from '../ledger/entries.service.js';
import { word } from '../ledger/ledger.service.js';
import { Recordings } from '../recordings/recordings.service.js';
import { Blobs, type Shelf } from '../storage/blobs.js';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { EvidenceTable, exhibitsOf, exhibitWith, holdsOver, listExhibits } from './evidence.store.js';
import { evidenceItem, type EvidenceItem, type Exhibit } from './exhibit.js';
import { isHeldBy } from './hold.js';
import type { Span } from './range.js';

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
      items: await this.#items(page),
      next: rows.length > limit && last !== undefined ? `${last.receivedAt}_${last.id}` : null,
    };
  }

  /** All that an incident has, in the order in which it was recorded. */
  async itemsOf(incident: string): Promise<EvidenceItem[]> {
    return this.#items(await exhibitsOf(this.reader, incident));
  }

  /** As `itemsOf`, with all that is known: for the packet. */
  async ofIncident(incident: string): Promise<ClockedExhibit[]> {
    const exhibits = await this.entries.joined(await exhibitsOf(this.reader, incident));
    const offsets = await this.recordings.clockOffsets(exhibits.map(({ id }) => id));
    return exhibits.map((exhibit) => {
      const clockOffsetMs = offsets.get(exhibit.id);
      return clockOffsetMs === undefined ? exhibit : { ...exhibit, clockOffsetMs };
    });
  }

  async item(id: string): Promise<EvidenceItem> {
    const [item] = await this.#items([await this.#mustBe(id)]);
    if (item === undefined) throw unknown();
    return item;
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
      unit.record({
        type: 'evidence.held',
        by,
        subject: { kind: 'evidence', id },
        data: { reason: kept.reason, incident: exhibit.incident },
      });
    });
    return this.item(id);
  }

  /** The file of its bytes. */
  file({ sha256, declared }: Exhibit): string {
    return this.blobs.path(sha256, shelfOf(sha256, declared));
  }

  /** Resolves once the opening is in the ledger; only then may the first byte leave. */
  async noteOpening({ id, incident }: Exhibit, viewer: Viewer): Promise<void> {
    await this.writer.write(async (unit) =>
      unit.record({
        type: 'evidence.viewed',
        by: actorOf(viewer),
        subject: { kind: 'evidence', id },
        data: incident === undefined ? {} : { incident },
      }),
    );
  }

  /** @throws EVIDENCE_BYTES_MISSING where the disk has not what the row says */
  async demandBytes(exhibit: Exhibit): Promise<void> {
    const size = await sizeOf(this.file(exhibit));
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

  async #items(rows: readonly Exhibit[]): Promise<EvidenceItem[]> {
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
