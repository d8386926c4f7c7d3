import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { ConsoleProgram } from '../support/console-program.js';

it('a console that is told to end does so, though a browser holds a line open on which it never asked', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'court-ending-'));
  const console = await ConsoleProgram.start({ dataDir: folder });
  const line = connect(console.ports.http, '127.0.0.1');
  // It may be cut without a word.
  line.on('error', () => undefined);
  await once(line, 'connect');
  expect(await console.stop()).toBe(0);
  rmSync(folder, { recursive: true, force: true });
  // Node itself cuts such a line after 60 to 90 s.
}, 45_000);
