/** One round of the keeper: takes new files in, and sees that each kept one is where the console looks for it. */
import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, linkSync, lstatSync, renameSync, rmSync, type Stats } from 'node:fs';
import { reasonOf } from '../../kernel/errors.js';
import { followed } from '../../ledger/attested.js';
import type { NoteKey } from '../../ledger/note.js';
import type { Checks } from '../../ledger/witness.js';
import { newIn } from './audit-log.adapter.js';
import { refusedIn } from './audit-log.js';
import { Folder, type Owning } from './folder.adapter.js';
import type { Kept } from './kept.adapter.js';
import { mayGo, shelves, waitsMs, type Answers, type KeptShelf } from './keeping.js';

export interface Round {
  kept: number;
  putBack: number;
  released: number;
  /** calls of the console's user that the kernel refused */
  refused: number;
  /** what could not be done, for whoever keeps the machine */
  readonly failed: string[];
}

export interface Asked {
  /** @param hashes whose names are not there @throws where the database does not answer */
  ask(hashes: readonly string[]): Answers;
  readonly checks: Checks;
  /** of auditd; undefined where this machine has none */
  readonly auditLog: string | undefined;
}

interface Lost {
  readonly shelf: KeptShelf;
  readonly sha256: string;
  /** `waits`: it is in its place, put back while the signature under its deletion was still to come */
  readonly found: 'gone' | 'changed' | 'waits';
}

/** from the console's folder, or the keeper's */
type Path = readonly [KeptShelf, ...string[]];

const pair = /^[0-9a-f]{2}$/;
const hex64 = /^[0-9a-f]{64}$/;

export class Keeper {
  readonly #round: Round = { kept: 0, putBack: 0, released: 0, refused: 0, failed: [] };
  readonly #lost: Lost[] = [];

  /** @param data the console's folder, held open @param owner the console's user */
  constructor(
    private readonly data: Folder,
    private readonly kept: Kept,
    private readonly owner: Owning,
    private readonly asked: Asked,
  ) {}

  go(): Round {
    for (const shelf of shelves) this.#inside(this.data, [shelf]);
    if (this.#lost.length > 0 || this.kept.trusted === undefined)
      this.#trying('the ledger', () => this.#settle());
    const { auditLog } = this.asked;
    if (auditLog !== undefined) this.#trying(auditLog, () => this.#hear(auditLog));
    return this.#round;
  }

  #hear(auditLog: string): void {
    for (const part of newIn(auditLog, this.kept.heard)) {
      const { refused, read } = refusedIn(part.text);
      if (refused.length > 0) this.kept.tell(...refused);
      this.kept.hear(part.after(read));
      this.#round.refused += refused.reduce((sum, { times }) => sum + times, 0);
    }
  }

