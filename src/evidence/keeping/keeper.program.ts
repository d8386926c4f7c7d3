/**
 * The keeper (保管): a program of root's that runs once a minute beside the console and keeps its evidence files so that
 * the console's own user can neither change nor delete them. Linux; see docs/decisions/0021.
 *
 *   COURT_DATA_DIR=/var/lib/courthouse COURT_KEEPER_DIR=/var/lib/courthouse-kept node keeper.program.js
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '../../config.js';
import { reasonOf } from '../../kernel/errors.js';
import { verifyEd25519 } from '../../ledger/ed25519.adapter.js';
import { Folder, type Owning } from './folder.adapter.js';
import { Keeper } from './keeper.adapter.js';
import { Kept } from './kept.adapter.js';
import type { Answers } from './keeping.js';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** As the console's user: nothing that reads what that user could have written runs as root. */
function ask(hashes: readonly string[], { uid, gid }: Owning): Answers {
  const program = join(import.meta.dirname, 'answers.program.js');
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [program], {
    input: JSON.stringify(hashes),
    encoding: 'utf8',
    cwd: '/',
    timeout: 600_000,
    maxBuffer: 512 * 1024 * 1024,
    ...(process.getuid?.() === 0 ? { uid, gid } : {}),
  });
  if (status !== 0) throw error ?? new Error(stderr.trim());
  return JSON.parse(stdout) as Answers;
}

function main(): void {
  const { dataDir, keeperDir, auditLog } = readSettings(process.env);
  if (keeperDir === undefined) throw new Error('COURT_KEEPER_DIR is not set: say where files are to be kept');
  const owner = statSync(dataDir);
  const asked = {
    ask: (hashes: readonly string[]) => ask(hashes, owner),
    checks: { verify: verifyEd25519, sha256 },
    auditLog,
  };
  const folder = new Kept(keeperDir, owner.gid);
  const round = new Keeper(Folder.open(dataDir), folder, owner, asked).go();
  const { kept, putBack, released, refused, failed } = round;
  folder.ended({ at: new Date().toISOString(), failed: failed.length });
  if (kept + putBack + released > 0)
    console.log(`新保管 / newly kept ${kept}，放回 / put back ${putBack}，依删除放行 / released ${released}`);
  if (refused > 0) console.log(`系统拒绝的操作 / calls refused by the system: ${refused}`);
  for (const why of failed) console.error(why);
  if (failed.length > 0) process.exitCode = 1;
}

try {
  main();
} catch (error) {
  console.error(reasonOf(error));
  process.exitCode = 1;
}
