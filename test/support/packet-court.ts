/** A made-up court with a ledger, keys and an incident, from which real packets are built. */
import { createHash, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '../../src/kernel/canonical.js';
import { encodeEntry, firstPrev, wordOf, type Word } from '../../src/ledger/entry.js';
import { checkpointText, toBase64 } from '../../src/ledger/note.js';
import {
  append,
  bytesOfHex,
  consistencyProof,
  emptyFrontier,
  inclusionProof,
  rootOfFrontier,
  type Frontier,
  type NodeAt,
} from '../../src/ledger/tree.js';
import { sumsOf } from '../../src/packets/digests.adapter.js';
import type { DisclosedWord, PacketInput, PacketItem } from '../../src/packets/packet.js';
import { makeSm2Key, signSm2 } from '../../src/ledger/sm2.adapter.js';
import { makePacketKey } from '../../src/ledger/packet-key.adapter.js';
import { localSealer, type Sealer, type SealingKeys } from '../../src/packets/seal.adapter.js';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'packet-'));

/** One second of a 440 Hz tone, 8 kHz, 16 bit, mono: a WAV that plays. */
export function tone(seconds = 1): Uint8Array {
  const samples = Math.round(8000 * seconds);
  const wav = Buffer.alloc(44 + 2 * samples);
  wav.write('RIFF', 0).toString();
  wav.writeUInt32LE(36 + 2 * samples, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(8000, 24);
  wav.writeUInt32LE(16000, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(2 * samples, 40);
  for (let at = 0; at < samples; at += 1)
    wav.writeInt16LE(Math.round(9000 * Math.sin((2 * Math.PI * 440 * at) / 8000)), 44 + 2 * at);
  return wav;
}

export class CourtLedger {
  readonly entries: { seq: number; bytes: Uint8Array; leaf: string }[] = [];
  readonly words: DisclosedWord[] = [];
  readonly #nodes = new Map<string, Uint8Array>();
  #frontier: Frontier = emptyFrontier;

  constructor(readonly court: string) {}

  record(type: string, data: { [key: string]: Json }, subject = { kind: 'incident', id: 'inc-1' }): number {
    const seq = this.entries.length + 1;
    const entry = encodeEntry(
      {
        court: this.court,
        seq,
        at: new Date(Date.UTC(2026, 10, 21, 1, 0, seq)).toISOString(),
        type,
        by: { kind: 'person', id: 'officer-1' },
        subject,
        data,
        prev: this.entries.at(-1)?.leaf ?? firstPrev,
      },
      sha256,
    );
    this.#keep({ seq, ...entry });
    return seq;
  }

  #keep(entry: CourtLedger['entries'][number]): void {
    this.entries.push(entry);
    this.#frontier = append(this.#frontier, bytesOfHex(entry.leaf), sha256, (level, index, hash) =>
      this.#nodes.set(`${level}/${index}`, hash),
    );
  }

  /** What an old backup holds: the first `size` entries. */
  restoredTo(size: number): CourtLedger {
    const restored = new CourtLedger(this.court);
    for (const entry of this.entries.slice(0, size)) restored.#keep(entry);
    restored.words.push(...this.words.filter(({ seq }) => seq <= size));
    return restored;
  }

  get root(): string {
    return toBase64(rootOfFrontier(this.#frontier, sha256));
  }

  /** A word for the next entry, disclosed at `path` in it. */
  word(text: string, path: string): Word {
    const salt = randomBytes(16);
    this.words.push({ seq: this.entries.length + 1, path, salt: salt.toString('hex'), text });
    return wordOf(salt, text, sha256);
  }

  nodeAt: NodeAt = async (level, index) => this.#nodes.get(`${level}/${index}`)!;

  /** What a packet carries of it: the entries of these numbers and the proofs they need. */
  async extract(
    seqs: readonly number[],
    sealer: Sealer,
    olderSizes: readonly number[] = [],
  ): Promise<PacketInput['ledger']> {
    const size = this.entries.length;
    const root = rootOfFrontier(this.#frontier, sha256);
    const encoded = (hashes: readonly Uint8Array[]): string[] => hashes.map(toBase64);
    return {
      entries: seqs.map((seq) => this.entries[seq - 1]!),
      disclosed: this.words.filter(({ seq }) => seqs.includes(seq)),
      checkpoint: await sealer.sealNote(checkpointText({ origin: sealer.name, size, root })),
      proofs: await Promise.all(
        seqs.map(async (seq) => ({
          entry: seq,
          size,
          index: seq - 1,
          leaf: this.entries[seq - 1]!.leaf,
          hashes: encoded(await inclusionProof(seq - 1, size, this.nodeAt, sha256)),
        })),
      ),
      consistency: await Promise.all(
        olderSizes.map(async (from) => ({
          from,
          to: size,
          hashes: encoded(await consistencyProof(from, size, this.nodeAt, sha256)),
        })),
      ),
    };
  }
}

export interface Court {
  readonly id: string;
  readonly keys: SealingKeys & { readonly sm2: Sm2Key };
  readonly sealer: Sealer;
  /** as `GET /api/ledger/keys` gives it */
  readonly trust: string;
  readonly ledger: CourtLedger;
}

export function newCourt(id = 'demo'): Court {
  const name = `courthouse/${id}`;
  const packet = makePacketKey(name, '2026-01-01T00:00:00.000Z');
  const ledgerPrivatePem = String(
    generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }),
  );
  const keys = {
    name,
    ledgerPrivatePem,
    packetPrivatePem: packet.privatePem,
    packetCertificatePem: packet.certificatePem,
    sm2: newSm2Key(),
  };
  const pem = String(createPublicKey(ledgerPrivatePem).export({ format: 'pem', type: 'spki' }));
  return {
    id,
    keys,
    sealer: localSealer(keys),
    trust: `# ${name}, 2026-01-01T00:00:00.000Z, \n${pem}# ${name}, 2026-01-01T00:00:00.000Z, \n${packet.certificatePem}`,
    ledger: newLedger(id),
  };
}

export interface Sm2Key {
  readonly sm2Pem: string;
  readonly path: string;
  signSm2(text: string): Promise<Uint8Array>;
}

export function newSm2Key(): Sm2Key {
  const pem = makeSm2Key();
  if (pem === undefined) throw new Error('this machine has no openssl that knows SM2');
  const path = join(newFolder(), 'sm2.pem');
  writeFileSync(path, pem, { mode: 0o600 });
  return {
    path,
    sm2Pem: String(createPublicKey(pem).export({ format: 'pem', type: 'spki' })),
    signSm2: async (text) => signSm2(path, Buffer.from(text)),
  };
}

function newLedger(court: string): CourtLedger {
  const ledger = new CourtLedger(court);
  for (let at = 0; at < 3; at += 1)
    ledger.record('session.opened', { at }, { kind: 'session', id: `s${at}` });
  ledger.record('alarm.raised', { device: 'button-103', boot: 'b1', seq: 7, level: 'emergency' });
  ledger.record('incident.opened', {
    place: 'courtroom-3',
    note: ledger.word('旁听人员冲向审判台', '/data/note'),
  });
  ledger.record('session.closed', {}, { kind: 'session', id: 's0' });
  ledger.record('measure.taken', {
    measure: 'M05',
    why: { list: [ledger.word('经审判长制止无效', '/data/why/list/0')] },
  });
  ledger.record('packet.approved', { packet: 'p' }, { kind: 'packet', id: 'p' });
  return ledger;
}

export const incidentSeqs = [4, 5, 7, 8];

/** One exhibit on disk, as the console has it. */
export function newItem(
  folder: string,
  id: string,
  name: string,
  bytes: Uint8Array,
): PacketItem & { file: string } {
  const file = join(folder, `${id}.bin`);
  writeFileSync(file, bytes);
  const { sha256: first, sm3 } = sumsOf(bytes);
  return {
    id,
    name,
    file,
    sha256: first,
    sm3,
    bytes: bytes.length,
    mime: 'audio/wav',
    maker: '系统自动',
    device: { id: 'recorder-203', kind: '录音电话', place: '第三法庭' },
    startedAt: '2026-11-21T00:59:00.000Z',
    endedAt: '2026-11-21T01:00:00.000Z',
    clockOffsetMs: -320,
  };
}

/** Everything a packet needs; what is given replaces what is made up. */
export async function newInput(
  court: Court,
  folder: string,
  given: Partial<PacketInput> = {},
): Promise<PacketInput> {
  return {
    id: '01kb2v9x4m0000000000000001',
    court: { id: court.id, name: '青河县人民法院' },
    builtAt: '2026-11-21T08:00:00.000Z',
    builtWith: 'courthouse-safety-console 0.1.0',
    incident: {
      id: 'inc-1',
      state: 'transferred',
      place: '第三法庭',
      zone: 'A',
      openedAt: '2026-11-21T01:00:05.000Z',
    },
    findings: [
      {
        code: 'A3',
        text: '侮辱、诽谤、威胁、殴打司法工作人员或诉讼参与人',
        lawVersion: '2017-4',
        origin: 'person',
        status: 'confirmed',
        isPrimary: true,
        clauses: ['治安管理处罚法第五十条'],
      },
    ],
    persons: [{ role: '行为人', name: '张某', sex: '男', marks: [] }],
    measures: [
      { measure: 'M05', text: '强行带出法庭', at: '2026-11-21T01:03:00.000Z', executedBy: ['李某', '王某'] },
    ],
    letter: {
      to: '青河县公安局城关派出所',
      cause: '扰乱法庭秩序',
      facts: '张某在第三法庭旁听期间起身叫喊并推搡值庭法警。',
    },
    items: [newItem(folder, 'ev-1', '第三法庭 录音.wav', tone())],
    ledger: await court.ledger.extract(incidentSeqs, court.sealer),
    ...given,
  };
}
