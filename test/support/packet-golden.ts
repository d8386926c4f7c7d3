/** Writes test/golden/: a packet of version 1 and its key, to be verified for ever after. Run once for a version. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { buildPacket } from '../../src/packets/builder.adapter.js';
import { newCourt, newFolder, newInput } from './packet-court.js';

const golden = 'test/golden';
mkdirSync(golden, { recursive: true });
const court = newCourt();
await buildPacket(await newInput(court, newFolder()), court.sealer, `${golden}/packet-v1.zip`);
writeFileSync(`${golden}/packet-v1-trust.pem`, court.trust);
