/**
 * The signer: a process of its own that holds the court's ledger keys and signs what continues what it signed last.
 *
 *   node signer.program.js --folder FOLDER --court COURT [--socket PATH]
 *
 * With --socket it is a service of its own user and the console asks it there; without, the console started it and
 * speaks on file descriptor 3. One JSON document a line, either way.
 */
import { createHash } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { createServer, Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Duplex } from 'node:stream';
import { parseArgs } from 'node:util';
import { toInstant } from '../kernel/clock.js';
import { DomainError, invalid, reasonOf } from '../kernel/errors.js';
import { beginningText, type Loss } from './beginning.js';
import { SignerFolder, type SigningKey } from './keys.adapter.js';
import { signedContents } from './packet-key.adapter.js';
import { noteText, otherType, signatureLine, toBase64 } from './note.js';
import {
  checkpointToSign,
  demandTold,
  isSealText,
  isTagManifest,
  successionText,
  type FromSigner,
  type SignerState,
  type ToSigner,
} from './signer.js';
import { sm2Point } from './sm2.adapter.js';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const utf8 = new TextEncoder();

function tagManifest(text: string): Uint8Array {
  if (!isTagManifest(text)) throw invalid('SIGNER_NOT_A_MANIFEST', 'this is not the tagmanifest of a packet');
  return utf8.encode(text);
}

const ed25519Line = (text: string, key: SigningKey): string =>
  signatureLine(text, key.noteKey, key.sign, sha256);

function sm2Lines(text: string, key: SigningKey): string[] {
  if (key.sm2NoteKey === undefined) return [];
  return [signatureLine(text, key.sm2NoteKey, (message) => key.signSm2(message), sha256, otherType)];
}

class Signing {
  constructor(
    private readonly folder: SignerFolder,
    private readonly court: string,
  ) {}

  state(): SignerState {
    const { keys, last, succession, ledger, beginning } = this.folder;
    return {
      court: this.court,
      keys,
      ledger,
      last,
      uid: process.getuid?.() ?? -1,
      ...(succession === undefined ? {} : { succession }),
      ...(beginning === undefined ? {} : { beginning }),
    };
  }

  /** @returns what was signed @throws DomainError why not */
  answer(asked: ToSigner): string {
    const { key } = this.folder;
    switch (asked.asks) {
      case 'state':
        return '';
      case 'checkpoint': {
        const { size, root } = checkpointToSign(asked, this.folder.origin, this.folder.last, sha256);
        // Kept before the signature leaves: what left unseen could be contradicted after a restart.
        this.folder.keepLast({ size, root: toBase64(root) });
        return noteText(asked.text, [ed25519Line(asked.text, key), ...sm2Lines(asked.text, key)]);
      }
      case 'seal':
        if (!isSealText(asked.text)) throw invalid('SIGNER_NOT_A_SEAL', 'this is not the seal of a packet');
        return noteText(asked.text, [ed25519Line(asked.text, key)]);
      case 'sm2':
        return toBase64(key.signSm2(tagManifest(asked.text)));
      case 'cms':
        return toBase64(signedContents(key.packet, tagManifest(asked.text), asked.at));
      case 'successor':
        return this.#succeed(asked.at);
      case 'begin-anew':
        return this.#beginAnew(asked.loss, asked.at);
    }
  }

  #beginAnew(loss: Loss, from: string): string {
    demandTold(loss, this.folder);
    this.folder.beginAnew(from, loss, (old, next) => {
      const text = beginningText(this.court, loss, { key: next.noteKey.publicKey, from });
      return noteText(text, [ed25519Line(text, old), ed25519Line(text, next)]);
    });
    return this.folder.beginning ?? '';
  }

  #succeed(from: string): string {
    this.folder.succeed(from, (old, next) => {
      const text = successionText(this.folder.origin, {
        key: next.noteKey.publicKey,
        from,
        ...(next.sm2Pem === undefined ? {} : { sm2Key: sm2Point(next.sm2Pem) }),
      });
      return noteText(text, [ed25519Line(text, old), ed25519Line(text, next)]);
    });
    return this.folder.succession ?? '';
  }
}

function reply(signing: Signing, line: string): FromSigner {
  let id = 0;
  try {
    const asked = JSON.parse(line) as ToSigner;
    id = asked.id;
    const signed = signing.answer(asked);
    return { id, signed, state: signing.state() };
  } catch (error) {
    return { id, refused: refusal(error), state: signing.state() };
  }
}

const refusal = (error: unknown): NonNullable<FromSigner['refused']> =>
  error instanceof DomainError
    ? { code: error.code, kind: error.kind, message: error.message }
    : { code: 'SIGNER_FAILED', kind: 'unavailable', message: reasonOf(error) };

/** Longer than any seal or proof; a line that never ends must not fill the memory. */
const longestLine = 4 * 1024 * 1024;

function serve(link: Duplex, signing: Signing): void {
  let unread = 0;
  link.on('data', (chunk: Buffer) => {
    unread = chunk.includes(0x0a) ? 0 : unread + chunk.length;
    if (unread > longestLine) link.destroy();
  });
  link.on('error', () => link.destroy());
  createInterface({ input: link, crlfDelay: Infinity })
    .on('line', (line) => link.write(`${JSON.stringify(reply(signing, line))}\n`))
    .on('error', () => link.destroy());
}

function main(): void {
  const { values } = parseArgs({
    options: { folder: { type: 'string' }, court: { type: 'string' }, socket: { type: 'string' } },
  });
  const { folder = '', court = '', socket } = values;
  const link = socket === undefined ? new Socket({ fd: 3 }) : undefined;
  let signing: Signing;
  try {
    signing = new Signing(new SignerFolder(folder, court, toInstant(Date.now())), court);
  } catch (error) {
    if (link === undefined) throw error;
    link.end(`${JSON.stringify({ id: 0, refused: refusal(error) } satisfies FromSigner)}\n`);
    return;
  }
  if (link === undefined) listen(socket ?? '', signing);
  else {
    // Ctrl-C reaches the whole group; the console still has its last checkpoint signed and then hangs up.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
    link.on('close', () => process.exit(0));
    serve(link, signing);
    link.write(`${JSON.stringify({ id: 0, state: signing.state() } satisfies FromSigner)}\n`);
  }
}

function listen(path: string, signing: Signing): void {
  rmSync(path, { force: true });
  const server = createServer((link) => {
    serve(link, signing);
    link.write(`${JSON.stringify({ id: 0, state: signing.state() } satisfies FromSigner)}\n`);
  });
  // Who may ask is who may open the folder of the socket.
  server.listen(path, () => chmodSync(path, 0o666));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      server.close();
      process.exit(0);
    });
}

main();
