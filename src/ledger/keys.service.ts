/** The court's public keys over time: which one signs, which one followed it, which one was withdrawn. */
import { createHash, createPublicKey } from 'node:crypto';
import { person, theSystem, type Actor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import { missing } from '../kernel/errors.js';
import { Reader } from '../storage/reader.js';
import type { FactData, Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { allKeys, endKey, knowKey, type KeyRow } from './checkpoints.store.js';
import { word } from './ledger.service.js';
import { parseBeginning } from './beginning.js';
import { originOf, parseNote, type NoteKey } from './note.js';
import type { SignerState } from './signer.js';

/** SHA-256 of a public key (SubjectPublicKeyInfo), hex: what is read out over the telephone. */
export const fingerprintOf = (pem: string): string =>
  createHash('sha256')
    .update(Buffer.from(pem.replaceAll(/-----[A-Z ]+-----|\s/g, ''), 'base64'))
    .digest('hex');

export class LedgerKeys {
  #noteKeys: readonly NoteKey[] = [];
  #settled: string | undefined;

  constructor(
    private readonly court: string,
    private readonly reader: Reader,
    private readonly writer: Writer,
  ) {}

  /** Every Ed25519 key that ever signed this ledger. */
  get noteKeys(): readonly NoteKey[] {
    return this.#noteKeys;
  }

  /** The one in use first. */
  all(): Promise<KeyRow[]> {
    return allKeys(this.reader);
  }

  /**
   * Takes note of the key that the signer has in use now; a new one ends the time of the one before.
   * @param told what is said of it beside what the signer knows
   */
  async settle(state: SignerState, by: Actor = theSystem, told: FactData = {}): Promise<void> {
    if (this.#settled === state.keys.pem) return;
    await this.writer.write((unit) => this.#settle(unit, state, by, told));
    this.#settled = state.keys.pem;
    const rows = (await this.all()).filter(({ kind }) => kind === 'ledger');
    this.#noteKeys = rows.map(({ name, pem }) => ({
      name,
      publicKey: createPublicKey(pem).export({ format: 'der', type: 'spki' }).subarray(-32),
    }));
  }

  async #settle(unit: Unit, state: SignerState, by: Actor, told: FactData): Promise<void> {
    const { keys, succession, ledger } = state;
    const name = originOf(this.court, ledger);
    const before = (await allKeys(unit)).filter(({ until }) => until === undefined);
    const id = fingerprintOf(keys.pem);
    const row = { id, kind: 'ledger' as const, name, pem: keys.pem, since: keys.since };
    if (!(await knowKey(unit, row))) return;
    const others = { sm2: keys.sm2Pem, packet: keys.packetCertificatePem };
    for (const [kind, pem] of Object.entries(others) as ['sm2' | 'packet', string | undefined][])
      if (pem !== undefined)
        await knowKey(unit, { id: fingerprintOf(pem), kind, name, pem, since: keys.since });
    for (const { id: oldId, since } of before) await endKey(unit, oldId, laterOf(since, keys.since));
    const follows = before.find(({ kind }) => kind === 'ledger')?.id;
    unit.record({
      type: howItCame(state),
      by,
      subject: { kind: 'ledger', id: this.court },
      data: {
        fingerprint: id,
        sm2: keys.sm2Pem === undefined ? undefined : fingerprintOf(keys.sm2Pem),
        follows,
        // Without it nobody need believe that the old key's holder made the new one.
        succession,
        ...(succession === undefined ? begunIn(state) : {}),
        ...told,
      },
    });
  }

  /**
   * What a key signed from then on counts for nothing (it was lost or stolen); what it signed before stays good.
   * @throws LEDGER_KEY_MISSING where no such key was in use then
   */
  withdraw(id: string, from: Instant, by: Actor, why: string): Promise<void> {
    return this.writer.write(async (unit) => {
      if (!(await endKey(unit, id, from)))
        throw missing('LEDGER_KEY_MISSING', 'no key with this fingerprint was in use then');
      unit.record({
        type: 'ledger.key-withdrawn',
        by,
        subject: { kind: 'ledger', id: this.court },
        data: { fingerprint: id, from, why: word(why, 'access') },
      });
    });
  }
}

const howItCame = ({ succession, beginning }: SignerState): string =>
  succession !== undefined
    ? 'ledger.key-succeeded'
    : beginning !== undefined
      ? 'ledger.begun-anew'
      : 'ledger.key-made';

/** The loss that two people acknowledged, where this key is the first of the ledger that followed. */
function begunIn({ beginning }: SignerState): FactData {
  if (beginning === undefined) return {};
  const { origin, after, kept, known, asked, approved } = parseBeginning(parseNote(beginning).text);
  const persons = { asked: person(asked), approved: person(approved) };
  return { origin, after, kept, known, ...persons, statement: beginning };
}

const laterOf = (a: Instant, b: Instant): Instant => (a > b ? a : b);
