/** What building and verifying a packet costs beside `openssl dgst -sm3` of the same bytes: `[--count GiB]`. */
import { parseArgs } from 'node:util';
import { largePacket } from '../support/packet-large.js';
import { printTable } from './table.js';

const { values } = parseArgs({ options: { count: { type: 'string', default: '1' } } });
const { build, verify, bytes, opensslSeconds } = await largePacket(Number(values.count));
const speed = (seconds: number): string => `${(bytes / 2 ** 20 / seconds).toFixed(0)} MiB/s`;
const least = 0.85;

printTable(
  Object.entries({ '建包 build': build, '核验 verify': verify }).map(([what, { seconds, memoryBytes }]) => ({
    what: `${what} ${(bytes / 2 ** 30).toFixed(1)} GiB (${(memoryBytes / 2 ** 20).toFixed(0)} MiB RSS)`,
    console: speed(seconds),
    bridge: `openssl ${speed(opensslSeconds)}`,
    aim: `>= ${least}: ${(opensslSeconds / seconds).toFixed(2)}`,
    isMet: opensslSeconds / seconds >= least,
  })),
);
