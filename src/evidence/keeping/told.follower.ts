/** Takes up what the keeper put back, and what the system refused: an entry in the chain of each exhibit whose file it was. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { KeeperFolder } from '../../alarms/keeper.follower.js';
import { theSystem } from '../../kernel/actor.js';
import { Looking } from '../../kernel/looking.js';
import { Followers } from '../../ledger/followers.service.js';
import type { Unit } from '../../storage/unit.js';
import { Writer } from '../../storage/writer.js';
import { exhibitWith, idsOfBytes } from '../evidence.store.js';
import type { RefusedCall } from './audit-log.js';
import { toldFile, type PutBack, type Told } from './keeping.js';

const lookEveryMs = 5_000;
const name = 'keeper';
/** Some hundreds of lines: as many as one transaction takes without a press waiting for it. */
const mostBytes = 64 * 1024;

@Injectable()
export class KeeperTold extends Looking {
  constructor(
    private readonly folder: KeeperFolder,
    private readonly writer: Writer,
    private readonly followers: Followers,
  ) {
    super(lookEveryMs);
  }

  /** One part of what is new. */
  override async look(): Promise<void> {
    if (this.folder.path === undefined) return;
    const cursor = await this.followers.cursor(name);
    const lines = await linesFrom(join(this.folder.path, toldFile), cursor);
    if (lines.length === 0) return;
    await this.writer.write(async (unit) => {
      // Another look may have taken these up meanwhile.
      if ((await this.followers.cursor(name, unit)) !== cursor) return;
      for (const line of lines.trimEnd().split('\n')) await record(unit, JSON.parse(line) as Told);
      await this.followers.keepCursor(unit, name, cursor + Buffer.byteLength(lines));
    });
  }
}

const record = (unit: Unit, told: Told): Promise<void> =>
  'call' in told ? recordRefused(unit, told) : recordPutBack(unit, told);

const recordPutBack = (unit: Unit, { at, sha256, found }: PutBack): Promise<void> =>
  // A file without an exhibit: a slip's photo, or bytes whose row somebody took away.
  recordOf(unit, 'evidence.put-back', sha256, sha256, { sha256, found, foundAt: at });

const recordRefused = (unit: Unit, { at, path, ...refused }: RefusedCall): Promise<void> =>
  recordOf(unit, 'evidence.tamper-refused', hashIn.exec(path)?.[0], path, {
    ...refused,
    path,
    refusedAt: at,
  });

const hashIn = /[0-9a-f]{64}/;

/** @param file what the entry is about where no exhibit has these bytes */
async function recordOf(
  unit: Unit,
  type: string,
  sha256: string | undefined,
  file: string,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  const ids = sha256 === undefined ? [] : await idsOfBytes(unit, sha256);
  for (const id of ids) {
    const incident = (await exhibitWith(unit, id))?.incident;
    unit.record({ type, by: theSystem, subject: { kind: 'evidence', id }, data: { incident, ...data } });
  }
  if (ids.length === 0)
    unit.record({ type, by: theSystem, subject: { kind: 'file', id: sha256 ?? file }, data });
}

/** Whole lines after that many bytes; none where there is no such file yet. */
async function linesFrom(path: string, from: number): Promise<string> {
  const file = await open(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (file === undefined) return '';
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(mostBytes), 0, mostBytes, from);
    const text = buffer.subarray(0, bytesRead).toString('utf8');
    return text.slice(0, text.lastIndexOf('\n') + 1);
  } finally {
    await file.close();
  }
}
