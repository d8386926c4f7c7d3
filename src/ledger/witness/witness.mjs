#!/usr/bin/env node
// Witnesses a court's ledger: at a police station, a higher court, or on a second machine. Node 18 or later, nothing else.
//
//   node witness.mjs --name witness/chengguan --folder STATE --origin courthouse/demo --key COURT-KEY.pem
//        --court https://court.example:3000 [--every SECONDS | --once]      fetches checkpoints and hands cosignatures in
//        --listen 127.0.0.1:8090                                           takes checkpoints (c2sp.org/tlog-witness)
//        --checkpoint FILE [--proof FILE]                                  cosigns one that was brought, on standard output
//
// The first run makes the witness's own key in STATE and prints its verifier key: the court adds that line to its file
// witnesses.txt. COURT-KEY.pem is what GET /api/ledger/keys gives; compare its fingerprint by telephone.
//
// A witness has one duty: it never cosigns two ledgers that contradict each other. What it cosigned last is on its disk
// before the cosignature leaves. It judges no entry and keeps none. A court whose machine has a certificate of its own
// authority is reached with NODE_EXTRA_CA_CERTS=court-ca.pem.
//
// A court that lost entries goes on in a ledger of another name, courthouse/demo/2. This witness never cosigns that by
// itself: stop it, get the court's new key and its fingerprint by telephone, and start it in the same folder with the new
// --origin and --key. It then reads the statement of the court (--beginning FILE, or fetched), which must own up to
// everything that was cosigned before, says what is lost, keeps the old cosigned checkpoint as evidence, and goes on.
//
// Exit 0: cosigned, or nothing new. 1: the court shows a ledger that is shorter or other than the one cosigned before.
// 2: nothing could be judged (no connection, wrong arguments, not signed by the court's key).

/* oxlint-disable max-lines, complexity, no-await-in-loop -- one file on purpose: it is carried to another machine and read there */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

/** Why nothing is cosigned; `status` is what c2sp.org/tlog-witness answers. */
export class Refused extends Error {
  constructor(status, found, chinese, english) {
    super(english);
    Object.assign(this, { status, found, chinese });
  }
}

const contradicts = (status, chinese, english) => new Refused(status, 'contradiction', chinese, english);
const unfit = (status, chinese, english) => new Refused(status, 'unfit', chinese, english);

// ---------------------------------------------------------------------------------------------------------------------
// 1. Notes, checkpoints, proofs
// ---------------------------------------------------------------------------------------------------------------------

function sha256(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

const keyIdOf = (name, type, key) => sha256(Buffer.from(`${name}\n`), Buffer.of(type), key).subarray(0, 4);

function strictBase64(text) {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}

/** c2sp.org/signed-note and c2sp.org/tlog-checkpoint. */
function parseCheckpoint(note) {
  const broken = () => unfit(400, '不是检查点', 'this is no signed checkpoint');
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n') || /[^\P{Cc}\n]/u.test(note)) throw broken();
  const text = note.slice(0, split + 1);
  const [origin, size, encoded, ...rest] = text.split('\n');
  const root = strictBase64(encoded ?? '');
  if (!/^(0|[1-9]\d{0,14})$/.test(size ?? '') || root?.length !== 32 || rest.at(-1) !== '') throw broken();
  return { text, origin, size: Number(size), root, lines: linesIn(note.slice(split + 2)) };
}

const linesIn = (signatures) =>
  signatures
    .slice(0, -1)
    .split('\n')
    .map((line) => {
      const [, name, signature] = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/=]+)$/u.exec(line) ?? [];
      const bytes = strictBase64(signature ?? '');
      if (name === undefined || bytes === null || bytes.length < 5)
        throw unfit(400, '签名行不成立', 'has a broken signature line');
      return { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
    });

