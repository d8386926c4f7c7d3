/** Which files a packet has and what their text is, all but the bytes of exhibits and forms (contracts.md 4). */
import { canonical } from '../kernel/canonical.js';
import { invalid } from '../kernel/errors.js';
import { parseCheckpoint, parseNote, toBase64 } from '../ledger/note.js';
import { mediaName, type Digests } from './bag.js';
import { packetSchema, type PacketDocument, type PacketFile, type PacketInput } from './packet.js';

/** A form as it was printed. */
export interface FormFile extends Digests {
  readonly name: string;
  readonly bytes: number;
  readonly verificationCode: string;
}

export const mediaPath = (place: number, name: string): string =>
  `data/media/original/${mediaName(place, name)}`;

/** data/packet.json as a value. @throws DomainError `PACKET_INPUT_INVALID` naming the first field that is wrong */
export function documentOf(
  input: PacketInput,
  forms: readonly FormFile[],
  authority?: string,
): PacketDocument {
  const head = parseCheckpoint(parseNote(input.ledger.checkpoint).text);
  const document = packetSchema.safeParse({
    ...input,
    v: 1,
    time: authority === undefined ? { source: '本地签名时间' } : { source: 'RFC 3161', authority },
    files: [...forms.map((form) => formFile(input, form)), ...input.items.map(originalFile)],
    ledger: { origin: head.origin, size: head.size, root: toBase64(head.root) },
  });
  if (document.success) return document.data;
  const [first] = document.error.issues;
  throw invalid('PACKET_INPUT_INVALID', `${first?.path.join('.')}: ${first?.message}`, {
    path: first?.path,
  });
}

function formFile(input: PacketInput, form: FormFile): PacketFile {
  return {
    path: `data/forms/${form.name}.pdf`,
    role: 'form',
    sha256: form.sha256,
    sm3: form.sm3,
    bytes: form.bytes,
    mime: 'application/pdf',
    maker: input.builtWith,
    device: null,
    startedAt: input.builtAt,
    endedAt: input.builtAt,
    clockOffsetMs: null,
    verificationCode: form.verificationCode,
  };
}

function originalFile(item: PacketInput['items'][number], index: number): PacketFile {
  const { id, sha256, sm3, bytes, mime, maker, startedAt, endedAt } = item;
  return {
    path: mediaPath(index + 1, item.name),
    role: 'original',
    ...{ sha256, sm3, bytes, mime, maker, startedAt, endedAt },
    device: item.device?.id ?? null,
    clockOffsetMs: item.clockOffsetMs ?? null,
    item: id,
  };
}

const utf8 = new TextEncoder();
const line = (value: Parameters<typeof canonical>[0]): Uint8Array => utf8.encode(`${canonical(value)}\n`);

/** The files under ledger/. */
export function ledgerFiles(ledger: PacketInput['ledger']): [path: string, bytes: Uint8Array][] {
  const newline = Uint8Array.of(0x0a);
  return [
    ['ledger/entries.jsonl', joined(ledger.entries.flatMap((entry) => [entry.bytes, newline]))],
    [
      'ledger/disclosed.jsonl',
      joined(ledger.disclosed.map(({ seq, path, salt, text }) => line({ seq, path, salt, text }))),
    ],
    ['ledger/checkpoint.txt', utf8.encode(ledger.checkpoint)],
    ...ledger.proofs.map(({ entry, size, index, leaf, hashes }): [string, Uint8Array] => [
      `ledger/proofs/entry-${entry}.json`,
      line({ entry, size, index, leaf, hashes }),
    ]),
    ...ledger.consistency.map(({ from, to, hashes }): [string, Uint8Array] => [
      `ledger/proofs/consistency-${from}-${to}.json`,
      line({ from, to, hashes }),
    ]),
  ];
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
