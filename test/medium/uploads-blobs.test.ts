import {
  chmodSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { KeeperWatch } from '../../src/alarms/keeper.follower.js';
import { KeeperTold } from '../../src/evidence/keeping/told.follower.js';
import { Checkpoints } from '../../src/ledger/checkpoints.service.js';
import { Blobs } from '../../src/storage/blobs.js';
import { agedBy, brings, past, post } from '../support/custody.js';
import { hashOf, keeperDirOf, withExhibitCourt } from '../support/exhibit-court.js';
import { attempt, belongToConsole, isRoot, keeperRound } from '../support/keeper.js';
import { spokenWav } from '../support/wav.js';

// Processes are started here; a machine that does much else at the time is no failure.
jest.setTimeout(60_000);

const bytes = Buffer.from('当庭辱骂');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'court-blobs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const temp = (): string => {
  const path = join(folder, 'temp');
  writeFileSync(path, bytes);
  return path;
};

describe('the store of files', () => {
  it('keeps a file under its hash, read-only, and takes the temporary one away', async () => {
    const blobs = new Blobs(folder);
    const path = await blobs.keep(temp(), hashOf(bytes));
    const hash = hashOf(bytes);
    expect(path).toBe(join(folder, 'blobs', hash.slice(0, 2), hash.slice(2, 4), hash));
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o400);
    expect(existsSync(join(folder, 'temp'))).toBe(false);
    expect(await buffer(blobs.open(hash))).toEqual(bytes);
    expect(await buffer(blobs.open(hash, { start: 3, end: 5 }))).toEqual(Buffer.from('庭'));
  });

  it('mends a file that rotted when the same bytes come again, and may be asked twice', async () => {
    const blobs = new Blobs(folder);
    const path = await blobs.place(temp(), hashOf(bytes));
    await blobs.place(join(folder, 'temp'), hashOf(bytes));
    rmSync(path);
    writeFileSync(path, 'rotten');
    await blobs.place(join(folder, 'temp'), hashOf(bytes));
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(readdirSync(join(path, '..'))).toEqual([hashOf(bytes)]);
    expect(existsSync(join(folder, 'temp'))).toBe(true);
  });

  it('has no path for what is no hash', () => {
    const blobs = new Blobs(folder);
    for (const name of ['', '..', `../${'a'.repeat(61)}`, 'A'.repeat(64), `${'a'.repeat(64)}\n`])
      expect(() => blobs.path(name)).toThrow('64 lower-case hex digits');
  });

  it('knows how much may still be written', async () => {
    const { freeBytes, totalBytes } = await new Blobs(join(folder, 'not', 'there', 'yet')).disk();
    expect(freeBytes).toBeGreaterThan(0);
    expect(totalBytes).toBeGreaterThanOrEqual(freeBytes);
  });
});

