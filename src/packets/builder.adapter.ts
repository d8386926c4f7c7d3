/** Builds a packet: prints the forms, lists, seals and archives everything, without a database. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeArchive, type BagFile } from './archive.adapter.js';
import { bagDeclaration, bagInfo, manifest, type Digests } from './bag.js';
import { documentOf, ledgerFiles, mediaPath, type FormFile } from './contents.js';
import { sumsOf } from './digests.adapter.js';
import { formsOf } from './form.js';
import type { Sealing } from './form-draft.js';
import { printForms } from './forms.adapter.js';
import { encryptFor } from './enveloped.adapter.js';
import type { Encrypted, PacketInput, PacketTime } from './packet.js';
import { sealingOf, type Sealer } from './seal.adapter.js';
import type { Stamp } from './timestamp.adapter.js';

export interface BuiltPacket extends Digests {
  readonly path: string;
  readonly bytes: number;
  /** what the cover sheet prints beside the ZIP's own values */
  readonly manifests: { readonly [name: string]: string };
  readonly time: PacketTime;
  readonly encrypted?: Encrypted;
}

const timeOf = (authority: string | undefined, stamp: Stamp | undefined): PacketTime => {
  if (authority === undefined || stamp === undefined) return { source: 'local' };
  return stamp.token === undefined
    ? { source: 'local', why: stamp.why }
    : { source: 'rfc3161', authority, at: stamp.at };
};

export interface BuildOptions {
  /** 0..1 */
  readonly onProgress?: (done: number) => void;
  /** folder of the court's own `.typ` templates */
  readonly templates?: string | undefined;
  /** certificate, PEM: the packet is also written encrypted to it, beside the ZIP with `.p7m` after its name */
  readonly station?: string | undefined;
}

/**
 * @param outPath the ZIP; appears only when it is whole and on disk
 * @throws DomainError `PACKET_INPUT_INVALID`, `PACKET_ITEM_CHANGED`, `FORM_CHARACTER_MISSING`, `FORM_TEMPLATE_BROKEN`
 */
export async function buildPacket(
  input: PacketInput,
  sealer: Sealer,
  outPath: string,
  { onProgress = () => {}, templates, station }: BuildOptions = {},
): Promise<BuiltPacket> {
  const { listed, stamp } = await stampedContents(input, sealer, templates);
  const files = [...listed, ...(await sealFilesOf(input, listed, sealer, stamp?.token))];
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let done = 0;
  const sums = await writeArchive(input.id, files, outPath, (bytes) => {
    done += bytes;
    onProgress(Math.min(done / total, 0.999));
  });
  const encrypted =
    station === undefined ? {} : { encrypted: await encryptFor(station, outPath, `${outPath}.p7m`) };
  onProgress(1);
  const manifests = files.filter((file) => /^(tag)?manifest-/.test(file.path));
  return {
    path: outPath,
    bytes: sums.bytes,
    sha256: sums.sha256,
    sm3: sums.sm3,
    ...encrypted,
    time: timeOf(sealer.timestamping?.authority, stamp),
    manifests: Object.fromEntries(
      manifests.map((file) => [file.path, file.path.endsWith('sm3.txt') ? file.sm3 : file.sha256]),
    ),
  };
}

/**
 * Everything but signature/ and the tagmanifests, and its time stamp. Forms say where the time comes from, so where the
 * authority that they name gives no token they are printed again, with 本地签名时间.
 */
async function stampedContents(
  input: PacketInput,
  sealer: Sealer,
  templates: string | undefined,
): Promise<{ listed: BagFile[]; stamp?: Stamp }> {
  const contentsFor = async (authority: string | undefined): Promise<BagFile[]> => {
    const payload = await payloadOf(input, sealingOf(sealer, authority), templates);
    return [...payload, ...(await tagFilesOf(input, payload))];
  };
  const listed = await contentsFor(sealer.timestamping?.authority);
  if (sealer.timestamping === undefined) return { listed };
  const stamp = await sealer.timestamping.stamp(tagManifestOf(listed, 'sha256'));
  return { listed: stamp.token === undefined ? await contentsFor(undefined) : listed, stamp };
}

