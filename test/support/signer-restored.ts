/** A court whose database is an old backup, while its witness, and perhaps its signer, know more. */
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '../../src/ledger/ledger.service.js';
import { sqliteDatabase } from './database.js';
import { newSignerFolder, openSigningCourt, type SigningCourt } from './signer-court.js';
import { known, newWitness, type Witness } from './signer-witness.js';

/** The newest checkpoint with the witness's line; it moves on by the proof that the court gives. */
export async function cosignedBy(witness: Witness, { checkpoints }: SigningCourt): Promise<string> {
  const { size, note } = await checkpoints.make();
  const older = witness.size;
  const proof = older === 0 || older === size ? [] : (await checkpoints.consistency(older, size)).hashes;
  return witness.cosign(note, proof).note;
}

/** Grows a ledger beyond a copy of its database, has the copy put back, and opens the court again. */
export async function withRestoredCourt(
  test: (court: SigningCourt, witness: Witness & { readonly folder: string }, last: string) => Promise<void>,
  keepSigner: boolean,
): Promise<void> {
  const database = sqliteDatabase();
  const path = database.url.slice('sqlite:'.length);
  let pem = '';
  const folder = mkdtempSync(join(tmpdir(), 'witness-'));
  const witness = Object.assign(
    newWitness(() => pem, 'witness/station', folder),
    { folder },
  );
  const folders = [newSignerFolder(), newSignerFolder()];
  const before = await openSigningCourt({
    url: database.url,
    folder: folders[0]!,
    witnesses: known(witness),
  });
  pem = before.checkpoints.pem;
  await before.checkpoints.addCosignature(await cosignedBy(witness, before));
  await before.close();
  copyFileSync(path, `${path}.backup`);
  const grown = await openSigningCourt({
    url: database.url,
    folder: folders[0]!,
    witnesses: known(witness),
  });
  await grown.grow(20);
  const last = await cosignedBy(witness, grown);
  await grown.close();
  rmSync(path);
  copyFileSync(`${path}.backup`, path);
  // A thief who has the keys brings a signer that knows nothing.
  if (!keepSigner)
    for (const name of readdirSync(folders[0]!).filter((one) => one.endsWith('.pem')))
      copyFileSync(`${folders[0]!}/${name}`, `${folders[1]!}/${name}`);
  if (!keepSigner) writeForgetful(folders[0]!, folders[1]!);
  const court = await openSigningCourt({
    url: database.url,
    folder: folders[keepSigner ? 0 : 1]!,
    witnesses: known(witness),
  });
  try {
    await test(court, witness, last);
  } finally {
    await court.close();
    await database.drop();
  }
}

/** The state file of the same keys as if they had never signed. */
function writeForgetful(from: string, to: string): void {
  const kept = JSON.parse(readFileSync(`${from}/signed-last.json`, 'utf8')) as Record<string, unknown>;
  const last = { size: 0, root: sha256(new Uint8Array()) };
  writeFileSync(
    `${to}/signed-last.json`,
    JSON.stringify({ ...kept, last: { size: 0, root: Buffer.from(last.root).toString('base64') } }),
    { mode: 0o600 },
  );
}