  /** Two levels of folders by the first four digits, then the files; a name that is only here or only there too. */
  #inside(parent: Folder | undefined, path: Path): void {
    const folder = parent?.inner(path.at(-1) ?? '');
    try {
      for (const name of new Set([...this.kept.names(...path), ...(folder?.names() ?? [])]))
        this.#each(folder, path, name);
    } finally {
      folder?.close();
    }
  }

  #each(folder: Folder | undefined, path: Path, name: string): void {
    const [shelf, ...digits] = path;
    if (digits.length < 2) {
      if (pair.test(name)) this.#inside(folder, [...path, name]);
    } else if (hex64.test(name) && name.startsWith(digits.join('')))
      this.#trying(name, () => this.#look(folder, shelf, name));
  }

  #look(folder: Folder | undefined, shelf: KeptShelf, sha256: string): void {
    const kept = lstatSync(this.kept.file(shelf, sha256), { throwIfNoEntry: false });
    const named = folder?.seen(sha256);
    if (kept === undefined) {
      if (folder !== undefined && named?.isFile() === true) this.#take(folder, shelf, sha256);
    } else if (named !== undefined && isSame(named, kept)) {
      if (this.kept.isWaiting(sha256)) this.#lost.push({ shelf, sha256, found: 'waits' });
    } else
      this.#missed(folder, { shelf, sha256, found: named === undefined ? 'gone' : 'changed' }, kept.size);
  }

  #missed(folder: Folder | undefined, lost: Lost, size: number): void {
    const { shelf, sha256, found } = lost;
    // The same bytes came once more: the console replaced the name, which is no harm, and mends a kept one that rotted.
    if (folder === undefined || found !== 'changed' || !this.#takeAgain(folder, shelf, sha256, size))
      this.#lost.push(lost);
  }

  #takeAgain(folder: Folder, shelf: KeptShelf, sha256: string, size: number): boolean {
    if (folder.seen(sha256)?.isFile() !== true) return false;
    const fd = folder.file(sha256);
    try {
      const found = fstatSync(fd);
      if (!found.isFile() || found.size !== size || !this.kept.take(fd, size, shelf, sha256)) return false;
    } finally {
      closeSync(fd);
    }
    this.#name(folder, shelf, sha256);
    return true;
  }

  #take(folder: Folder, shelf: KeptShelf, sha256: string): void {
    const fd = folder.file(sha256);
    try {
      const { ino, ctimeMs, size } = fstatSync(fd);
      const state = `${sha256}.${ino}.${ctimeMs}`;
      if (this.kept.wasJudged(state)) return;
      if (!this.kept.take(fd, size, shelf, sha256)) {
        this.kept.judge(state);
        throw new Error(`${sha256}: its bytes are not what its name says, so it is not kept`);
      }
      this.#name(folder, shelf, sha256);
      this.#round.kept += 1;
    } finally {
      closeSync(fd);
    }
  }

  /** Gives the kept file its name in the console's folder, instead of whatever file has it. */
  #name(folder: Folder, shelf: KeptShelf, sha256: string): void {
    const second = folder.at(`${sha256}.${randomBytes(8).toString('hex')}`);
    linkSync(this.kept.file(shelf, sha256), second);
    renameSync(second, folder.at(sha256));
    rmSync(second, { force: true });
  }

  #settle(): void {
    const answers = this.#answers();
    const key = answers === undefined ? undefined : this.#trusted(answers);
    for (const lost of this.#lost)
      this.#trying(lost.sha256, () => this.#decide(lost, answers?.owners[lost.sha256], key));
  }

  #answers(): Answers | undefined {
    try {
      return this.asked.ask(this.#lost.map(({ sha256 }) => sha256));
    } catch (error) {
      this.#round.failed.push(`the ledger could not be asked: ${reasonOf(error)}`);
      return undefined;
    }
  }

  #trusted({ key, statements }: Answers): NoteKey | undefined {
    const first = key && { name: key.name, publicKey: Buffer.from(key.publicKey, 'base64') };
    const before = this.kept.trusted ?? first;
    if (before === undefined) return undefined;
    const now = followed(before, statements, this.asked.checks);
    if (now !== this.kept.trusted) this.kept.trust(now);
    return now;
  }

  /** @param owners undefined where the database did not answer */
  #decide(lost: Lost, owners: Answers['owners'][string] | undefined, key: NoteKey | undefined): void {
    const { shelf, sha256, found } = lost;
    const may = owners === undefined ? 'not-yet' : mayGo(sha256, owners, key, this.asked.checks);
    if (may === 'yes') {
      if (found === 'waits') this.#moveAway(shelf, sha256);
      this.kept.drop(shelf, sha256);
      this.#round.released += 1;
    } else if (may === 'no') {
      this.kept.stopWaiting(sha256);
      if (found !== 'waits') this.#putBack(shelf, sha256, found);
    } else if (found !== 'waits' && Date.now() - this.kept.waitsSince(sha256) > waitsMs)
      this.#putBack(shelf, sha256, found);
  }

  #putBack(shelf: KeptShelf, sha256: string, found: 'gone' | 'changed'): void {
    this.kept.tell({ at: new Date().toISOString(), shelf, sha256, found });
    this.#inFolderOf(shelf, sha256, (folder) => {
      if (folder.seen(sha256) !== undefined) renameSync(folder.at(sha256), this.kept.aside(sha256));
      linkSync(this.kept.file(shelf, sha256), folder.at(sha256));
    });
    this.#round.putBack += 1;
  }

  #moveAway(shelf: KeptShelf, sha256: string): void {
    this.#inFolderOf(shelf, sha256, (folder) => rmSync(folder.at(sha256), { force: true }));
  }

  /** Makes the folders anew where they are gone, and moves away what stands in their place. */
  #inFolderOf(shelf: KeptShelf, sha256: string, act: (folder: Folder) => void): void {
    const open: Folder[] = [this.data];
    try {
      for (const name of [shelf, sha256.slice(0, 2), sha256.slice(2, 4)]) {
        const parent = open.at(-1) ?? this.data;
        let folder = parent.inner(name);
        if (folder === undefined) {
          if (parent.seen(name) !== undefined) renameSync(parent.at(name), this.kept.aside(name));
          folder = parent.make(name, this.owner);
        }
        open.push(folder);
      }
      act(open.at(-1) ?? this.data);
    } finally {
      for (const folder of open.slice(1)) folder.close();
    }
  }

  #trying(what: string, act: () => void): void {
    try {
      act();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const why =
        code === 'EXDEV'
          ? 'COURT_KEEPER_DIR and COURT_DATA_DIR must lie in one file system and under one mount (in systemd under one ReadWritePaths)'
          : reasonOf(error);
      this.#round.failed.push(`${what}: ${why}`);
    }
  }
}

const isSame = (a: Stats, b: Stats): boolean => a.ino === b.ino && a.dev === b.dev;