const tagManifestOf = (listed: readonly BagFile[], algorithm: keyof Digests): string =>
  manifest(
    listed.filter((file) => !file.path.startsWith('data/')),
    algorithm,
  );

/** data/. */
async function payloadOf(
  input: PacketInput,
  sealing: Sealing,
  templates: string | undefined,
): Promise<BagFile[]> {
  const forms = (await printForms(formsOf(input, sealing), { templates })).map(
    ({ name, bytes, verificationCode }) => ({
      file: inMemory(`data/forms/${name}.pdf`, bytes),
      named: { name, verificationCode },
    }),
  );
  const formFiles = forms.map(({ file, named }): FormFile => ({
    ...named,
    sha256: file.sha256,
    sm3: file.sm3,
    bytes: file.size,
  }));
  const originals = input.items.map((item, index): BagFile => ({
    path: mediaPath(index + 1, item.name),
    sha256: item.sha256,
    sm3: item.sm3,
    size: item.bytes,
    content: { file: item.file },
  }));
  // Fails before anything is written, where a file is gone.
  for (const item of input.items) await stat(item.file);
  const document = inMemory(
    'data/packet.json',
    `${JSON.stringify(documentOf(input, formFiles, sealing.authority), null, 2)}\n`,
  );
  return [...forms.map(({ file }) => file), ...originals, document];
}

/** Everything beside data/ and signature/ that the tagmanifests list. */
async function tagFilesOf(input: PacketInput, payload: readonly BagFile[]): Promise<BagFile[]> {
  const verifier = join(import.meta.dirname, 'verify');
  const info = bagInfo({
    id: input.id,
    courtName: input.court.name,
    builtAt: input.builtAt,
    builtWith: input.builtWith,
    payloadBytes: payload.reduce((sum, file) => sum + file.size, 0),
    payloadFiles: payload.length,
  });
  return [
    inMemory('bagit.txt', bagDeclaration),
    inMemory('bag-info.txt', info),
    inMemory('manifest-sha256.txt', manifest(payload, 'sha256')),
    inMemory('manifest-sm3.txt', manifest(payload, 'sm3')),
    ...ledgerFiles(input.ledger).map(([path, bytes]) => inMemory(path, bytes)),
    inMemory('verify/verify.mjs', await readFile(join(verifier, 'verify.mjs'))),
    inMemory('verify/README.txt', await readFile(join(verifier, 'README.txt'))),
  ];
}

/** The tagmanifests and signature/. */
async function sealFilesOf(
  input: PacketInput,
  listed: readonly BagFile[],
  sealer: Sealer,
  token: Uint8Array | undefined,
): Promise<BagFile[]> {
  const tagManifest = tagManifestOf(listed, 'sha256');
  const sm3Manifest = tagManifestOf(listed, 'sm3');
  const signature = await sealer.signContents(new TextEncoder().encode(tagManifest), input.builtAt);
  const sm2 = await sealer.signSm2(sm3Manifest);
  const signed = [
    inMemory('tagmanifest-sha256.txt', tagManifest),
    inMemory('tagmanifest-sm3.txt', sm3Manifest),
    inMemory('signature/tagmanifest.p7s', signature),
    ...(sm2 === undefined ? [] : [inMemory('signature/tagmanifest.sm2.sig', sm2)]),
    ...(token === undefined ? [] : [inMemory('signature/tagmanifest.tsr', token)]),
    ...sealer.keyFiles.map((file) => inMemory(`signature/${file.name}`, file.bytes)),
  ];
  const seal = await sealer.sealNote(manifest(signed, 'sha256'));
  return [...signed, inMemory('signature/seal.note', seal)];
}

function inMemory(path: string, content: string | Uint8Array): BagFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const { sha256, sm3 } = sumsOf(bytes);
  return { path, sha256, sm3, size: bytes.length, content: bytes };
}
