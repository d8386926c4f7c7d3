/**
 * Pictures of slips from their arrival until the ledger names them: in a folder of their own, because nothing is ever
 * removed from among the kept files (decision 21), and a picture whose slip was never written down must go.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Looking } from '../kernel/looking.js';
import { Entries } from '../ledger/entries.service.js';
import { Blobs } from '../storage/blobs.js';

const lookEveryMs = 3_600_000;

@Injectable()
export class Pictures extends Looking {
  readonly #folder: string;
  /** names of those whose request is still at work */
  readonly #underWay = new Set<string>();

  constructor(
    dataDir: string,
    private readonly blobs: Blobs,
    private readonly entries: Entries,
  ) {
    super(lookEveryMs);
    this.#folder = join(dataDir, 'pictures');
  }

  /** @param write is given the hash once the bytes are durable; unless it writes that hash down, they go again */
  async keep<Written>(
    slip: string,
    bytes: Uint8Array,
    write: (sha256: string) => Promise<Written>,
  ): Promise<Written> {
    const name = `${slip}.${randomBytes(8).toString('hex')}`;
    this.#underWay.add(name);
    try {
      await this.#store(name, bytes);
      try {
        return await write(hashOf(bytes));
      } finally {
        await this.#settle(name);
      }
    } finally {
      this.#underWay.delete(name);
    }
  }

  /** What a kill left behind. */
  override async look(): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    for (const name of names)
      // Its request may have settled it meanwhile; what cannot be settled now is tried again.
      if (!this.#underWay.has(name)) await this.#settle(name).catch(() => {});
  }

  async #store(name: string, bytes: Uint8Array): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const file = await open(join(this.#folder, name), 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    const folder = await open(this.#folder);
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  /** To the kept files where an entry of its slip names it, else away. */
  async #settle(name: string): Promise<void> {
    const path = join(this.#folder, name);
    const [slip = ''] = name.split('.');
    const sha256 = hashOf(await readFile(path));
    const entries = await this.entries.about([{ kind: 'slip', id: slip }]);
    const isNamed = entries.some(({ data }) => data['sha256'] === sha256 || data['signature'] === sha256);
    if (isNamed) await this.blobs.keep(path, sha256);
    else await rm(path);
  }
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
