/** Has the tree over the ledger signed: at start-up, every five minutes, every hundred entries, at each export and at shutdown. */
import { Logger } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { toInstant, type Instant } from '../kernel/clock.js';
import { conflict, DomainError, reasonOf, unavailable } from '../kernel/errors.js';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { keepCheckpoint, newestCheckpoint, type CheckpointRow, type KeyRow } from './checkpoints.store.js';
import { fingerprintOf, type LedgerKeys } from './keys.service.js';
import { word, type Ledger } from './ledger.service.js';
import { Losses, type LossFound } from './losses.service.js';
import { checkpointText, fromBase64, ledgerNumberOf, originOf, toBase64 } from './note.js';
import {
  consistencyBetween,
  consistencyOf,
  inclusionOf,
  type ConsistencyProof,
  type EntryProof,
} from './proofs.service.js';
import type { Signer } from './signer.adapter.js';
import type { SignerKeys, SignerState } from './signer.js';
import type { Standing } from './standing.service.js';
import type { LedgerStanding } from './witness.js';
import { Verifications } from './verifications.service.js';
import type { Witnesses, WitnessSight } from './witnesses.service.js';

const everyMs = 5 * 60_000;
const everyEntries = 100;
const atMostEveryMs = 1000;
const witnessWithinMs = 8000;

/** What stands behind a checkpoint. */
export interface Signing {
  readonly signer: Signer;
  readonly keys: LedgerKeys;
  readonly witnesses: Witnesses;
  readonly standing: Standing;
}

export class Checkpoints {
  readonly #log = new Logger('ledger');
  #newest: CheckpointRow | undefined;
  #timer: NodeJS.Timeout | undefined;
  #soon: NodeJS.Timeout | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  readonly #losses: Losses;
  /** reading all of the ledger again */
  readonly verifications: Verifications;