describe('what the keeper keeps', () => {
  it("withstands the console's own user, who is told of, and goes only by a deletion that is signed", () =>
    withExhibitCourt(async (court) => {
      const clerk = await court.enters('clerk', ['clerk']);
      const approver = await court.enters('approver', ['approver']);
      const files = [];
      for (let at = 0; at < 6; at += 1) {
        const wav = spokenWav(1 + at / 10);
        const id = await brings(court, wav);
        files.push({ id, wav, path: court.app.get(Blobs).path(hashOf(wav)) });
      }
      const [firm, gone, over, linked, moved, ending] = files as [File, File, File, File, File, File];
      belongToConsole(court);
      // Somebody was there before the keeper, and still holds the file open.
      chmodSync(firm.path, 0o600);
      const held = openSync(firm.path, 'r+');
      expect(keeperRound(court)).toMatchObject({ code: 0, said: expect.stringContaining('kept 6') });
      writeSync(held, 'false');
      closeSync(held);

      await agedBy(court, ending.id, 'keepUntil', past);
      const wish = { items: [ending.id], why: '保存期满' };
      const [asked] = (await post(court, clerk, '/api/retention/deletions', wish)).body.items!;
      await post(court, approver, '/api/retention/deletions/approve', { approvals: [asked!.id] });
      const as = (path: string): string => JSON.stringify(path);
      const [folder, away] = [as(dirname(moved.path)), as(`${dirname(moved.path)}.away`)];
      const kept = (path: string): string => path.replace(court.dataDir, keeperDirOf(court.dataDir));
      const own = as(kept(gone.path));
      const told = attempt({
        ...(isRoot && {
          write: `fs.writeFileSync(${as(firm.path)}, 'false')`,
          append: `fs.appendFileSync(${as(firm.path)}, 'false')`,
          truncate: `fs.truncateSync(${as(firm.path)})`,
          chmod: `fs.chmodSync(${as(firm.path)}, 0o600)`,
          date: `fs.utimesSync(${as(firm.path)}, 1, 1)`,
          list: `fs.readdirSync(${as(keeperDirOf(court.dataDir))})`,
          keptWrite: `fs.writeFileSync(${own}, 'false')`,
          keptUnlink: `fs.rmSync(${own})`,
          keptRename: `fs.renameSync(${own}, ${own} + '.x')`,
          keptOver: `fs.writeFileSync('${over.path}.y', 'false'); fs.renameSync('${over.path}.y', ${own})`,
          keptChmod: `fs.chmodSync(${own}, 0o600)`,
          keptFolder: `fs.renameSync(${as(dirname(kept(gone.path)))}, ${as(`${dirname(kept(gone.path))}.away`)})`,
          keptNew: `fs.writeFileSync('${kept(gone.path)}.z', 'false')`,
        }),
        keptRead: `fs.readFileSync(${own})`,
        read: `fs.readFileSync(${as(firm.path)})`,
        unlink: `fs.rmSync(${as(gone.path)})`,
        rename: `fs.writeFileSync('${over.path}.x', 'false'); fs.renameSync('${over.path}.x', ${as(over.path)})`,
        symlink: `fs.rmSync(${as(linked.path)}); fs.symlinkSync('/etc/passwd', ${as(linked.path)})`,
        folder: `fs.renameSync(${folder}, ${away}); fs.symlinkSync(${away}, ${folder})`,
      });
      const refused = { write: 'EACCES', append: 'EACCES', truncate: 'EACCES', list: 'EACCES' };
      const ofKept = {
        ...{ keptWrite: 'EACCES', keptUnlink: 'EACCES', keptRename: 'EACCES', keptOver: 'EACCES' },
        ...{ keptChmod: 'EPERM', keptFolder: 'EACCES', keptNew: 'EACCES' },
      };
      expect(told).toEqual({
        ...(isRoot && { ...refused, chmod: 'EPERM', date: 'EPERM', ...ofKept }),
        // Second names in the console's own folder: what becomes of them is put back, and touches no exhibit.
        ...{ keptRead: 'ok', read: 'ok', unlink: 'ok', rename: 'ok', symlink: 'ok', folder: 'ok' },
      });
      for (const { id, wav } of [firm, gone, over, linked, moved]) {
        const opened = await fetch(`${court.url}/api/evidence/${id}/content`, {
          headers: { Cookie: clerk },
        });
        expect([id, Buffer.from(await opened.arrayBuffer()).equals(wav)]).toEqual([id, true]);
      }

      const auditLog = join(court.dataDir, 'audit.log');
      const recorded = readFileSync('test/golden/audit.txt', 'latin1');
      writeFileSync(auditLog, recorded.replaceAll(/\/[\w/-]*\/aa\/aa\/a{64}/g, kept(gone.path)), 'latin1');
      expect(keeperRound(court, { COURT_AUDIT_LOG: auditLog })).toMatchObject({
        code: 0,
        said: expect.stringMatching(/back 4，.*refused by the system: 10/s),
      });
      for (const { path, wav } of [firm, gone, over, linked, moved]) {
        const { uid, mode } = lstatSync(path);
        expect([path, readFileSync(path).equals(wav)]).toEqual([path, true]);
        expect([path, uid, mode & 0o7777]).toEqual([path, process.getuid?.(), 0o440]);
      }
      // Not before its tombstone is under a signature that nobody can take back.
      expect([existsSync(ending.path), existsSync(kept(ending.path))]).toEqual([false, true]);
      const taking = court.app.get(KeeperTold);
      await Promise.all([taking.look(), taking.look()]);
      await taking.look();
      const putBack = await court.facts('evidence.put-back');
      expect(putBack).toHaveLength(4);
      expect(Object.fromEntries(putBack.map(({ subject, data }) => [subject.id, data['found']]))).toEqual({
        [gone.id]: 'gone',
        [over.id]: 'changed',
        [linked.id]: 'changed',
        [moved.id]: 'gone',
      });
      const attempts = await court.facts('evidence.tamper-refused');
      expect(
        attempts.filter(({ subject }) => subject.id === gone.id).map(({ data }) => data['call']),
      ).toEqual([...['openat', 'unlink', 'rename', 'chmod', 'link', 'chown', 'utimensat']]);
      expect(attempts.filter(({ subject }) => subject.kind === 'file')).toHaveLength(2);
      const troubles = (await court.facts('trouble.raised')).map(({ data }) => data['kind']);
      expect(new Set(troubles)).toEqual(new Set(['put-back', 'tamper-refused']));
      expect(troubles).toHaveLength(2);

      const watch = court.app.get(KeeperWatch);
      const round = join(keeperDirOf(court.dataDir), 'round.json');
      await watch.look();
      writeFileSync(round, JSON.stringify({ at: past, failed: 0 }));
      await watch.look();
      await watch.look();
      await court.app.get(Checkpoints).make();
      const quiet = keeperRound(court, { COURT_AUDIT_LOG: auditLog });
      expect(quiet).toMatchObject({ code: 0, said: expect.stringContaining('back 0，') });
      expect(quiet.said).not.toContain('refused');
      expect([existsSync(ending.path), existsSync(kept(ending.path))]).toEqual([false, false]);
      await watch.look();
      const ofKeeper = (await court.facts()).filter(({ data }) => data['kind'] === 'keeper');
      expect(ofKeeper.map(({ type }) => type)).toEqual(['trouble.raised', 'trouble.cleared']);
    }));
});

interface File {
  readonly id: string;
  readonly wav: Buffer;
  readonly path: string;
}
