/** Plays deliveries in a process of its own, whose time and chance it takes over: `COUNT SEED`. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { playDeliveries } from './deliveries.js';

const [count, seed] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'court-deliveries-'));
try {
  process.stdout.write(JSON.stringify(await playDeliveries(count ?? 1, seed ?? 1, folder)));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