  constructor(
    private readonly ledger: Ledger,
    private readonly signing: Signing,
    private readonly reader: Reader,
    private readonly writer: Writer,
  ) {
    // Early, so that it is ready by the time the rest of the house is.
    signing.signer.open();
    this.#losses = new Losses(signing.witnesses, reader);
    this.verifications = new Verifications(ledger, reader, () => this.#newest);
  }

  /** Each known witness with the newest checkpoint that it cosigned. */
  witnesses(): Promise<WitnessSight[]> {
    return this.signing.witnesses.seen();
  }

  /** The ledger's and its keys' name, in checkpoints and in seals. */
  get name(): string {
    return this.signing.standing.origin;
  }

  /** The statement that the ledger began with after a loss; absent for a court's first. */
  get beginning(): string | undefined {
    return this.signing.standing.beginning;
  }

  /** The public keys in use. @throws SIGNER_AWAY where the signer was never reached */
  get inUse(): SignerKeys {
    const { state } = this.signing.signer;
    if (state === undefined) throw unavailable('SIGNER_AWAY', 'the signer was not reached yet');
    return state.keys;
  }

  /** The Ed25519 key in use, SubjectPublicKeyInfo. */
  get pem(): string {
    return this.inUse.pem;
  }

  get sm2Pem(): string | undefined {
    return this.inUse.sm2Pem;
  }

  get packetCertificatePem(): string {
    return this.inUse.packetCertificatePem;
  }

  /** Whether the console could read the signer's keys. */
  get isSignerOfSameUser(): boolean {
    return this.signing.signer.isOfSameUser;
  }

  /** Whether somebody knows more, or something else, than this ledger (an old backup was restored, or history rewritten), and whether it is signed. */
  get standing(): LedgerStanding {
    return this.signing.standing.now;
  }

  /** @throws what the signer itself says against starting (KEY_FILE_OPEN); one that is only away is tried again */
  async start(): Promise<void> {
    this.#newest = await newestCheckpoint(this.reader);
    await this.signing.standing.open();
    try {
      await this.signing.signer.ready();
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'SIGNER_AWAY')) throw error;
    }
    await this.#tryToMake();
    this.#timer = setInterval(() => this.#later(0), everyMs);
    this.ledger.onCommitted(() => {
      if (this.ledger.head() - (this.#newest?.size ?? 0) >= everyEntries) this.#later(atMostEveryMs);
    });
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    clearTimeout(this.#soon);
    this.verifications.stop();
    await this.signing.signer.close();
  }

  /** The newest one; asking makes none. */
  newest(): CheckpointRow | undefined {
    return this.#newest;
  }

  /**
   * Has the tree signed as it stands on disk.
   * @returns the newest checkpoint
   * @throws SIGNER_AWAY; LEDGER_SHORTER and LEDGER_FORKED where the signer has signed something else before
   */
  make(): Promise<CheckpointRow> {
    // One at a time: each proof starts from what was signed before it.
    const made = this.#turn.then(() => this.#make());
    this.#turn = made.catch(() => undefined);
    return made;
  }

  /** The newest one with the cosignatures that its witnesses give within a few seconds: for what leaves the house. */
  async cosigned(): Promise<CheckpointRow> {
    const row = await this.make();
    await this.signing.witnesses.gather(row, witnessWithinMs);
    return this.#witnessed(row);
  }

  /** @throws DomainError COSIGNATURE_WRONG, LEDGER_SHORTER, LEDGER_FORKED */
  async addCosignature(
    note: string,
  ): Promise<{ readonly size: number; readonly witnesses: readonly string[] }> {
    const added = await this.signing.witnesses.add(note);
    if (this.#newest?.size === added.size) this.#newest = await this.#witnessed(this.#newest);
    return added;
  }

  /** A signed note over a packet's seal. @throws SIGNER_NOT_A_SEAL, SIGNER_AWAY */
  seal(text: string): Promise<string> {
    return this.signing.signer.ask({ asks: 'seal', text });
  }

  /** CMS over a packet's tagmanifest, DER. @throws SIGNER_NOT_A_MANIFEST, SIGNER_AWAY */
  async signContents(tagManifest: Uint8Array, at: Instant): Promise<Uint8Array> {
    const text = new TextDecoder().decode(tagManifest);
    return fromBase64(await this.signing.signer.ask({ asks: 'cms', text, at }));
  }

  /** SM2 over a packet's tagmanifest, DER; undefined where the court has no SM2 key. @throws SIGNER_NOT_A_MANIFEST */
  async signSm2(tagManifest: string): Promise<Uint8Array | undefined> {
    if (this.sm2Pem === undefined) return undefined;
    return fromBase64(await this.signing.signer.ask({ asks: 'sm2', text: tagManifest }));
  }

  fingerprint(): string {
    return fingerprintOf(this.pem);
  }

  keys(): Promise<KeyRow[]> {
    return this.signing.keys.all();
  }

  /** A new key, for which the old one signs; the old one's time ends. @returns the new fingerprint */
  async succeedKey(by: Actor): Promise<string> {
    await this.make();
    await this.signing.signer.ask({ asks: 'successor', at: this.ledger.now() });
    await this.signing.keys.settle(await this.signing.signer.ready(), by);
    await this.make();
    return this.fingerprint();
  }

  /**
   * Two people acknowledge what was lost: the ledger ends under its name, and goes on under the next one with a new key.
   * @throws LEDGER_NOT_CONTRADICTED, SIGNER_HIDES_A_LOSS, SIGNER_AWAY
   */
  beginAnew(asked: Actor, approved: Actor, why: string): Promise<void> {
    const begun = this.#turn.then(() => this.#beginAnew(asked, approved, why));
    this.#turn = begun.catch(() => undefined);
    return begun;
  }

  /** What the evidence says was lost. @throws LEDGER_NOT_CONTRADICTED */
  loss(): Promise<LossFound> {
    return this.#losses.found(this.signing.standing.seenOtherwise, this.name);
  }

  /**
   * A key was lost or stolen: from `from` on it counts for nothing. One that is in use is succeeded first.
   * @throws LEDGER_KEY_MISSING
   */
  async withdrawKey(id: string, from: Instant, by: Actor, why: string): Promise<void> {
    if (id === this.fingerprint()) await this.succeedKey(by);
    await this.signing.keys.withdraw(id, from, by, why);
    await this.make();
  }

  consistency(from: number, to: number): Promise<ConsistencyProof> {
    return consistencyBetween(this.reader, this.ledger.head(), { from, to });
  }

  inclusion(entry: number, size: number): Promise<EntryProof> {
    return inclusionOf(this.reader, this.ledger.head(), { entry, size });
  }

  async #beginAnew(asked: Actor, approved: Actor, why: string): Promise<void> {
    const { signer, keys } = this.signing;
    const { kept, known } = await this.loss();
    const number = Math.max(ledgerNumberOf(this.name), (await signer.ready()).ledger) + 1;
    const loss = { number, kept, known, asked: asked.id, approved: approved.id };
    await signer.ask({ asks: 'begin-anew', loss, at: this.ledger.now() });
    const state = await signer.ready();
    // What people say of it goes into every packet from now on.
    await keys.settle(state, approved, { kept, known, why: word(why, 'shared') });
    await this.#make();
    await this.signing.standing.signed();
  }

  async #make(): Promise<CheckpointRow> {
    // Asked anew: another node of this court may have had something signed in between.
    await this.signing.signer.ask({ asks: 'state' });
    const state = await this.signing.signer.ready();
    await this.signing.keys.settle(state);
    await this.#demandSame(state);
    const { size, root } = this.ledger.treeHead();
    if (this.#newest?.size === size) return this.#newest;
    const text = checkpointText({ origin: this.name, size, root });
    const proof = await consistencyOf(this.reader, state.last.size, size);
    const note = await this.signing.signer.ask({ asks: 'checkpoint', text, proof: proof.map(toBase64) });
    const row = { size, at: toInstant(this.ledger.clock.nowMs()), note };
    await this.writer.write((unit) => keepCheckpoint(unit, row));
    if ((this.#newest?.size ?? -1) < size) this.#newest = row;
    this.signing.witnesses.ask(row);
    return row;
  }

  /** A signer whose folder was lost knows nothing of a ledger that was begun anew, and would sign the one before. */
  async #demandSame({ ledger, last, court }: SignerState): Promise<void> {
    const { witnesses, standing } = this.signing;
    const origin = originOf(court, ledger);
    if (origin === this.name) return witnesses.compare({ ...last, origin }, 'signer');
    const about = { here: this.ledger.head(), known: last.size, by: 'signer', root: last.root };
    await standing.contradicted({ found: 'forked', ...about });
    throw conflict('LEDGER_FORKED', `the signer signs ${origin}, and this ledger is ${this.name}`);
  }

  async #witnessed(row: CheckpointRow): Promise<CheckpointRow> {
    const end = row.note.indexOf('\n\n') + 2;
    const lines = row.note
      .slice(end)
      .split('\n')
      .filter((line) => line.startsWith(`\u2014 ${this.name} `));
    const note = `${row.note.slice(0, end)}${lines.map((line) => `${line}\n`).join('')}`;
    return { ...row, note: note + (await this.signing.witnesses.linesAt(row.size)) };
  }

  #later(delayMs: number): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      void this.#tryToMake();
    }, delayMs);
  }

  /** A checkpoint that cannot be signed or kept is made again at the next turn, and the first failure is a fact. */
  async #tryToMake(): Promise<void> {
    try {
      await this.make();
      await this.signing.standing.signed();
    } catch (error) {
      this.#log.error(`no checkpoint could be made: ${reasonOf(error)}`);
      await this.signing.standing
        .unsigned(reasonOf(error))
        .catch((why: unknown) => this.#log.error(reasonOf(why)));
    }
  }
}
