/** Sees to it that the keeper of evidence files still comes round: it is another program, which cannot tell that it does not run. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Looking } from '../kernel/looking.js';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { openTroublesOf } from './alarms.store.js';
import { keeperTrouble, roundFile, type KeeperRound } from './keeper-round.js';
import { Troubles } from './troubles.service.js';

const lookEveryMs = 30_000;
const kind = 'keeper';

/** Undefined where this house has no keeper. */
export class KeeperFolder {
  constructor(readonly path: string | undefined) {}
}

@Injectable()
export class KeeperWatch extends Looking {
  constructor(
    private readonly folder: KeeperFolder,
    private readonly reader: Reader,
    private readonly writer: Writer,
    private readonly troubles: Troubles,
  ) {
    super(lookEveryMs);
  }

  override async look(): Promise<void> {
    const round = await roundIn(this.folder.path);
    if (round === undefined) return;
    const note = keeperTrouble(round, Date.now());
    const standing = await openTroublesOf(this.reader, kind, undefined);
    if (standing.length === (note === undefined ? 0 : 1) && standing[0]?.detail['note'] === note) return;
    await this.writer.write(async (unit) => {
      await this.troubles.end(unit, kind, undefined, ({ detail }) => detail['note'] !== note);
      if (note !== undefined) await this.troubles.raise(unit, { kind, detail: { note } });
    });
  }
}

/** None before its first one. */
async function roundIn(folder: string | undefined): Promise<KeeperRound | undefined> {
  if (folder === undefined) return undefined;
  try {
    return JSON.parse(await readFile(join(folder, roundFile), 'utf8')) as KeeperRound;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
