/** The page for a judge (docs/custody.md): every command in it is run on the golden packet, and on one that has all there can be. */
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { buildPacket } from '../../../src/packets/builder.adapter.js';
import { timestamped } from '../../../src/packets/timestamp.adapter.js';
import { newCourt, newFolder, newInput } from '../../support/packet-court.js';
import { temporaryFile, tool, unpacked } from '../../support/packet-verdict.js';
import { openTsa } from '../../support/tsa.js';

// A machine that does much else at the time is no failure of a packet.
jest.setTimeout(60_000);

const page = readFileSync('docs/custody.md', 'utf8');
/** As a shell has them: lines that go on joined, remarks gone. */
const commands = (/```sh\n([^]*?)```/.exec(page)?.[1] ?? '')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .map((line) => line.replace(/\s+#.*$/u, '').trim())
  .filter((line) => /^(sha256sum|openssl) /.test(line));
const verifying = /`node (verify\/verify\.mjs packet\.zip --trust court\.pem) --against older\.zip`/.exec(
  page,
)!;

/** The commands whose files this packet has, each run in its folder; one that fails throws. */
const runIn = (bag: string): string[] =>
  commands
    .filter((command) =>
      (command.match(/signature\/[\w.-]+/g) ?? []).every((name) => existsSync(join(bag, name))),
    )
    .map((command) => {
      tool('bash', ['-c', command], bag);
      return command.split(' ').slice(0, 2).join(' ');
    });

describe('the commands of docs/custody.md', () => {
  it('all succeed on a packet with SM2 and a time stamp', async () => {
    const [court, folder, tsa] = [newCourt(), newFolder(), await openTsa()];
    const stamp = (text: string) => timestamped(tsa.url, Buffer.from(text));
    const sealer = { ...court.sealer, timestamping: { authority: tsa.url, stamp } };
    const built = await buildPacket(await newInput(court, folder), sealer, join(folder, 'packet.zip'));
    await tsa.close();
    const bag = unpacked(built.path);
    copyFileSync(tsa.certificate, join(bag, 'tsa.pem'));
    expect(runIn(bag)).toEqual([
      'sha256sum -c',
      'sha256sum -c',
      'openssl cms',
      'openssl pkeyutl',
      'openssl ts',
    ]);
  });

  it('succeed on the golden packet, and the one command calls it whole', () => {
    const [packet, trust] = ['packet-v1.zip', 'packet-v1-trust.pem'].map((name) => join('test/golden', name));
    const bag = unpacked(packet!);
    expect(runIn(bag)).toEqual(['sha256sum -c', 'sha256sum -c', 'openssl cms']);
    const [program = '', ...words] = verifying[1]!
      .replace('packet.zip', temporaryFile('packet.zip', readFileSync(packet!)))
      .replace('court.pem', join(process.cwd(), trust!))
      .split(' ');
    expect(tool(process.execPath, [program, ...words], bag)).toMatch(/^whole\n/);
  });

  it('come by hand to what the page says, line by line', () => {
    const [, block = ''] = /```bash\n([^]*?)```/.exec(page)!;
    const pairs = [...block.matchAll(/^(?<command>[^#\n].*)\n# (?<printed>.+)$/gm)].map(
      ({ groups }) => groups!,
    );
    const bag = unpacked('test/golden/packet-v1.zip');
    expect(pairs).toHaveLength(5);
    for (const { command, printed } of pairs)
      expect([command, tool('bash', ['-c', command!], bag).replace(/\s+-?\s*$/, '')]).toEqual([
        command,
        printed,
      ]);
  });
});
