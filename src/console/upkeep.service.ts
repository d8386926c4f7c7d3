/** How the ledger and the disk stand, and what was set, for who keeps the house running. */
import { basename, dirname, join } from 'node:path';
import { toInstant } from '../kernel/clock.js';
import type { ToldSetting } from '../kernel/told-setting.js';
import { DomainError } from '../kernel/errors.js';
import type { Checkpoints } from '../ledger/checkpoints.service.js';
import type { Ledger } from '../ledger/ledger.service.js';
import type { Verification } from '../ledger/verification.js';
import type { Blobs } from '../storage/blobs.js';
import type { Reader } from '../storage/reader.js';
import { reserveBytes, roomOf } from '../uploads/upload.js';
import { useOf, type Use } from './disk-use.adapter.js';
import type { LedgerOverview, StorageOverview } from './upkeep.js';

export interface HouseSettings {
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly told: readonly ToldSetting[];
}

const measuredForMs = 60_000;

export class Upkeep {
  #measured: { readonly atMs: number; readonly overview: Promise<StorageOverview> } | undefined;

  constructor(
    private readonly house: HouseSettings,
    private readonly ledger: Ledger,
    private readonly checkpoints: Checkpoints,
    private readonly blobs: Blobs,
    private readonly reader: Reader,
  ) {}

  async ledgerNow(): Promise<LedgerOverview> {
    const newest = this.checkpoints.newest();
    return {
      head: this.ledger.head(),
      ...this.#key(),
      ...(newest === undefined ? {} : { checkpoint: newest }),
      witnesses: await this.checkpoints.witnesses(),
      standing: this.checkpoints.standing,
      verification: this.checkpoints.verifications.now,
    };
  }

  get told(): readonly ToldSetting[] {
    return this.house.told;
  }

  verify(): Verification {
    return this.checkpoints.verifications.start();
  }

  /** Looking at every file takes a while, so what was measured is told for a minute. */
  storage(nowMs = Date.now()): Promise<StorageOverview> {
    if (this.#measured === undefined || nowMs - this.#measured.atMs > measuredForMs)
      this.#measured = { atMs: nowMs, overview: this.#measure(nowMs) };
    return this.#measured.overview;
  }

  async #measure(nowMs: number): Promise<StorageOverview> {
    const { dataDir } = this.house;
    const { freeBytes, totalBytes } = await this.blobs.disk();
    const parts: StorageOverview['parts'][number][] = [{ part: 'database', ...(await this.#database()) }];
    for (const part of ['blobs', 'quarantine', 'uploads', 'packets'] as const)
      parts.push({ part, ...(await useOf(join(dataDir, part))) });
    return {
      freeBytes,
      totalBytes,
      reserveBytes: reserveBytes(totalBytes),
      room: roomOf(freeBytes, totalBytes),
      parts,
      measuredAt: toInstant(nowMs),
    };
  }

  async #database(): Promise<Use> {
    const { databaseUrl } = this.house;
    if (databaseUrl.startsWith('sqlite:')) {
      const file = databaseUrl.slice('sqlite:'.length);
      return useOf(dirname(file), (name) => name.startsWith(basename(file)));
    }
    const [row] = await this.reader.query<{ bytes: string }>(
      'SELECT pg_database_size(current_database()) AS "bytes"',
    );
    return { bytes: Number(row?.bytes ?? 0), files: 0 };
  }

  #key(): Pick<LedgerOverview, 'key'> {
    try {
      return { key: { name: this.checkpoints.name, fingerprint: this.checkpoints.fingerprint() } };
    } catch (error) {
      if (error instanceof DomainError) return {};
      throw error;
    }
  }
}