/** The court's Ed25519 keys; a line `# name, from, until` before a block says whose and for how long. */
function courtKeys(pem, origin) {
  const keys = [];
  for (const [, comment = '', block] of pem.matchAll(
    /(?:^#([^\n]*)\r?\n)?(-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----)/gm,
  )) {
    const der = Buffer.from(block.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64');
    if (der.subarray(0, -32).toString('hex') !== '302a300506032b6570032100') continue;
    const [name, , until] = comment.split(',').map((part) => part.trim());
    if (name && name !== origin) continue;
    keys.push({
      key: createPublicKey(block),
      raw: der.subarray(-32),
      until: until ? Date.parse(until) : Infinity,
    });
  }
  return keys;
}

/** Signed by a key that is in use now: what a withdrawn key signs is not cosigned. */
function isSignedBy(checkpoint, keys, nowMs) {
  return keys.some(({ key, raw, until }) => {
    const keyId = keyIdOf(checkpoint.origin, 1, raw);
    const own = checkpoint.lines.filter(
      (line) => line.name === checkpoint.origin && line.keyId.equals(keyId),
    );
    return (
      until > nowMs &&
      own.length > 0 &&
      own.every(({ signature }) => verify(null, Buffer.from(checkpoint.text), key, signature))
    );
  });
}

/** The statement that begins a ledger after a loss: two people of the court say what was kept and what was known. */
function parseBeginning(note, origin) {
  const split = note.lastIndexOf('\n\n');
  const text = note.slice(0, split + 1);
  const [, said, after, keptSize, keptRoot, knownSize, knownRoot] =
    /^(\S+)\/begins\nafter (\S+)\nkept (\d{1,15}) (\S+)\nknown (\d{1,15}) (\S+)\nasked (?!(\S+)\napproved \7\n)\S+\napproved \S+\n/.exec(
      text,
    ) ?? [];
  if (said !== origin) throw unfit(400, '不是该台账的开始声明', `is no statement that begins ${origin}`);
  const tree = (size, root) => ({ size: Number(size), root: strictBase64(root) ?? Buffer.alloc(0) });
  const lines = linesIn(note.slice(split + 2));
  return { text, origin, lines, after, kept: tree(keptSize, keptRoot), known: tree(knownSize, knownRoot) };
}

const half = (value) => Math.floor(value / 2);
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);

/** RFC 9162 2.1.4.2. */
export function continues(older, newer, proof) {
  if (older.size > newer.size) return false;
  if (older.size === newer.size) return proof.length === 0 && older.root.equals(newer.root);
  if (older.size === 0) return proof.length === 0;
  const isPower = Number.isInteger(Math.log2(older.size));
  const [first, ...steps] = isPower ? [older.root, ...proof] : proof;
  if (first === undefined) return false;
  let [fn, sn, before, after] = [older.size - 1, newer.size - 1, first, first];
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
  for (const step of steps) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      before = nodeHash(step, before);
      after = nodeHash(step, after);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else after = nodeHash(after, step);
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && before.equals(older.root) && after.equals(newer.root);
}

// ---------------------------------------------------------------------------------------------------------------------
// 2. The witness: its key, what it cosigned last, and the one decision it makes
// ---------------------------------------------------------------------------------------------------------------------

export class Witness {
  #folder;
  #private;
  #last;
  #former = null;
  /** the tree that a ledger begun anew must continue */
  #base = { size: 0, root: sha256() };

  /** @param courtPem text with the court's keys, or a function that reads it anew each time */
  constructor({ name, folder, origin, courtPem, nowMs = () => Date.now() }) {
    if (!/^[^\s+]+$/u.test(name)) throw new TypeError('a witness needs a name without spaces and plus signs');
    Object.assign(this, { name, origin, nowMs });
    this.courtPem = typeof courtPem === 'function' ? courtPem : () => courtPem;
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const keyPath = join(folder, 'witness-ed25519.pem');
    if (!existsSync(keyPath)) {
      const { privateKey } = generateKeyPairSync('ed25519');
      replace(folder, 'witness-ed25519.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }));
    }
    this.#private = createPrivateKey(readFileSync(keyPath));
    this.publicKey = createPublicKey(this.#private).export({ type: 'spki', format: 'der' }).subarray(-32);
    this.pem = String(createPublicKey(this.#private).export({ type: 'spki', format: 'pem' }));
    // For whoever checks packets: verify.mjs takes it beside the court's keys.
    replace(folder, 'witness.pem', `# ${name}, , \n${this.pem}`);
    const statePath = join(folder, 'cosigned-last.json');
    this.#last = existsSync(statePath) ? JSON.parse(readFileSync(statePath, 'utf8')) : { size: 0, note: '' };
    const cosigned = this.#last.note === '' ? null : parseCheckpoint(this.#last.note);
    if (cosigned === null || cosigned.origin === origin) return;
    const [now, before] = [origin, cosigned.origin].map((one) => one.split('/'));
    if (now[1] !== before[1] || Number(now[2] ?? 1) <= Number(before[2] ?? 1))
      throw new TypeError(`the folder ${folder} belongs to a witness of another ledger`);
    this.#former = cosigned;
  }

  /** The ledger that this witness cosigned before its court began another one, while that is not accepted. */
  get former() {
    return this.#former?.origin ?? null;
  }

  /**
   * Accepts a ledger begun anew, where its statement owns up to everything that was cosigned before.
   * @returns {{from: number, to: number}} which entries that this witness saw are lost
   * @throws Refused
   */
  begin(statement) {
    const beginning = parseBeginning(statement, this.origin);
    if (!isSignedBy(beginning, courtKeys(this.courtPem(), this.origin), this.nowMs()))
      throw unfit(
        403,
        '声明不是由法院现用公钥签名',
        'the statement is not signed by a key of the court in use',
      );
    const { after, kept, known } = beginning;
    const former = this.#former;
    const isSame = former.size === known.size && former.root.equals(known.root);
    if (after !== former.origin || kept.size > known.size || !(former.size < known.size || isSame))
      throw contradicts(
        409,
        `声明没有说明曾见证的 ${former.size} 条去向`,
        `the statement does not own up to the ${former.size} entries that were cosigned`,
      );
    // The evidence of what was lost stays, under the name of the old ledger.
    const name = `cosigned-${former.origin.replaceAll('/', '-')}.json`;
    replace(this.#folder, name, `${JSON.stringify({ ...this.#last, statement })}\n`);
    this.#base = former.size <= kept.size ? former : kept;
    this.#last = { size: this.#base.size, note: '' };
    this.#former = null;
    return { from: this.#base.size + 1, to: former.size };
  }

  /** As c2sp.org/signed-note writes a verifier key: the line for the court's witnesses.txt. */
  get verifierKey() {
    const key = Buffer.concat([Buffer.of(4), this.publicKey]).toString('base64');
    return `${this.name}+${keyIdOf(this.name, 4, this.publicKey).toString('hex')}+${key}`;
  }

  /** The cosigned note of the largest tree so far, or nothing. */
  get newest() {
    return this.#last.note;
  }

  get size() {
    return this.#last.size;
  }

  /**
   * @param note a signed checkpoint
   * @param proof hashes from the tree cosigned last to this one, base64
   * @returns {{line: string, note: string, size: number}} the cosignature, and the note with it
   * @throws Refused
   */
  cosign(note, proof) {
    const checkpoint = parseCheckpoint(note);
    if (checkpoint.origin !== this.origin)
      throw unfit(404, '不是本见证对象的台账', `is a checkpoint of ${checkpoint.origin}, not ${this.origin}`);
    if (!isSignedBy(checkpoint, courtKeys(this.courtPem(), this.origin), this.nowMs()))
      throw unfit(403, '不是由法院现用公钥签名', 'is not signed by a key of the court that is in use');
    if (this.#former !== null)
      throw unfit(403, '尚未接受新台账的声明', `of ${this.origin} no statement was accepted yet`);
    const last = this.#last.note === '' ? this.#base : parseCheckpoint(this.#last.note);
    if (checkpoint.size < last.size)
      throw contradicts(
        409,
        `台账变短：曾见证 ${last.size} 条，现仅 ${checkpoint.size} 条`,
        `the ledger became shorter: ${last.size} entries were cosigned, now there are ${checkpoint.size}`,
      );
    if (checkpoint.size === last.size && !checkpoint.root.equals(last.root))
      throw contradicts(409, '同样条数，内容不同', `another ledger of the same ${last.size} entries`);
    const hashes = proof.map(strictBase64);
    if (hashes.includes(null) || !continues(last, checkpoint, hashes))
      throw contradicts(
        422,
        '一致性证明不成立',
        `is not shown to continue the ledger of ${last.size} entries`,
      );
    return this.#cosigned(checkpoint);
  }

  #cosigned({ text, lines, size }) {
    const seconds = Math.floor(this.nowMs() / 1000);
    const stamp = Buffer.alloc(8);
    stamp.writeBigUInt64BE(BigInt(seconds));
    // c2sp.org/tlog-cosignature: what is signed is when it was, and the checkpoint.
    const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`), this.#private);
    const bytes = Buffer.concat([keyIdOf(this.name, 4, this.publicKey), stamp, signature]);
    const line = `\u2014 ${this.name} ${bytes.toString('base64')}\n`;
    const court = lines
      .filter(({ name }) => name === this.origin)
      .map((own) => `\u2014 ${own.name} ${Buffer.concat([own.keyId, own.signature]).toString('base64')}\n`);
    const note = `${text}\n${court.join('')}${line}`;
    this.#last = { size, note };
    replace(this.#folder, 'cosigned-last.json', `${JSON.stringify(this.#last)}\n`);
    return { line, note, size };
  }
}

/** Temp, fsync, rename, fsync of the folder: what it says is on disk when this returns. */
function replace(folder, name, text) {
  const path = join(folder, name);
  const file = openSync(`${path}.new`, 'w', 0o600);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.new`, path);
  const directory = openSync(folder, 'r');
  fsyncSync(directory);
  closeSync(directory);
}

// ---------------------------------------------------------------------------------------------------------------------
// 3. Fetching from the court
// ---------------------------------------------------------------------------------------------------------------------

const answerWithinMs = 10_000;

async function ask(url, init = {}) {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(answerWithinMs) });
  return { status: response.status, text: await response.text() };
}

/**
 * One turn: fetch, judge, cosign, hand in.
 * @returns {Promise<{size: number, isNew: boolean}>}
 * @throws Refused, or what the network says
 */
export async function visit(witness, court) {
  const ledger = `${court.replace(/\/$/, '')}/api/ledger`;
  const { status, text: note } = await ask(`${ledger}/checkpoint`);
  if (status !== 200 || note === '') throw new Error(`the court gives no checkpoint (${status})`);
  const { size, root, origin } = parseCheckpoint(note);
  if (witness.former !== null) accept(witness, (await ask(`${ledger}/beginning`)).text);
  const seen = witness.size;
  const isKnown = seen === size && witness.newest !== '' && parseCheckpoint(witness.newest).root.equals(root);
  try {
    if (origin.startsWith(`${witness.origin.split('/').slice(0, 2).join('/')}/`) && origin !== witness.origin)
      throw contradicts(
        409,
        `法院已以 ${origin} 重新开始台账：请读其声明（/api/ledger/beginning）并经电话核对新公钥，接受后以新的 --origin 和 --key 启动`,
        `the court began its ledger anew as ${origin}: read its statement (/api/ledger/beginning), compare the new key by telephone, and start with the new --origin and --key if you accept it`,
      );
    const proof = seen === 0 || size <= seen ? [] : await proofBetween(ledger, seen, size);
    const cosigned = isKnown ? { note: witness.newest } : witness.cosign(note, proof);
    if (!isKnown || !note.includes(` ${witness.name} `)) await handIn(ledger, cosigned.note);
    return { size, isNew: !isKnown };
  } catch (error) {
    // The court learns what we know: a machine that took up an old backup cannot know it by itself.
    if (error instanceof Refused && error.found === 'contradiction' && witness.newest !== '')
      await handIn(ledger, witness.newest, [409]);
    throw error;
  }
}

function accept(witness, statement) {
  const { former } = witness;
  const { from, to } = witness.begin(statement);
  tell(
    to < from
      ? `法院以 ${witness.origin} 继续台账；曾见证的记录都在。The ledger goes on; nothing that was cosigned is lost.`
      : `！法院确认 ${former} 第 ${from}–${to} 条已丢失，台账以 ${witness.origin} 继续；原见证保存在本文件夹。The court acknowledges entries ${from}–${to} of ${former} as lost; the evidence is kept here.`,
  );
}

async function proofBetween(ledger, from, to) {
  const { status, text } = await ask(`${ledger}/proofs?from=${from}&to=${to}`);
  if (status !== 200) throw new Error(`the court gives no proof from ${from} to ${to} (${status})`);
  return JSON.parse(text).hashes.map(String);
}

async function handIn(ledger, note, alsoFine = []) {
  const { status } = await ask(`${ledger}/cosignatures`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: note,
  });
  if (status >= 300 && !alsoFine.includes(status))
    throw new Error(`the court takes no cosignature (${status})`);
}

// ---------------------------------------------------------------------------------------------------------------------
// 4. Taking checkpoints (c2sp.org/tlog-witness)
// ---------------------------------------------------------------------------------------------------------------------

const mostBody = 1024 * 1024;

/** @returns an HTTP server that is not listening yet */
export function witnessServer(witness) {
  return createServer((request, response) => {
    const answer = (status, text, type = 'text/plain; charset=utf-8') =>
      response.writeHead(status, { 'content-type': type }).end(text);
    const url = new URL(request.url ?? '/', 'http://witness');
    if (request.method === 'GET' && url.pathname === '/checkpoint') {
      const isOurs = [null, witness.origin].includes(url.searchParams.get('origin')) && witness.newest !== '';
      answer(isOurs ? 200 : 404, isOurs ? witness.newest : '');
    } else if (request.method === 'POST' && url.pathname === '/add-checkpoint') {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (chunk) => {
        body += chunk;
        if (body.length > mostBody) request.destroy();
      });
      request.on('end', () => addCheckpoint(witness, body, answer));
    } else answer(404, '');
  });
}

function addCheckpoint(witness, body, answer) {
  try {
    const [, older, proof, note] =
      /^old (0|[1-9]\d{0,14})\n((?:[A-Za-z0-9+/=]+\n){0,63})\n([^]+)$/.exec(body) ?? [];
    if (note === undefined) throw unfit(400, '格式不符', 'is no add-checkpoint request');
    const { origin, size } = parseCheckpoint(note);
    if (Number(older) > size) throw unfit(400, '旧大小大于新大小', 'claims an older size that is larger');
    // Whoever asks must know where we stand, so that a refused proof is a proof of something.
    if (origin === witness.origin && Number(older) !== witness.size)
      return answer(409, `${witness.size}\n`, 'text/x.tlog.size');
    return answer(200, witness.cosign(note, proof.split('\n').filter(Boolean)).line);
  } catch (error) {
    if (!(error instanceof Refused)) return answer(500, '');
    if (error.found === 'contradiction') tell(`！${error.chinese}  ${error.message}`);
    return error.status === 409
      ? answer(409, `${witness.size}\n`, 'text/x.tlog.size')
      : answer(error.status, `${error.message}\n`);
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// 5. The program
// ---------------------------------------------------------------------------------------------------------------------

const tell = (line) => process.stderr.write(`${new Date().toISOString()} ${line}\n`);

async function turn(witness, court) {
  try {
    const { size, isNew } = await visit(witness, court);
    if (isNew) tell(`已见证 cosigned: ${size}`);
    return 0;
  } catch (error) {
    return refusedBy(error);
  }
}

function refusedBy(error) {
  const isRefused = error instanceof Refused;
  tell(isRefused ? `！${error.chinese}  ${error.message}` : `未能判断 could not judge: ${error.message}`);
  return isRefused && error.found === 'contradiction' ? 1 : 2;
}

async function keepVisiting(witness, court, everyMs) {
  for (;;) {
    await turn(witness, court);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

async function cosignBrought(witness, { checkpoint, proof }) {
  try {
    const hashes = proof === undefined ? [] : JSON.parse(await readFile(proof, 'utf8')).hashes.map(String);
    process.stdout.write(witness.cosign(await readFile(checkpoint, 'utf8'), hashes).note);
    return 0;
  } catch (error) {
    return refusedBy(error);
  }
}

const text = { type: 'string' };

async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      ...{ name: text, folder: text, origin: text, key: text, court: text, every: text, listen: text },
      ...{ checkpoint: text, proof: text, beginning: text, once: { type: 'boolean' } },
    },
  });
  const { name, folder, origin, key, court, every = '5', listen } = values;
  if ([name, folder, origin, key].includes(undefined) || !(Number(every) > 0)) {
    tell(
      'node witness.mjs --name NAME --folder STATE --origin courthouse/COURT --key COURT-KEY.pem --court URL',
    );
    return 2;
  }
  const witness = new Witness({ name, folder, origin, courtPem: () => readFileSync(key, 'utf8') });
  try {
    if (values.beginning !== undefined && witness.former !== null)
      accept(witness, readFileSync(values.beginning, 'utf8'));
  } catch (error) {
    return refusedBy(error);
  }
  tell(`见证人公钥 verifier key: ${witness.verifierKey}`);
  if (values.checkpoint !== undefined) return cosignBrought(witness, values);
  if (listen !== undefined) {
    const [, host, port] = /^(.*):(\d+)$/.exec(listen) ?? [];
    witnessServer(witness).listen(Number(port), host);
  }
  if (court !== undefined && values.once) return turn(witness, court);
  if (court !== undefined) await keepVisiting(witness, court, Number(every) * 1000);
  return listen === undefined ? 2 : undefined;
}

if (
  process.argv[1] !== undefined &&
  import.meta.url === pathToFileURL(await realpath(process.argv[1]).catch(() => '')).href
)
  process.exitCode = await main(process.argv.slice(2));
