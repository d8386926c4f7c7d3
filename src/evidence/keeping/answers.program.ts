/** Tells the keeper what the court's database says of some files: hashes on standard input, answers on standard output. */
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readSettings } from '../../config.js';
import { reasonOf } from '../../kernel/errors.js';
import { attested, attestedTables, entriesOfType, signingKeys } from '../../ledger/attested.service.js';
import { openReading } from '../../storage/databases.js';
import { Reader } from '../../storage/reader.js';
import { idsOfBytes } from '../evidence.store.js';
import type { Answers, Owner } from './keeping.js';

async function ownerOf(reader: Reader, id: string): Promise<Owner> {
  const [row] = await entriesOfType(reader, 'evidence.deleted', { kind: 'evidence', id });
  return row === undefined ? { id } : { id, deletion: await attested(reader, row) };
}

async function keyOf(reader: Reader, court: string): Promise<Omit<Answers, 'owners'>> {
  const { inUse, statements } = await signingKeys(reader, court);
  if (inUse === undefined) return { statements };
  const publicKey = createPublicKey(inUse.pem).export({ format: 'der', type: 'spki' }).subarray(-32);
  return { key: { name: inUse.name, publicKey: publicKey.toString('base64') }, statements };
}

async function main(): Promise<void> {
  const { databaseUrl, court } = readSettings(process.env);
  const { reading, close } = await openReading(databaseUrl, attestedTables);
  const reader = new Reader({ reading });
  const owners: Record<string, Owner[]> = {};
  for (const sha256 of JSON.parse(readFileSync(0, 'utf8')) as string[]) {
    owners[sha256] = [];
    for (const id of await idsOfBytes(reader, sha256)) owners[sha256].push(await ownerOf(reader, id));
  }
  const answers: Answers = { ...(await keyOf(reader, court.id)), owners };
  process.stdout.write(JSON.stringify(answers));
  await close();
}

main().catch((error: unknown) => {
  console.error(reasonOf(error));
  process.exitCode = 1;
});
