/** What was not understood: messages of known devices, and strangers who were turned away. */
import { Injectable } from '@nestjs/common';
import { missing } from '../kernel/errors.js';
import { Entries, type KeptFact } from '../ledger/entries.service.js';
import { Reader } from '../storage/reader.js';
import { odditiesBefore, oddityCounts, oddityNamed } from './oddities.store.js';
import type { OddityCount, OddityDetail, OddityItem } from './oddity.js';

@Injectable()
export class Oddities {
  constructor(
    private readonly reader: Reader,
    private readonly entries: Entries,
  ) {}

  /** @param cursor what the page before gave as `next` */
  async list(
    limit: number,
    device: string | undefined,
    cursor: string | undefined,
  ): Promise<{ items: OddityItem[]; next: string | null }> {
    const [at, sha256] = cursor?.split('_') ?? [];
    const after = at === undefined || sha256 === undefined ? undefined : { at, sha256 };
    const rows = await odditiesBefore(this.reader, limit + 1, device, after);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items,
      next: rows.length > limit && last !== undefined ? `${last.receivedAt}_${last.sha256}` : null,
    };
  }

  counts(): Promise<OddityCount[]> {
    return oddityCounts(this.reader);
  }

  /** @throws `missing` ODDITY_MISSING */
  async one(device: string, kind: string, sha256: string): Promise<OddityDetail> {
    const found = await oddityNamed(this.reader, device, kind, sha256);
    if (found === undefined) throw missing('ODDITY_MISSING', 'there is no such message');
    return found;
  }

  /** Who is enrolled nowhere and was turned away, the newest first. */
  strangers(limit: number): Promise<KeptFact[]> {
    return this.entries.lastAbout({ kind: 'device', id: 'stranger' }, limit);
  }
}
