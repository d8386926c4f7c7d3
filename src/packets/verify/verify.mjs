#!/usr/bin/env node
// Checks an evidence packet of a courthouse, its ZIP or the unpacked folder, with nothing but Node 18 or later.
//
//   node verify.mjs PACKET [--trust KEY.pem] [--against OLDER-PACKET]
//
// It is one long file on purpose: it travels inside every packet, must run in ten years without anything beside it, and
// is meant to be read from top to bottom by somebody who does not believe us. It imports nothing of the console.
//
// First line of output        exit  meaning
//   whole                       0   every byte as sealed, signed by the trusted key, the ZIP itself as we write it
//   re-packed                   0   the same, but somebody packed the contents into a ZIP anew
//   self-consistent             2   everything fits together, but no trusted key was given to judge the signature by
//   incomplete: NAME            2   a listed file is absent, or the ZIP is cut short, and nothing else is wrong
//   altered: NAME               1   NAME is not what was sealed (or was signed by another key, or is not listed at all)
//
// Who vouches for what, from the top:
//   the trusted Ed25519 key -> signature/seal.note -> both tagmanifests and every other file in signature/
//   tagmanifests -> every file outside data/ and signature/, so also manifests, ledger and this program
//   manifests -> every file in data/
//   the same key -> ledger/checkpoint.txt -> (proofs) -> ledger/entries.jsonl -> (hashes) -> ledger/disclosed.jsonl
//   seal.note -> signature/sm2-key.pem -> signature/tagmanifest.sm2.sig, and the SM2 line of the checkpoint
//   witnesses' keys, where --trust names them (any name but courthouse/...) -> their lines of the checkpoint
// A ledger is courthouse/{court}. A court that lost entries (an old backup was restored) goes on in courthouse/{court}/2,
// /3 and so on, and every packet of that ledger carries the entry in which two people acknowledged the loss.
// Every list is kept twice, with SHA-256 and with SM3. Each stage ends before the next begins, so the NAME reported is
// the one nearest to the signature. Times printed are the court's own (本地签名时间) unless a time stamp token is checked.

/* oxlint-disable max-lines, complexity -- one file by contract, and a list of checks reads best as a list */
import {
  createHash,
  createPublicKey,
  getHashes,
  verify as verifySignature,
  X509Certificate,
} from 'node:crypto';
import { lstat, open, readdir, readFile, realpath } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import * as zlib from 'node:zlib';

/** Something in the packet is not as it was sealed. */
class Altered extends Error {
  constructor(name, chinese, english) {
    super(english);
    this.fileName = name;
    this.chinese = chinese;
  }
}

const chunkBytes = 1024 * 1024;
/** Lists, proofs and the ledger are read whole; nothing of that kind is ever larger. */
const mostTextBytes = 256 * 1024 * 1024;
const mostMembers = 2_000_000;

// ---------------------------------------------------------------------------------------------------------------------
// 1. The program
// ---------------------------------------------------------------------------------------------------------------------

async function main(args) {
  const asked = parseArguments(args);
  if (asked === null) {
    process.stderr.write('node verify.mjs PACKET [--trust KEY.pem] [--against OLDER-PACKET]\n');
    return 2;
  }
  const { line, exit, notes } = await examine(asked);
  process.stdout.write([line, ...notes].map((text) => `${text}\n`).join(''));
  return exit;
}

function parseArguments(args) {
  const asked = {};
  for (let at = 0; at < args.length; at += 1) {
    const option = { '--trust': 'trust', '--against': 'against' }[args[at]];
    if (option !== undefined) {
      at += 1;
      if (args[at] === undefined || asked[option] !== undefined) return null;
      asked[option] = args[at];
    } else if (args[at].startsWith('--') || asked.packet !== undefined) return null;
    else asked.packet = args[at];
  }
  return asked.packet === undefined ? null : asked;
}

/** @returns {Promise<{line: string, exit: number, notes: string[]}>} never throws */
export async function examine({ packet, trust, against }) {
  const own = basename(resolve(packet));
  /** the file being looked at, so that even an unforeseen error names one */
  const looking = { at: own };
  let bag;
  try {
    const trusted = trust === undefined ? null : await readTrust(trust, looking);
    looking.at = own;
    bag = await openBag(packet);
    const findings = await check(bag, trusted?.court ?? null, trusted?.witnesses ?? [], looking);
    if (against !== undefined && findings.checkpoint !== undefined)
      await checkAgainst(findings, against, looking);
    return judge(bag, trusted, findings, own);
  } catch (error) {
    const name = error instanceof Altered ? error.fileName : looking.at;
    const why =
      error instanceof Altered
        ? [`　　${error.chinese}`, `    ${error.message}`]
        : ['　　无法读取，视为已被改动', `    could not be read (${plain(error?.message)})`];
    if (error?.code === 'ENOENT' && bag === undefined && looking.at === own)
      return {
        line: `incomplete: ${plain(own)}`,
        exit: 2,
        notes: ['　　找不到该文件', '    there is no such file'],
      };
    return {
      line: `altered: ${plain(name)}`,
      exit: 1,
      notes: ['移送包已被改动或签名不符。The packet is not as sealed.', ...why],
    };
  } finally {
    await bag?.close();
  }
}

function judge(bag, trusted, findings, own) {
  const { missing } = findings;
  if (bag.isCut || missing.length > 0) {
    const name = bag.cutName ?? missing[0] ?? own;
    const notes = [
      '移送包不完整；现有部分未发现改动。The packet is incomplete; nothing that is there was found altered.',
      ...(bag.isCut ? ['　　压缩包被截断', '    the ZIP is cut short'] : []),
      ...(findings.lost ?? []),
      ...missing.slice(0, 20).map((absent) => `　　缺少 missing: ${plain(absent)}`),
      ...(missing.length > 20 ? [`　　…… 共 ${missing.length} 个 in all`] : []),
    ];
    return { line: `incomplete: ${plain(name)}`, exit: 2, notes };
  }
  const about = describe(findings);
  if (trusted === null)
    return {
      line: 'self-consistent',
      exit: 2,
      notes: [
        '内部一致，但未给出可信公钥，不能判断是谁签的名。请用 --trust 给出法院公布的公钥。',
        'All parts agree, but without --trust nobody vouches for the signing key.',
        ...about,
      ],
    };
  if (!bag.isCanonical)
    return {
      line: 're-packed',
      exit: 0,
      notes: [
        '内容完整、签名可信；但压缩包被重新打包过，整包校验值与随附校验单不会一致。',
        'Contents whole and signed by the trusted key, in a ZIP that somebody packed anew.',
        ...about,
      ],
    };
  return {
    line: 'whole',
    exit: 0,
    notes: [
      '完整：每个文件均与封存时一致，并由可信公钥签名。',
      'Whole: every file is as it was sealed, signed by the trusted key.',
      ...about,
    ],
  };
}

function describe(findings) {
  const { document, checkpoint, key, entries, words, counted, stamped, against, sm2, witnessed, beginnings } =
    findings;
  return [
    `　　包编号 packet: ${plain(document.id)}`,
    `　　法院 court: ${plain(document.court.name)} (${plain(document.court.id)})`,
    `　　生成时间（本地时间） built: ${plain(document.builtAt)}`,
    `　　文件 files: ${counted}`,
    `　　台账 ledger: ${plain(checkpoint.origin)}, ${checkpoint.size}; 记录 entries: ${entries}; 披露文字 words: ${words}`,
    `　　签名公钥 key: SHA-256 ${key.fingerprint}`,
    ...beginnings.flatMap(describeLoss),
    ...(sm2 ? ['　　国密签名 SM2 相符 the SM2 signatures fit'] : []),
    ...witnessed.known.map(
      ({ name, at }) =>
        `　　台账见证 the ledger was witnessed: ${plain(name)}, ${new Date(at).toISOString()}`,
    ),
    ...witnessed.unknown.map(
      (name) => `　　另有见证，未给出其公钥 also witnessed by one whose key was not given: ${plain(name)}`,
    ),
    ...(stamped === null
      ? ['　　时间为本地签名时间，没有时间戳 all times are the court’s own; there is no time stamp']
      : [
          `　　时间戳 RFC 3161 time stamp: ${plain(stamped)}`,
          '　　　　其签发方请用 openssl ts -verify 核对 check its authority with openssl ts -verify',
        ]),
    ...(against === undefined
      ? []
      : [`　　与较早的包一致（台账只增不改） consistent with the older packet at ${against}`]),
  ];
}

/** What a court says of a ledger that it could not go on with. */
function describeLoss({ after, kept, known, entry }) {
  const lost = `${kept.size + 1}–${known.size}`;
  return [
    `　　台账曾有丢失：${plain(after)} 第 ${lost} 条已无法出示，由法院两人确认（第 ${entry.seq} 条，${plain(entry.at)}）`,
    `    entries ${lost} of ${plain(after)} can no longer be shown; two people of the court acknowledged it (entry ${entry.seq})`,
  ];
}

/** Text of unknown origin, safe on a terminal. */
function plain(text) {
  return String(text).replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0).toString(16)}}`,
  );
}

// ---------------------------------------------------------------------------------------------------------------------
// 2. What must hold, from the signature down
// ---------------------------------------------------------------------------------------------------------------------

const required = [
  'signature/seal.note',
  'tagmanifest-sha256.txt',
  'tagmanifest-sm3.txt',
  'signature/tagmanifest.p7s',
  'bagit.txt',
  'bag-info.txt',
  'manifest-sha256.txt',
  'manifest-sm3.txt',
  'data/packet.json',
  'ledger/checkpoint.txt',
  'ledger/entries.jsonl',
  'ledger/disclosed.jsonl',
  'verify/verify.mjs',
  'verify/README.txt',
];

async function check(bag, trusted, witnesses, looking) {
  const missing = new Set(required.filter((name) => !bag.has(name)));
  const state = { bag, trusted, witnesses, looking, missing };
  // While files are missing, whatever leans on them cannot be judged and is passed over: the verdict is then
  // `incomplete` at best, so nothing is gained for whoever removed them.
  state.keys = trusted ?? (await enclosedKeys(state));
  if (state.keys.length === 0) {
    const name = 'signature/ledger-key.pem';
    if (bag.has(name)) throw new Altered(name, '不是公钥', 'is no public key');
    missing.add(name);
  }
  const sealed = await checkSeal(state);
  const tags = await checkTagFiles(state, sealed);
  const payload = await checkManifests(state, tags);
  checkNothingElse(state, sealed, tags, payload);
  await checkSums(state, payload);
  await checkCms(state);
  const sm2 = await checkSm2(state);
  const stamped = await checkTimestamp(state);
  await checkBagFiles(state, payload);
  const document = await checkDocument(state, payload);
  const ledger = await checkLedger(state, document);
  checkKeyTime(state, document);
  return {
    missing: [...missing],
    document,
    key: state.sealKey,
    keys: state.keys,
    counted: bag.names.length,
    stamped,
    sm2,
    ...ledger,
  };
}

/** signature/seal.note: the one signature that carries all others. @returns {Promise<Map|null>} name -> SHA-256 */
async function checkSeal(state) {
  const { bag, looking } = state;
  const name = (looking.at = 'signature/seal.note');
  if (!bag.has(name) || state.keys.length === 0) return null;
  const note = parseNote(await bag.bytes(name), name);
  state.sealKey = signerOf(note, state.keys);
  if (state.sealKey === null) throw await unsealed(state, note, name);
  const sealed = parseList(Buffer.from(note.text), name, 64);
  for (const listed of sealed.keys()) {
    if (!/^(tagmanifest-(sha256|sm3)\.txt|signature\/[^/]+)$/.test(listed) || listed === name)
      throw new Altered(
        name,
        `列有不应由它列出的文件 ${listed}`,
        `lists ${listed}, which is not its to list`,
      );
  }
  for (const listed of ['tagmanifest-sha256.txt', 'tagmanifest-sm3.txt', 'signature/tagmanifest.p7s']) {
    if (!sealed.has(listed)) throw new Altered(name, `未列出 ${listed}`, `does not list ${listed}`);
  }
  await compare(state, sealed, 'sha256');
  for (const found of bag.names) {
    if (found.startsWith('signature/') && found !== name && !sealed.has(found)) throw unlisted(found);
  }
  return sealed;
}

/** Why the seal does not hold. */
async function unsealed(state, note, name) {
  const { bag, trusted } = state;
  if (trusted !== null && signerOf(note, await enclosedKeys(state)) !== null)
    return new Altered(
      name,
      '由另一把密钥签名，不是所给的可信公钥',
      'signed by another key than the trusted one',
    );
  // Without a trusted key it may be the enclosed one that was changed: then the seal names another.
  const isNamed = state.keys.some((key) => linesBy(note, key).length > 0);
  for (const [listed, expected] of isNamed ? [] : parseList(Buffer.from(note.text), name, 64)) {
    if (listed.endsWith('.pem') && bag.has(listed) && (await bag.sums(listed)).sha256 !== expected)
      return new Altered(listed, '内容与封条所列不符', 'differs from what the seal lists');
  }
  return new Altered(name, '签名不符', 'the signature does not fit');
}

async function checkTagFiles(state, sealed) {
  const lists = await readLists(state, 'tagmanifest-sha256.txt', 'tagmanifest-sm3.txt');
  const isOurs = (name) => !/^(data|signature)\//.test(name) && !/^tagmanifest-[^/]*$/.test(name);
  for (const [name, list] of lists) {
    const odd = [...list.keys()].find((listed) => !isOurs(listed));
    if (odd !== undefined)
      throw new Altered(name, `列有不应由它列出的文件 ${odd}`, `lists ${odd}, which is not its to list`);
  }
  await checkSums(state, lists);
  if (lists.size === 0 && sealed === null) return null;
  return lists;
}

async function checkManifests(state) {
  const lists = await readLists(state, 'manifest-sha256.txt', 'manifest-sm3.txt');
  for (const [name, list] of lists) {
    const odd = [...list.keys()].find((listed) => !listed.startsWith('data/'));
    if (odd !== undefined)
      throw new Altered(name, `列有 data/ 以外的文件 ${odd}`, `lists ${odd}, which is not in data/`);
  }
  return lists;
}

/** The twin lists there are; both must name the same files. @returns {Promise<Map<string, Map<string, string>>>} */
async function readLists({ bag, looking }, ...names) {
  const lists = new Map();
  for (const name of names) {
    looking.at = name;
    if (bag.has(name)) lists.set(name, parseList(await bag.bytes(name), name, 64));
  }
  const [first, second] = names.map((name) => lists.get(name));
  if (
    first !== undefined &&
    second !== undefined &&
    [...first.keys()].join('\n') !== [...second.keys()].join('\n')
  )
    throw new Altered(names[1], `与 ${names[0]} 所列文件不同`, `lists other files than ${names[0]}`);
  return lists;
}

async function checkSums(state, lists) {
  for (const [name, list] of lists) await compare(state, list, name.includes('sm3') ? 'sm3' : 'sha256');
}

/** Compares files with a list; all that differ are told, the first by name. */
async function compare({ bag, looking, missing }, list, algorithm) {
  for (const [name, expected] of list) {
    looking.at = name;
    if (!bag.has(name)) {
      if (name !== bag.cutName) missing.add(name);
      continue;
    }
    if ((await bag.sums(name))[algorithm] !== expected)
      throw new Altered(
        name,
        `内容与清单的 ${algorithm.toUpperCase()} 值不符`,
        `its ${algorithm} differs from the list`,
      );
  }
}

/** A file that no list names was not sealed. Lists that are missing cannot accuse anybody. */
function checkNothingElse({ bag }, sealed, tags, payload) {
  const listed = new Set(['signature/seal.note', 'tagmanifest-sha256.txt', 'tagmanifest-sm3.txt']);
  for (const list of [...(tags?.values() ?? []), ...payload.values()])
    for (const name of list.keys()) listed.add(name);
  for (const name of bag.names) {
    const judged = name.startsWith('data/')
      ? payload.size > 0
      : name.startsWith('signature/')
        ? false
        : (tags?.size ?? 0) > 0;
    if (judged && !listed.has(name)) throw unlisted(name);
    if (
      sealed === null &&
      name.startsWith('signature/') &&
      !/\/(seal\.note|tagmanifest\.(p7s|sm2\.sig|tsr)|[^/]+\.pem)$/.test(name)
    )
      throw unlisted(name);
  }
  const known = [...bag.names, ...listed, ...required];
  for (const folder of bag.folders) {
    if (!known.some((name) => name.startsWith(folder)))
      throw new Altered(folder, '多出的空文件夹', 'a folder that holds nothing');
  }
}

const unlisted = (name) => new Altered(name, '清单中没有这个文件', 'a file that no list names');

/** bagit.txt and bag-info.txt say what RFC 8493 wants of them. */
async function checkBagFiles({ bag, looking, missing }, payload) {
  looking.at = 'bagit.txt';
  if (bag.has('bagit.txt')) {
    const text = String(await bag.bytes('bagit.txt'));
    if (text !== 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')
      throw new Altered('bagit.txt', '不是 BagIt 1.0 声明', 'does not declare BagIt 1.0');
  }
  looking.at = 'bag-info.txt';
  const [list] = payload.values();
  if (!bag.has('bag-info.txt') || list === undefined || missing.size > 0 || bag.isCut) return;
  const info = new Map(
    String(await bag.bytes('bag-info.txt'))
      .split('\n')
      .map((line) => line.split(/: (.*)/s).slice(0, 2)),
  );
  const octets = [...list.keys()].reduce((sum, name) => sum + bag.size(name), 0);
  if (info.get('Payload-Oxum') !== `${octets}.${list.size}`)
    throw new Altered('bag-info.txt', 'Payload-Oxum 不符', 'Payload-Oxum does not fit');
  if (bag.id !== null && info.get('External-Identifier') !== bag.id)
    throw new Altered('bag-info.txt', '包编号与文件夹名不符', 'names another packet than its folder does');
}

/** data/packet.json: what it says of every other file in data/ must be true of it. */
async function checkDocument({ bag, looking, missing }, payload) {
  const name = (looking.at = 'data/packet.json');
  if (!bag.has(name)) return undefined;
  const document = parseJson(await bag.bytes(name), name);
  const wrong = (chinese, english) => new Altered(name, chinese, english);
  if (document?.v !== 1 || typeof document.id !== 'string' || typeof document.court?.id !== 'string')
    throw wrong('不是第 1 版的 packet.json', 'is no packet.json of version 1');
  if (bag.id !== null && document.id !== bag.id)
    throw wrong('包编号与文件夹名不符', 'names another packet than its folder does');
  const told = new Map((document.files ?? []).map((file) => [file.path, file]));
  if (told.size !== document.files?.length) throw wrong('同一文件列出两次', 'lists a file twice');
  for (const [path, file] of told) {
    if (!path.startsWith('data/') || path === name)
      throw wrong(`不应列出 ${path}`, `should not list ${path}`);
    if (bag.has(path)) await checkTold(bag, path, file, wrong);
    else if (path !== bag.cutName) missing.add(path);
  }
  for (const list of payload.values()) {
    const untold = [...list.keys()].find((path) => path !== name && !told.has(path));
    if (untold !== undefined) throw wrong(`未列出 ${untold}`, `does not list ${untold}`);
  }
  for (const item of document.items ?? []) {
    const original = [...told.values()].find((file) => file.item === item.id && file.role === 'original');
    if (!['sha256', 'sm3', 'bytes'].every((field) => original?.[field] === item[field]))
      throw wrong(`证据 ${item.id} 与其文件不符`, `its item ${item.id} is not its file`);
  }
  return document;
}

async function checkTold(bag, path, file, wrong) {
  const sums = await bag.sums(path);
  if (file.sha256 !== sums.sha256 || file.sm3 !== sums.sm3 || file.bytes !== bag.size(path))
    throw wrong(`所载 ${path} 的校验值或大小不符`, `has other hashes or another size for ${path}`);
}

const longestBuildMs = 3_600_000;

/** A key that was not in use, or was withdrawn, when the packet was built does not vouch for it. */
function checkKeyTime({ sealKey, trusted }, document) {
  if (trusted === null || sealKey == null || document === undefined) return;
  const at = Date.parse(document.builtAt);
  // A packet that is being built while the court's key changes is sealed by the new one.
  if (at < sealKey.from - longestBuildMs || at >= sealKey.until)
    throw new Altered(
      'signature/seal.note',
      '签名密钥在生成时间不在有效期内',
      'signed by a key that was not valid when the packet was built',
    );
}

// ---------------------------------------------------------------------------------------------------------------------
// 3. The ledger
// ---------------------------------------------------------------------------------------------------------------------

const entryKeys = ['at', 'by', 'court', 'data', 'prev', 'seq', 'subject', 'type', 'v'];

async function checkLedger(state, document) {
  const { bag } = state;
  const checkpoint = await readCheckpoint(state, bag);
  if (checkpoint === undefined) return {};
  const isOwn = ledgerNamed(checkpoint.origin).court === document?.court.id;
  const said = document?.ledger;
  if (document !== undefined && (!isOwn || checkpoint.key.noteName !== checkpoint.origin))
    throw new Altered('ledger/checkpoint.txt', '不是本法院的台账', 'is not of the ledger of this court');
  if (
    document !== undefined &&
    (said?.origin !== checkpoint.origin || said.size !== checkpoint.size || said.root !== checkpoint.rootText)
  )
    throw new Altered(
      'ledger/checkpoint.txt',
      '与 packet.json 所载台账不符',
      'differs from the ledger named in packet.json',
    );
  const witnessed = await checkOtherLines(state, checkpoint);
  const entries = await checkEntries(state, checkpoint);
  const words = await checkWords(state, entries);
  const consistency = await checkConsistencyFiles(state, checkpoint, entries);
  const beginnings = checkBeginnings(state, checkpoint, entries, consistency);
  return { checkpoint, witnessed, entries: entries?.size ?? 0, words, consistency, beginnings };
}

/** @returns {{court?: string, number: number}} which court's ledger, and its how manieth it is */
function ledgerNamed(origin) {
  const [, court, number = '1'] = /^courthouse\/([^/]+)(?:\/([2-9]|[1-9]\d{1,3}))?$/.exec(origin) ?? [];
  return { court, number: Number(number) };
}

const originOf = (court, number) => `courthouse/${court}${number === 1 ? '' : `/${number}`}`;

/**
 * A ledger that is not a court's first one must say how it began: one entry `ledger.begun-anew` for each beginning, in
 * which two people acknowledge what was lost. It begins with what was kept of the one before, and that is proved.
 * @returns the beginnings, of ledger 2 first
 */
function checkBeginnings(state, checkpoint, entries, consistency) {
  const { court, number } = ledgerNamed(checkpoint.origin);
  const beginnings = [];
  for (let nth = 2; nth <= number && entries !== undefined; nth += 1) {
    const name = (state.looking.at = 'ledger/entries.jsonl');
    const origin = originOf(court, nth);
    const found = [...entries.values()].find(
      ({ entry }) => entry.type === 'ledger.begun-anew' && entry.data.origin === origin,
    );
    if (found === undefined)
      throw new Altered(
        name,
        `${origin} 是重新开始的台账，包内却没有确认丢失的记录`,
        `${origin} is a ledger begun anew, but no entry here acknowledges the loss`,
      );
    const beginning = { ...found.entry.data, entry: found.entry };
    checkStatement(state, beginning, originOf(court, nth - 1));
    checkKept(state, beginning, checkpoint, consistency);
    beginnings.push(beginning);
  }
  return beginnings;
}

/** The statement that both keys sign says the same as the entry, and so do the checkpoints that are named in it. */
function checkStatement({ keys }, { origin, after, kept, known, statement, asked, approved, entry }, before) {
  const name = 'ledger/entries.jsonl';
  const wrong = (chinese, english) =>
    new Altered(name, `第 ${entry.seq} 条：${chinese}`, `entry ${entry.seq}: ${english}`);
  if (typeof asked?.id !== 'string' || typeof approved?.id !== 'string' || asked.id === approved.id)
    throw wrong('确认丢失须有两人', 'a loss is acknowledged by two people');
  const isTree = (tree) => Number.isSafeInteger(tree?.size) && typeof tree.root === 'string';
  if (after !== before || !isTree(kept) || !isTree(known) || kept.size > known.size)
    throw wrong('确认丢失的记录不成立', 'does not tell what was kept and what was lost');
  const told = [
    [
      statement,
      `${origin}/begins\nafter ${after}\nkept ${kept.size} ${kept.root}\nknown ${known.size} ${known.root}\nasked ${asked.id}\napproved ${approved.id}\n`,
    ],
    [kept.note, `${after}\n${kept.size}\n${kept.root}\n`],
    [known.note, `${after}\n${known.size}\n${known.root}\n`],
  ];
  for (const [written, begin] of told.filter(([one], nth) => nth === 0 || one !== undefined)) {
    const note = parseNote(Buffer.from(String(written)), name);
    const isSigned =
      keys.every((key) => linesBy(note, key).length === 0 || signerOf(note, [key]) !== null) &&
      // Old checkpoints may be of a key that nobody gave us; the statement itself is of the one that sealed this packet too.
      (written !== statement || signerOf(note, keys) !== null);
    if (!note.text.startsWith(begin) || !isSigned)
      throw wrong('其声明不符', 'its statement says something else, or was signed by nobody');
  }
}

function checkKept({ missing }, { kept, entry }, checkpoint, consistency) {
  if (kept.size === 0) return;
  const proof = consistency.get(kept.size);
  if (proof === undefined) {
    missing.add(`ledger/proofs/consistency-${kept.size}-${checkpoint.size}.json`);
    return;
  }
  const root = base64(kept.root, 'ledger/entries.jsonl', 32);
  if (!leadsFrom({ size: kept.size, root }, checkpoint, proof.hashes))
    throw new Altered(
      proof.name,
      `台账不是从第 ${entry.seq} 条所述保留部分继续的`,
      `the ledger does not continue what entry ${entry.seq} says was kept`,
    );
}

/** Whether a proof leads from an older tree to a newer one. */
function leadsFrom(older, newer, hashes) {
  const first = isPowerOfTwo(older.size) ? [older.root] : [];
  const roots = rootsByConsistency(older.size, newer.size, [...first, ...hashes]);
  return roots !== null && roots.older.equals(older.root) && roots.newer.equals(newer.root);
}

/** The checkpoint's lines beside the court's Ed25519 one. @returns who witnessed it, {known: {name, at}[], unknown} */
async function checkOtherLines(state, { note, origin }) {
  const name = (state.looking.at = 'ledger/checkpoint.txt');
  const text = Buffer.from(note.text);
  for (const key of await enclosedSm2Keys(state)) {
    const own = linesOfKind(note, otherType, Buffer.concat([Buffer.from(sm2KeyPrefix), key]));
    if (!own.every(({ signature }) => sm2Fits(key, text, signature)))
      throw new Altered(name, 'SM2 签名不符', 'the SM2 signature does not fit');
  }
  const known = [];
  for (const witness of state.witnesses) {
    for (const { signer, signature } of linesOfKind(note, cosignatureType, witness.raw, witness.name)) {
      // c2sp.org/tlog-cosignature: 8 bytes of time, then Ed25519 over that time and the checkpoint.
      const seconds = signature.length === 72 ? signature.readBigUInt64BE(0) : 0n;
      const signed = Buffer.concat([Buffer.from(`cosignature/v1\ntime ${seconds}\n`), text]);
      if (
        seconds > 8_640_000_000_000n ||
        !verifySignature(null, signed, witness.publicKey, signature.subarray(8))
      )
        throw new Altered(name, `${signer} 的见证签名不符`, `the cosignature by ${signer} does not fit`);
      known.push({ name: signer, at: Number(seconds) * 1000 });
    }
  }
  const others = note.signatures.map(({ signer }) => signer).filter((signer) => signer !== origin);
  return { known, unknown: others.filter((signer) => !known.some((one) => one.name === signer)) };
}

async function readCheckpoint(state, bag) {
  const name = (state.looking.at = 'ledger/checkpoint.txt');
  if (!bag.has(name) || state.keys.length === 0) return undefined;
  const note = parseNote(await bag.bytes(name), name);
  const key = signerOf(note, state.keys);
  if (key === null) throw new Altered(name, '签名不符', 'the signature does not fit');
  const [origin, size, rootText, ...rest] = note.text.split('\n');
  if (!/^(0|[1-9][0-9]{0,14})$/.test(size ?? '') || rest.at(-1) !== '')
    throw new Altered(name, '不是检查点', 'is no checkpoint');
  return { note, origin, size: Number(size), root: base64(rootText, name, 32), rootText, key };
}

/** Every entry: canonical bytes, a chain where neighbours are here, and its proof. @returns seq -> {entry, leaf} */
async function checkEntries(state, checkpoint) {
  const { bag, looking } = state;
  const name = (looking.at = 'ledger/entries.jsonl');
  if (!bag.has(name)) return undefined;
  const entries = new Map();
  let last = { seq: 0, leaf: '0'.repeat(64) };
  for (const line of linesOf(await bag.bytes(name), name)) {
    const entry = parseJson(line, name);
    const leaf = sha256(Buffer.of(0), line);
    const wrong = (chinese, english) =>
      new Altered(name, `第 ${entry?.seq} 条：${chinese}`, `entry ${entry?.seq}: ${english}`);
    if (canonical(entry) !== String(line)) throw wrong('不是规范 JSON', 'is not canonical JSON (RFC 8785)');
    if (Object.keys(entry).join() !== entryKeys.join() || entry.v !== 1)
      throw wrong('字段不符', 'has other fields');
    if (ledgerNamed(checkpoint.origin).court !== entry.court)
      throw wrong('属于另一法院', 'belongs to another court');
    if (!Number.isSafeInteger(entry.seq) || entry.seq <= last.seq) throw wrong('次序不符', 'is out of order');
    if (entry.seq === last.seq + 1 && entry.prev !== last.leaf)
      throw wrong('与前一条不相连', 'does not follow the one before');
    if (!/^[0-9a-f]{64}$/.test(entry.prev)) throw wrong('字段 prev 不符', 'has no prev');
    last = { seq: entry.seq, leaf: leaf.toString('hex') };
    entries.set(entry.seq, { entry, leaf });
  }
  for (const [seq, { leaf }] of entries) await checkInclusion(state, checkpoint, seq, leaf);
  return entries;
}

async function checkInclusion({ bag, looking, missing }, checkpoint, seq, leaf) {
  const name = (looking.at = `ledger/proofs/entry-${seq}.json`);
  if (!bag.has(name)) {
    if (name !== bag.cutName) missing.add(name);
    return;
  }
  const proof = parseJson(await bag.bytes(name), name);
  if (Object.keys(proof).sort().join() !== 'entry,hashes,index,leaf,size' || !Array.isArray(proof.hashes))
    throw new Altered(name, '不是证明', 'is no proof');
  if (proof.entry !== seq || proof.index !== seq - 1 || proof.size !== checkpoint.size)
    throw new Altered(name, '是另一条记录的证明', 'proves another entry or another size');
  if (proof.leaf !== leaf.toString('hex'))
    throw new Altered(
      'ledger/entries.jsonl',
      `第 ${seq} 条与其证明不符`,
      `entry ${seq} is not the one that was proved`,
    );
  const root = rootByInclusion(
    seq - 1,
    checkpoint.size,
    leaf,
    proof.hashes.map((hash) => base64(hash, name, 32)),
  );
  if (root === null || !root.equals(checkpoint.root))
    throw new Altered(name, '证明不通向检查点', 'does not lead to the checkpoint');
}

/** Every disclosed text is the one whose salted hash stands in the signed entry. @returns how many */
async function checkWords({ bag, looking }, entries) {
  const name = (looking.at = 'ledger/disclosed.jsonl');
  if (!bag.has(name) || entries === undefined) return 0;
  const seen = new Set();
  for (const line of linesOf(await bag.bytes(name), name)) {
    const word = parseJson(line, name);
    const wrong = (chinese, english) =>
      new Altered(name, `${word?.seq} ${word?.path}：${chinese}`, `${word?.seq} ${word?.path}: ${english}`);
    if (
      Object.keys(word).sort().join() !== 'path,salt,seq,text' ||
      typeof word.text !== 'string' ||
      typeof word.path !== 'string'
    )
      throw wrong('字段不符', 'has other fields');
    if (!/^[0-9a-f]{32}$/.test(word.salt) || /\p{Surrogate}/u.test(word.text))
      throw wrong('盐或文字不合规', 'salt or text is not in shape');
    const hash = sha256(Buffer.from(word.salt, 'hex'), Buffer.from(word.text)).toString('hex');
    const place = pointed(entries.get(word.seq)?.entry, word.path);
    if (place?.word !== hash || Object.keys(place).length !== 1)
      throw wrong('与台账中的散列不符', 'is not what the ledger holds the hash of');
    if (seen.size === seen.add(`${word.seq} ${word.path}`).size)
      throw wrong('披露了两次', 'is disclosed twice');
  }
  return seen.size;
}

/** Consistency proofs in the packet, as far as they can be judged alone. @returns from -> hashes */
async function checkConsistencyFiles({ bag, looking }, checkpoint, entries) {
  const proofs = new Map();
  for (const name of bag.names.filter((found) => found.startsWith('ledger/') && !required.includes(found))) {
    looking.at = name;
    const [, seq, from, to] =
      /^ledger\/proofs\/(?:entry-([1-9]\d*)|consistency-(0|[1-9]\d*)-([1-9]\d*))\.json$/.exec(name) ?? [];
    if (seq !== undefined && (entries === undefined || entries.has(Number(seq)))) continue;
    if (from === undefined)
      throw new Altered(name, '台账中没有对应的记录', 'belongs to no entry of this packet');
    const proof = parseJson(await bag.bytes(name), name);
    if (Object.keys(proof).sort().join() !== 'from,hashes,to' || !Array.isArray(proof.hashes))
      throw new Altered(name, '不是证明', 'is no proof');
    if (proof.from !== Number(from) || proof.to !== Number(to) || proof.to !== checkpoint.size)
      throw new Altered(name, '是另一对检查点的证明', 'is about other checkpoints');
    const hashes = proof.hashes.map((hash) => base64(hash, name, 32));
    // With 2^n entries the older root is itself the first step, which only --against can give.
    if (!isPowerOfTwo(proof.from) && proof.from !== 0 && proof.from !== proof.to) {
      const roots = rootsByConsistency(proof.from, proof.to, hashes);
      if (roots === null || !roots.newer.equals(checkpoint.root))
        throw new Altered(name, '证明不通向检查点', 'does not lead to the checkpoint');
    }
    proofs.set(proof.from, { hashes, name });
  }
  return proofs;
}

/** --against: the older packet's ledger must be a beginning of this one's. */
async function checkAgainst(findings, path, looking) {
  const own = (looking.at = basename(resolve(path)));
  const older = await openBag(path);
  try {
    const { checkpoint, consistency, keys, missing } = findings;
    const before = await readCheckpoint({ looking, keys }, older);
    if (before === undefined)
      throw new Altered(own, '较早的包中没有检查点', 'the older packet has no checkpoint');
    looking.at = 'ledger/checkpoint.txt';
    const wrong = (chinese, english) => new Altered('ledger/checkpoint.txt', chinese, english);
    const since = beginningsSince(findings, before.origin);
    if (since === null) throw wrong('与较早的包不是同一台账', 'is of another ledger than the older packet');
    if (isBeyondKept(since, before, consistency)) {
      tellLost(findings, since[0], before, wrong);
      return;
    }
    if (before.size > checkpoint.size)
      throw wrong(
        '台账比较早的包所见的更短：有记录被删去',
        'the ledger is shorter than the older packet has seen it: entries were cut',
      );
    if (before.size === checkpoint.size) {
      if (!before.root.equals(checkpoint.root))
        throw wrong('台账与较早的包不一致', 'the ledger contradicts the older packet');
    } else if (before.size > 0) {
      const proof = consistency.get(before.size);
      if (proof === undefined) {
        missing.push(`ledger/proofs/consistency-${before.size}-${checkpoint.size}.json`);
        return;
      }
      if (!leadsFrom(before, checkpoint, proof.hashes))
        throw new Altered(
          proof.name,
          '台账与较早的包不一致：历史被改写',
          'the ledger contradicts the older packet: history was rewritten',
        );
    }
    findings.against = `${before.size} -> ${checkpoint.size}`;
  } finally {
    await older.close();
  }
}

/** The beginnings between the older packet's ledger and this one's; null where that is no ledger of this court before. */
function beginningsSince({ checkpoint, beginnings }, origin) {
  const [now, then] = [checkpoint.origin, origin].map(ledgerNamed);
  return now.court === then.court && then.number <= now.number ? beginnings.slice(then.number - 1) : null;
}

const isBeyondKept = (since, before, consistency) =>
  since.length > 0 &&
  before.size > Math.min(...since.map(({ kept }) => kept.size)) &&
  !consistency.has(before.size);

/** The older packet saw entries that the court says it lost: nothing can be compared, so the answer is no `whole`. */
function tellLost(findings, { kept, known }, before, wrong) {
  const isCovered =
    before.size < known.size || (before.size === known.size && before.root.toString('base64') === known.root);
  if (!isCovered)
    throw wrong(
      '较早的包所见多于法院确认丢失的，或与之不同',
      'the older packet saw more than the court says it lost, or something else',
    );
  findings.missing.push(`ledger/proofs/consistency-${before.size}-${findings.checkpoint.size}.json`);
  findings.lost = [
    `　　较早的包所见第 ${kept.size + 1}–${before.size} 条在法院确认丢失的范围内，无从比较；请保存较早的包，它是这些记录的证据`,
    `    the older packet saw entries ${kept.size + 1}–${before.size}, which the court acknowledges as lost: they cannot be compared; keep the older packet, it is the evidence of them`,
    ...findings.beginnings.flatMap(describeLoss),
  ];
}

/** RFC 9162 2.1.3.2. @returns the root that the proof leads to, or null where it leads nowhere */
function rootByInclusion(index, size, leaf, proof) {
  if (index < 0 || index >= size) return null;
  let [fn, sn, hash] = [index, size - 1, leaf];
  for (const step of proof) {
    if (sn === 0) return null;
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(step, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else hash = nodeHash(hash, step);
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 ? hash : null;
}

/** RFC 9162 2.1.4.2, from step 3 on. @returns the two roots that the proof leads to, or null */
function rootsByConsistency(from, to, [first, ...proof]) {
  if (first === undefined || from <= 0 || from >= to) return null;
  let [fn, sn, older, newer] = [from - 1, to - 1, first, first];
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
  for (const step of proof) {
    if (sn === 0) return null;
    if (fn % 2 === 1 || fn === sn) {
      older = nodeHash(step, older);
      newer = nodeHash(step, newer);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else newer = nodeHash(newer, step);
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 ? { older, newer } : null;
}

const half = (value) => Math.floor(value / 2);
const isPowerOfTwo = (value) => value > 0 && Number.isInteger(Math.log2(value));
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);

function sha256(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

// ---------------------------------------------------------------------------------------------------------------------
// 4. Texts: lists, notes, JSON
// ---------------------------------------------------------------------------------------------------------------------

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textOf(bytes, name) {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Altered(name, '不是 UTF-8 文字', 'is not UTF-8 text');
  }
}

/** `hash  path` lines as sha256sum writes them, sorted by path. @returns {Map<string, string>} path -> hash */
function parseList(bytes, name, digits) {
  const list = new Map();
  let last = '';
  for (const line of linesOf(bytes, name).map((line) => textOf(line, name))) {
    const [, hash, path] = /^([0-9a-f]+) {2}(.+)$/u.exec(line) ?? [];
    if (hash?.length !== digits)
      throw new Altered(name, '清单行格式不符', 'has a line that is none of a list');
    if (!isSafePath(path))
      throw new Altered(name, `文件名不可接受 ${path}`, `names ${path}, which is no path within the packet`);
    if (Buffer.compare(Buffer.from(last), Buffer.from(path)) >= 0)
      throw new Altered(name, '清单未按文件名排序', 'is not sorted by name');
    list.set(path, hash);
    last = path;
  }
  return list;
}

/** Lines, each ended by a newline. */
function linesOf(bytes, name) {
  const lines = [];
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(0x0a, at);
    if (end < 0) throw new Altered(name, '最后一行没有换行符', 'its last line has no end');
    lines.push(bytes.subarray(at, end));
    at = end + 1;
  }
  return lines;
}

/** Relative, without `.`, `..`, empty parts, backslashes, drive letters or characters that nobody sees. */
function isSafePath(path) {
  return (
    !/[\\%\p{C}\p{Zl}\p{Zp}]/u.test(path) &&
    !/^[A-Za-z]:/.test(path) &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  );
}

function parseJson(bytes, name) {
  try {
    return JSON.parse(textOf(bytes, name));
  } catch {
    throw new Altered(name, '不是 JSON', 'is not JSON');
  }
}

/** RFC 8785. What has no canonical form gives a text that equals no input. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    // Default order of strings is by UTF-16 code units, as RFC 8785 3.2.3 wants it.
    const members = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
    return `{${members.join(',')}}`;
  }
  if (typeof value === 'string' && /\p{Surrogate}/u.test(value)) return '';
  return JSON.stringify(value);
}

/** RFC 6901, own members only. */
function pointed(document, pointer) {
  if (!pointer.startsWith('/')) return undefined;
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replace(/~1/g, '/').replace(/~0/g, '~'))
    .reduce((value, token) => {
      const isHolder =
        typeof value === 'object' && value !== null && Object.prototype.hasOwnProperty.call(value, token);
      return isHolder ? value[token] : undefined;
    }, document);
}

/** Strict base64. */
function base64(text, name, length) {
  const bytes = Buffer.from(String(text), 'base64');
  if (bytes.toString('base64') !== text || (length !== undefined && bytes.length !== length))
    throw new Altered(name, '不是规范的 base64', 'has no proper base64');
  return bytes;
}

/** C2SP signed note: text, an empty line, lines of signatures. */
function parseNote(bytes, name) {
  const whole = textOf(bytes, name);
  const split = whole.lastIndexOf('\n\n');
  const wrong = () => new Altered(name, '不是签名文书', 'is no signed note');
  if (split < 0 || !whole.endsWith('\n') || /[^\P{Cc}\n]/u.test(whole)) throw wrong();
  const signatures = whole
    .slice(split + 2, -1)
    .split('\n')
    .map((line) => {
      const [, signer, encoded] = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/=]+)$/u.exec(line) ?? [];
      if (signer === undefined) throw wrong();
      const both = base64(encoded, name);
      return { signer, keyId: both.subarray(0, 4), signature: both.subarray(4) };
    });
  return { text: whole.slice(0, split + 1), signatures };
}

/** c2sp.org/signed-note, signature types. */
const ed25519Type = 1;
const cosignatureType = 4;
const otherType = 255;
const sm2KeyPrefix = 'sm2-sm3-1234567812345678';

/** The lines of a note that claim to be by a key. */
const linesBy = (note, key) => linesOfKind(note, ed25519Type, key.raw, key.name);

function linesOfKind(note, type, raw, name = null) {
  return note.signatures.filter(
    ({ signer, keyId }) =>
      (name === null || name === signer) &&
      sha256(Buffer.from(`${signer}\n`), Buffer.of(type), raw)
        .subarray(0, 4)
        .equals(keyId),
  );
}

/** The first of `keys` whose signature the note bears; lines of other keys (witnesses, SM2) are passed over. */
function signerOf(note, keys) {
  for (const key of keys) {
    const own = linesBy(note, key);
    const isGood = ({ signature }) =>
      signature.length === 64 && verifySignature(null, Buffer.from(note.text), key.publicKey, signature);
    if (own.length > 0 && own.every(isGood)) return { ...key, noteName: own[0].signer };
  }
  return null;
}

// ---------------------------------------------------------------------------------------------------------------------
// 5. Keys
// ---------------------------------------------------------------------------------------------------------------------

/**
 * The Ed25519 keys of a PEM file; a line `# name, from, until` before a block says whose and for how long. A packet holds
 * the key it was sealed with as well: given for the trusted file by mistake, it would vouch for itself.
 */
async function readTrust(path, looking) {
  looking.at = basename(path);
  const text = await readFile(path, 'utf8');
  const keys = text.includes('\0') ? [] : ed25519Keys(text);
  // A witness says that it saw the ledger; it never seals a packet.
  const isCourt = ({ name }) => name === null || name.startsWith('courthouse/');
  const court = keys.filter(isCourt);
  if (court.length === 0)
    throw new Altered(
      'signature/seal.note',
      '所给的可信文件中没有 Ed25519 公钥',
      'the trusted file holds no Ed25519 key to judge it by',
    );
  return { court, witnesses: keys.filter((key) => !isCourt(key)) };
}

const publicKeyKinds = {
  ed25519: '302a300506032b6570032100',
  sm2: '3059301306072a8648ce3d020106082a811ccf5501822d034200',
};

/** The key itself, out of a SubjectPublicKeyInfo of that kind in PEM; null for any other. */
function rawKey(block, kind, bytes) {
  const whole = Buffer.from(block.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64');
  const prefix = Buffer.from(publicKeyKinds[kind], 'hex');
  return whole.length === prefix.length + bytes && whole.subarray(0, prefix.length).equals(prefix)
    ? whole.subarray(prefix.length)
    : null;
}

function ed25519Keys(pem) {
  const keys = [];
  for (const [, comment, block] of pem.matchAll(
    /(?:^#([^\n]*)\r?\n)?(-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----)/gm,
  )) {
    const raw = rawKey(block, 'ed25519', 32);
    if (raw === null) continue;
    const [name, from, until] = (comment ?? '').split(',').map((part) => part.trim());
    keys.push({
      publicKey: createPublicKey(block),
      raw,
      fingerprint: sha256(Buffer.from(publicKeyKinds.ed25519, 'hex'), raw).toString('hex'),
      name: name ? name : null,
      from: Number.isNaN(Date.parse(from)) ? -Infinity : Date.parse(from),
      until: Number.isNaN(Date.parse(until)) ? Infinity : Date.parse(until),
    });
  }
  return keys;
}

/** The keys that the packet brings itself; they prove nothing about who signed, only that the parts agree. */
async function enclosedKeys({ bag, looking }) {
  const keys = [];
  for (const name of bag.names.filter((found) => /^signature\/[^/]+\.pem$/.test(found))) {
    looking.at = name;
    keys.push(...ed25519Keys(String(await bag.bytes(name))));
  }
  return keys;
}

/** The SM2 keys under the seal, 04 ‖ x ‖ y. */
async function enclosedSm2Keys({ bag }) {
  const keys = [];
  for (const name of bag.names.filter((found) => /^signature\/[^/]+\.pem$/.test(found))) {
    const pem = String(await bag.bytes(name));
    for (const [block] of pem.matchAll(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g)) {
      const raw = rawKey(block, 'sm2', 65);
      if (raw !== null) keys.push(raw);
    }
  }
  return keys;
}

/** signature/tagmanifest.sm2.sig over tagmanifest-sm3.txt, where the court has such a key. @returns whether it has */
async function checkSm2(state) {
  const { bag, looking, missing } = state;
  const [name, contents] = ['signature/tagmanifest.sm2.sig', 'tagmanifest-sm3.txt'];
  looking.at = name;
  if (!bag.has(name) || !bag.has(contents)) return false;
  const keys = await enclosedSm2Keys(state);
  if (keys.length === 0 && missing.size > 0) return false;
  const [text, signature] = [await bag.bytes(contents), await bag.bytes(name)];
  if (!keys.some((key) => sm2Fits(key, text, signature)))
    throw new Altered(name, 'SM2 签名不符', 'the SM2 signature does not fit');
  return true;
}

/** signature/tagmanifest.p7s: CMS, detached, ECDSA P-256, by a certificate that lies beside it under the seal. */
async function checkCms({ bag, looking, missing }) {
  const name = 'signature/tagmanifest.p7s';
  const contents = 'tagmanifest-sha256.txt';
  looking.at = name;
  if (!bag.has(name) || !bag.has(contents)) return;
  const certificates = [];
  for (const found of bag.names.filter((found) => /^signature\/[^/]+\.pem$/.test(found))) {
    const pem = String(await bag.bytes(found));
    if (pem.includes('BEGIN CERTIFICATE')) certificates.push(new X509Certificate(pem));
  }
  if (certificates.length === 0 && missing.size > 0) return;
  if (!cmsFits(await bag.bytes(name), await bag.bytes(contents), certificates))
    throw new Altered(name, 'CMS 签名不符', 'the CMS signature does not fit');
}

/**
 * signature/tagmanifest.tsr stamps tagmanifest-sha256.txt and nothing else. Who gave it is judged by openssl, with the
 * authority's certificate, which does not travel in the packet. @returns the time it names, null without one
 */
async function checkTimestamp({ bag, looking }) {
  const [name, contents] = ['signature/tagmanifest.tsr', 'tagmanifest-sha256.txt'];
  looking.at = name;
  if (!bag.has(name) || !bag.has(contents)) return null;
  // TimeStampResp > ContentInfo > SignedData > TSTInfo (RFC 3161 2.4.2).
  const inside = (value) => der(value.contents);
  const [, token] = inside(der(await bag.bytes(name))[0]);
  const [signedData] = inside(inside(token)[1]);
  const [, content] = inside(inside(signedData)[2]);
  const info = inside(inside(inside(content)[0])[0]);
  const [algorithm, imprint] = inside(info[2]);
  const isSha256 = inside(algorithm)[0].whole.toString('hex') === oid.sha256;
  if (!isSha256 || !imprint.contents.equals(sha256(await bag.bytes(contents))))
    throw new Altered(name, '时间戳不是这份清单的', 'the time stamp is of something else');
  return info[4].contents.toString();
}

const oid = {
  signedData: '06092a864886f70d010702',
  data: '06092a864886f70d010701',
  contentType: '06092a864886f70d010903',
  messageDigest: '06092a864886f70d010904',
  sha256: '0609608648016503040201',
  ecdsaWithSha256: '06082a8648ce3d040302',
};

/** RFC 5652: ContentInfo > SignedData > SignerInfo, with signed attributes. */
function cmsFits(cms, contents, certificates) {
  const isOid = (value, expected) => value?.whole.toString('hex') === expected;
  const [info, ...after] = der(cms);
  const [type, wrapped] = der(info.contents);
  if (after.length > 0 || info.tag !== 0x30 || !isOid(type, oid.signedData) || wrapped?.tag !== 0xa0)
    return false;
  const [signedData] = der(wrapped.contents);
  const parts = der(signedData.contents);
  const content = der(parts[2].contents);
  if (!isOid(content[0], oid.data) || content.length !== 1) return false;
  const enclosed = parts.filter(({ tag }) => tag === 0xa0).flatMap((set) => der(set.contents));
  const signers = der(parts.at(-1).contents);
  if (parts.at(-1).tag !== 0x31 || signers.length !== 1) return false;
  const [, , digestAlgorithm, attributes, algorithm, signature] = der(signers[0].contents);
  if (!isOid(der(digestAlgorithm.contents)[0], oid.sha256) || attributes.tag !== 0xa0) return false;
  if (!isOid(der(algorithm.contents)[0], oid.ecdsaWithSha256) || signature.tag !== 0x04) return false;
  const values = new Map(
    der(attributes.contents).map((attribute) => {
      const [id, set] = der(attribute.contents);
      return [id.whole.toString('hex'), der(set.contents)];
    }),
  );
  const [digest] = values.get(oid.messageDigest) ?? [];
  if (!isOid(values.get(oid.contentType)?.[0], oid.data)) return false;
  if (digest?.tag !== 0x04 || !digest.contents.equals(sha256(contents))) return false;
  // What is signed is the attributes as a SET, whatever tag they travel under (5.4).
  const signed = Buffer.concat([Buffer.of(0x31), attributes.whole.subarray(1)]);
  return certificates
    .filter(
      (certificate) => enclosed.length === 0 || enclosed.some(({ whole }) => whole.equals(certificate.raw)),
    )
    .some(
      ({ publicKey }) =>
        publicKey.asymmetricKeyDetails?.namedCurve === 'prime256v1' &&
        verifySignature('sha256', signed, publicKey, signature.contents),
    );
}

// SM2 (GB/T 32918.5-2017): y² = x³ − 3x + b over F(p), generator of order n. Public values only, so time tells nothing.
const sm2 = {
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  g: [
    0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
    0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
  ],
};
/** The usual signer id (GM/T 0009-2012 10). */
const sm2Id = '1234567812345678';

/** GB/T 32918.2 7.1. @param key 04 ‖ x ‖ y @param signature ECDSA-Sig-Value, DER */
export function sm2Fits(key, message, signature) {
  const [x, y] = [key.subarray(1, 33), key.subarray(33)].map(bigOf);
  const isOnCurve = mod(y * y - (x * x * x - 3n * x + sm2.b), sm2.p) === 0n;
  if (key[0] !== 4 || key.length !== 65 || x >= sm2.p || y >= sm2.p || !isOnCurve) return false;
  let numbers;
  try {
    const [sequence, ...after] = der(signature);
    numbers = der(sequence.contents);
    if (after.length > 0 || sequence.tag !== 0x30 || numbers.length !== 2) return false;
  } catch {
    return false;
  }
  const [r, s] = numbers.map(({ tag, contents }) => (tag === 2 && contents[0] < 0x80 ? bigOf(contents) : 0n));
  const t = mod(r + s, sm2.n);
  if (r <= 0n || r >= sm2.n || s <= 0n || s >= sm2.n || t === 0n) return false;
  const parameters = [mod(-3n, sm2.p), sm2.b, ...sm2.g, x, y].map(bytes32);
  const signer = sm3(Buffer.of(0, 8 * sm2Id.length), Buffer.from(sm2Id), ...parameters);
  const e = bigOf(sm3(signer, message));
  const point = affine(added(multiplied(s, sm2.g), multiplied(t, [x, y])));
  return point !== null && mod(e + point[0], sm2.n) === r;
}

function sm3(...parts) {
  const { hash } = sm3Hash();
  for (const part of parts) hash.update(part);
  return Buffer.from(hash.digest('hex'), 'hex');
}

const bigOf = (bytes) => BigInt(`0x${bytes.toString('hex') || '0'}`);
const bytes32 = (value) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
const mod = (value, by) => ((value % by) + by) % by;

/** value⁻¹ mod p, by Euclid. */
function inverse(value) {
  let [a, b, u, v] = [mod(value, sm2.p), sm2.p, 1n, 0n];
  while (a !== 0n) [a, b, u, v] = [b % a, a, v - (b / a) * u, u];
  return mod(v, sm2.p);
}

// Points are [X, Y, Z] with x = X/Z², y = Y/Z³; null is the point at infinity.

function doubled([x, y, z]) {
  const { p } = sm2;
  const [yy, zz] = [mod(y * y, p), mod(z * z, p)];
  const m = mod(3n * (x - zz) * (x + zz), p);
  const four = mod(4n * x * yy, p);
  const x3 = mod(m * m - 2n * four, p);
  return y === 0n ? null : [x3, mod(m * (four - x3) - 8n * yy * yy, p), mod(2n * y * z, p)];
}

function added(a, b) {
  if (a === null || b === null) return a ?? b;
  const { p } = sm2;
  const [[x1, y1, z1], [x2, y2, z2]] = [a, b];
  const [zz1, zz2] = [mod(z1 * z1, p), mod(z2 * z2, p)];
  const [u1, u2] = [mod(x1 * zz2, p), mod(x2 * zz1, p)];
  const [s1, s2] = [mod(y1 * zz2 * z2, p), mod(y2 * zz1 * z1, p)];
  const [h, r] = [mod(u2 - u1, p), mod(s2 - s1, p)];
  if (h === 0n) return r === 0n ? doubled(a) : null;
  const hh = mod(h * h, p);
  const [hhh, v] = [mod(h * hh, p), mod(u1 * hh, p)];
  const x3 = mod(r * r - hhh - 2n * v, p);
  return [x3, mod(r * (v - x3) - s1 * hhh, p), mod(z1 * z2 * h, p)];
}

function multiplied(by, [x, y]) {
  let sum = null;
  for (const bit of by.toString(2)) {
    sum = sum === null ? null : doubled(sum);
    if (bit === '1') sum = added(sum, [x, y, 1n]);
  }
  return sum;
}

function affine(point) {
  if (point === null) return null;
  const z = inverse(point[2]);
  return [mod(point[0] * z * z, sm2.p), mod(point[1] * z * z * z, sm2.p)];
}

/** The DER values that stand in `bytes`. @returns {{tag: number, whole: Buffer, contents: Buffer}[]} */
function der(bytes) {
  const values = [];
  for (let at = 0; at < bytes.length;) {
    let length = bytes[at + 1];
    let start = at + 2;
    if (length === undefined || length === 0x80 || length > 0x84) throw new RangeError('broken DER');
    if (length > 0x80) {
      const octets = length - 0x80;
      length = start + octets <= bytes.length ? bytes.readUIntBE(start, octets) : Infinity;
      start += octets;
    }
    if (start + length > bytes.length) throw new RangeError('broken DER');
    values.push({
      tag: bytes[at],
      whole: bytes.subarray(at, start + length),
      contents: bytes.subarray(start, start + length),
    });
    at = start + length;
  }
  return values;
}

// ---------------------------------------------------------------------------------------------------------------------
// 6. Hashes
// ---------------------------------------------------------------------------------------------------------------------

/** SM3 (GB/T 32905-2016) for a Node whose OpenSSL was built without it. */
export class Sm3 {
  #state = Uint32Array.of(
    0x7380166f,
    0x4914b2b9,
    0x172442d7,
    0xda8a0600,
    0xa96f30bc,
    0x163138aa,
    0xe38dee4d,
    0xb0fb0e4e,
  );
  #rest = Buffer.alloc(0);
  #bytes = 0;

  update(chunk) {
    this.#bytes += chunk.length;
    const all = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    const whole = all.length - (all.length % 64);
    for (let at = 0; at < whole; at += 64) this.#block(all, at);
    this.#rest = Buffer.from(all.subarray(whole));
    return this;
  }

  digest() {
    const bits = Buffer.alloc(8);
    bits.writeBigUInt64BE(BigInt(this.#bytes) * 8n);
    const zeros = Buffer.alloc((((55 - this.#bytes) % 64) + 64) % 64);
    this.update(Buffer.concat([Buffer.of(0x80), zeros, bits]));
    const digest = Buffer.alloc(32);
    this.#state.forEach((word, at) => digest.writeUInt32BE(word, 4 * at));
    return digest.toString('hex');
  }

  #block(bytes, start) {
    const rotate = (word, by) => (word << (by % 32)) | (word >>> (32 - (by % 32) || 32));
    const w = new Uint32Array(68);
    for (let j = 0; j < 16; j += 1) w[j] = bytes.readUInt32BE(start + 4 * j);
    for (let j = 16; j < 68; j += 1) {
      const x = w[j - 16] ^ w[j - 9] ^ rotate(w[j - 3], 15);
      w[j] = x ^ rotate(x, 15) ^ rotate(x, 23) ^ rotate(w[j - 13], 7) ^ w[j - 6];
    }
    let [a, b, c, d, e, f, g, h] = this.#state;
    for (let j = 0; j < 64; j += 1) {
      const t = j < 16 ? 0x79cc4519 : 0x7a879d8a;
      const ss1 = rotate((rotate(a, 12) + e + (j % 32 === 0 ? t : rotate(t, j))) | 0, 7);
      const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
      const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
      const tt1 = (ff + d + (ss1 ^ rotate(a, 12)) + (w[j] ^ w[j + 4])) | 0;
      const tt2 = (gg + h + ss1 + w[j]) | 0;
      [d, c, b, a] = [c, rotate(b, 9), a, tt1];
      [h, g, f, e] = [g, rotate(f, 19), e, tt2 ^ rotate(tt2, 9) ^ rotate(tt2, 17)];
    }
    [a, b, c, d, e, f, g, h].forEach((word, at) => (this.#state[at] ^= word));
  }
}

const sm3Hash = () => (getHashes().includes('sm3') ? { hash: createHash('sm3') } : { hash: new Sm3() });

/** CRC-32 of ZIP, continued from `before`. */
export const crc32 = zlib.crc32 ?? crc32ByTable;
let crcTable;
export function crc32ByTable(bytes, before = 0) {
  crcTable ??= Uint32Array.from({ length: 256 }, (_, n) => {
    let word = n;
    for (let bit = 0; bit < 8; bit += 1) word = word & 1 ? (word >>> 1) ^ 0xedb88320 : word >>> 1;
    return word;
  });
  let word = ~before;
  for (const byte of bytes) word = crcTable[(word ^ byte) & 0xff] ^ (word >>> 8);
  return ~word >>> 0;
}

/** From here on SM3, by far the slowest, has a thread of its own. */
const largeBytes = 64 * 1024 * 1024;
const slotsBeside = 8;

/** SM3 in a second thread: chunks lie in memory that both see, so that none is sent. */
class Sm3Beside {
  #slots = Array.from({ length: slotsBeside }, () => new Uint8Array(new SharedArrayBuffer(chunkBytes)));
  #worker = new Worker(new URL(import.meta.url), { workerData: { sm3Of: this.#slots } });
  #given = 0;
  #done = 0;
  #digest;
  #failure;
  #wake = () => {};

  constructor() {
    const told = (take) => (value) => {
      take(value);
      this.#wake();
    };
    this.#worker.on(
      'error',
      told((error) => (this.#failure = error)),
    );
    this.#worker.on(
      'message',
      told(({ done, digest }) => ([this.#done, this.#digest] = [done, digest])),
    );
  }

  async #until(isSo) {
    while (!isSo()) {
      if (this.#failure !== undefined) throw this.#failure;
      await new Promise((go) => (this.#wake = go));
    }
  }

  async update(chunk) {
    await this.#until(() => this.#given - this.#done < slotsBeside);
    this.#slots[this.#given % slotsBeside].set(chunk);
    this.#given += 1;
    this.#worker.postMessage(chunk.length);
  }

  async digest() {
    this.#worker.postMessage(0);
    await this.#until(() => this.#digest !== undefined);
    return this.#digest;
  }

  end() {
    return this.#worker.terminate();
  }
}

/** The second thread. */
function hashBeside(slots) {
  const { hash } = sm3Hash();
  let done = 0;
  parentPort.on('message', (bytes) => {
    if (bytes === 0) parentPort.postMessage({ done, digest: hash.digest('hex') });
    else {
      hash.update(slots[done % slots.length].subarray(0, bytes));
      done += 1;
      parentPort.postMessage({ done });
    }
  });
}

/** Both hashes, the CRC-32 and the size of a stream, in one pass. @param size how long it will be */
async function sumsOf(chunks, size) {
  const beside = size >= largeBytes && Worker !== undefined ? new Sm3Beside() : null;
  const [first, here] = [createHash('sha256'), beside === null ? sm3Hash().hash : null];
  let [crc, bytes] = [0, 0];
  try {
    for await (const chunk of chunks) {
      here?.update(chunk);
      await beside?.update(chunk);
      first.update(chunk);
      crc = crc32(chunk, crc);
      bytes += chunk.length;
    }
    const sm3 = here?.digest('hex') ?? (await beside?.digest());
    return { sha256: first.digest('hex'), sm3, crc32: crc, bytes };
  } finally {
    await beside?.end();
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// 7. Folder and ZIP, both read as a bag: names, sizes, bytes
// ---------------------------------------------------------------------------------------------------------------------

async function openBag(path) {
  const about = await lstat(await realpath(path));
  return about.isDirectory() ? openFolder(path) : openZip(path);
}

/** What folder and ZIP have in common; each file is read once and what was hashed is what is used. */
class Bag {
  #kept = new Map();
  #sums = new Map();

  /** @param files name -> {size, chunks(): async iterable of buffers, crc32?} */
  constructor(files, { id, folders, isCanonical, isCut = false, cutName = null, close = async () => {} }) {
    Object.assign(this, { files, id, folders, isCanonical, isCut, cutName, close });
    this.names = [...files.keys()].sort((a, b) => (a < b ? -1 : 1));
  }

  has(name) {
    return this.files.has(name);
  }

  size(name) {
    return this.files.get(name).size;
  }

  async bytes(name) {
    if (!this.#kept.has(name)) {
      if (this.size(name) > mostTextBytes)
        throw new Altered(name, '过大', 'is larger than such a file can be');
      const parts = [];
      for await (const chunk of this.files.get(name).chunks()) parts.push(Buffer.from(chunk));
      this.#kept.set(name, Buffer.concat(parts));
      await this.sums(name);
    }
    return this.#kept.get(name);
  }

  async sums(name) {
    if (!this.#sums.has(name)) {
      const kept = this.#kept.get(name);
      const file = this.files.get(name);
      const sums = await (kept === undefined ? sumsOf(file.chunks(), file.size) : sumsOf([kept], 0));
      if (sums.bytes !== file.size) throw new Altered(name, '大小不符', 'is not as long as it says');
      if (file.crc32 !== undefined && sums.crc32 !== file.crc32)
        throw new Altered(name, 'CRC-32 不符', 'its CRC-32 differs');
      this.#sums.set(name, sums);
    }
    return this.#sums.get(name);
  }
}

async function openFolder(path) {
  const top = await topFolder(path);
  const [files, folders] = [new Map(), []];
  const walk = async (prefix) => {
    for (const found of await readdir(join(top, prefix), { withFileTypes: true })) {
      const name = `${prefix}${found.name}`;
      if (found.isDirectory()) {
        folders.push(`${name}/`);
        await walk(`${name}/`);
      } else if (!found.isFile()) throw new Altered(name, '是链接或特殊文件', 'is a link or no plain file');
      else {
        const { size } = await lstat(join(top, name));
        files.set(name, { size, chunks: () => fileChunks(join(top, name)) });
      }
    }
  };
  await walk('');
  // A folder may be named anew by whoever unpacked it, so it does not say which packet this is.
  return new Bag(files, { id: null, folders, isCanonical: true });
}

/** The bag itself, or the one folder that holds it. */
async function topFolder(path) {
  const found = await readdir(path, { withFileTypes: true });
  return found.length === 1 &&
    found[0].isDirectory() &&
    !/^(data|ledger|signature|verify)$/.test(found[0].name)
    ? join(path, found[0].name)
    : path;
}

async function* fileChunks(path) {
  const handle = await open(path, 'r');
  try {
    // A packet has many small files: a buffer of a mebibyte for each keeps the collector busier than the hashing.
    const { size } = await handle.stat();
    yield* chunksAt(handle, 0, Infinity, Math.min(chunkBytes, size + 1));
  } finally {
    await handle.close();
  }
}

/** Buffers that are good until the next is asked for. */
async function* chunksAt(handle, start, end, length = Math.min(chunkBytes, end - start || 1)) {
  const buffer = Buffer.allocUnsafe(length);
  for (let at = start; at < end;) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, end - at), at);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}

async function bytesAt(handle, start, length) {
  const parts = [];
  for await (const chunk of chunksAt(handle, start, start + length)) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts);
}

/** A ZIP, by its directory where it has one, else by walking from its beginning to see where it was cut. */
async function openZip(path) {
  const handle = await open(path, 'r');
  try {
    const zip = { handle, size: (await handle.stat()).size, name: basename(path) };
    const end = await readEnd(zip);
    const { members, ...about } = end === null ? await walkCut(zip) : await readDirectory(zip, end);
    return asBag(zip, members, about);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function asBag({ handle, name: zipName }, members, about) {
  const tops = new Set(
    [...members.map(({ name }) => name), ...(about.cutName ? [about.cutName] : [])].map(
      (name) => name.split('/')[0],
    ),
  );
  const [id] = tops;
  const [files, folders] = [new Map(), []];
  for (const member of members) {
    const name = member.name.slice(id.length + 1);
    if (tops.size > 1 || (name === '' && !member.isFolder))
      throw new Altered(member.name, '不在包的文件夹内', 'lies outside the folder of the packet');
    if (member.isFolder) folders.push(name);
    else if (files.has(name)) throw new Altered(name, '出现两次', 'is there twice');
    else
      files.set(name, {
        size: member.size,
        crc32: member.crc32,
        chunks: () => memberChunks(handle, member, name),
      });
  }
  if (files.size === 0 && !about.isCut) throw new Altered(zipName, '压缩包是空的', 'is empty');
  return new Bag(files, {
    ...about,
    id: id ?? null,
    folders: folders.filter((name) => name !== ''),
    cutName: about.cutName?.slice(id.length + 1) ?? null,
    close: () => handle.close(),
  });
}

async function* memberChunks(handle, member, name) {
  const stored = chunksAt(handle, member.dataAt, member.dataAt + member.packedSize);
  if (member.method === 0) yield* stored;
  else {
    // Only a ZIP packed anew is compressed; it may not unpack to more than it says (no bombs).
    const inflate = zlib.createInflateRaw({ chunkSize: chunkBytes });
    let failure;
    const feed = (async () => {
      for await (const chunk of stored) {
        if (inflate.destroyed) return;
        if (!inflate.write(Buffer.from(chunk)))
          await new Promise((go) => inflate.once('drain', go).once('close', go));
      }
      inflate.end();
    })().catch((error) => inflate.destroy((failure = error)));
    let given = 0;
    try {
      for await (const chunk of inflate) {
        given += chunk.length;
        if (given > member.size) throw new Altered(name, '解压后过长', 'unpacks to more than it says');
        yield chunk;
      }
    } catch (error) {
      throw error instanceof Altered ? error : new Altered(name, '无法解压', 'cannot be unpacked');
    } finally {
      inflate.destroy(failure);
      await feed;
    }
  }
}

const most16 = 0xffff;
const most32 = 0xffffffff;

/** APPNOTE 4.3.14 to 4.3.16. @returns null where there is no end that fits the file */
async function readEnd({ handle, size }) {
  const tailAt = Math.max(0, size - 22 - most16);
  const tail = await bytesAt(handle, tailAt, size - tailAt);
  for (let at = tail.length - 22; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== 0x06054b50 || tail.readUInt16LE(at + 20) !== tail.length - at - 22)
      continue;
    const end = {
      endAt: tailAt + at,
      disks: tail.readUInt32LE(at + 4),
      count: tail.readUInt16LE(at + 10),
      bytes: tail.readUInt32LE(at + 12),
      at: tail.readUInt32LE(at + 16),
      isLarge: false,
    };
    if (end.count !== tail.readUInt16LE(at + 8)) return null;
    const whole = await readLargeEnd(handle, end);
    return whole !== null && whole.disks === 0 && whole.at + whole.bytes === whole.endAt ? whole : null;
  }
  return null;
}

async function readLargeEnd(handle, end) {
  const locator = end.endAt >= 20 ? await bytesAt(handle, end.endAt - 20, 20) : Buffer.alloc(20);
  if (locator.readUInt32LE(0) !== 0x07064b50) {
    return end.count === most16 || end.bytes === most32 || end.at === most32 ? null : end;
  }
  const at = Number(locator.readBigUInt64LE(8));
  const large = at + 76 === end.endAt ? await bytesAt(handle, at, 56) : Buffer.alloc(56);
  if (large.readUInt32LE(0) !== 0x06064b50 || large.readBigUInt64LE(4) !== 44n) return null;
  const [count, bytes, directoryAt] = [32, 40, 48].map((offset) => Number(large.readBigUInt64LE(offset)));
  const fits = (small, most, value) => small === most || small === value;
  return large.readUInt32LE(16) === 0 &&
    large.readUInt32LE(20) === 0 &&
    Number(large.readBigUInt64LE(24)) === count &&
    fits(end.count, most16, count) &&
    fits(end.bytes, most32, bytes) &&
    fits(end.at, most32, directoryAt)
    ? { ...end, endAt: at, count, bytes, at: directoryAt, isLarge: true }
    : null;
}

/** Every member by the directory, each local header agreeing, and not a byte between them. */
async function readDirectory(zip, end) {
  const { handle, name: zipName, size } = zip;
  if (end.bytes > mostTextBytes || end.count > mostMembers)
    throw new Altered(zipName, '目录过大', 'its directory is too large');
  const directory = await bytesAt(handle, end.at, end.bytes);
  const members = [];
  let at = 0;
  for (let nth = 0; nth < end.count; nth += 1) {
    const member = centralMember(directory, at, zipName);
    members.push(member);
    at += member.headerBytes;
  }
  if (at !== directory.length)
    throw new Altered(zipName, '目录与其条数不符', 'its directory is not as long as it says');
  let expected = 0;
  for (const member of [...members].sort((a, b) => a.offset - b.offset)) {
    if (member.offset !== expected)
      throw new Altered(member.name, '文件之间有多余字节', 'does not stand where the one before ends');
    expected = await checkLocal(zip, member);
  }
  if (expected !== end.at)
    throw new Altered(zipName, '文件与目录之间有多余字节', 'has bytes that belong to no file');
  const tail = await bytesAt(handle, end.endAt, size - end.endAt);
  const isCanonical =
    members.every(
      (member, nth) =>
        member.isCanonical &&
        (nth === 0 || (member.offset > members[nth - 1].offset && inOrder(members[nth - 1], member))),
    ) && tail.equals(endRecords(members.length, end.bytes, end.at));
  return { members, isCanonical };
}

const inOrder = (a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)) < 0;

function centralMember(directory, at, zipName) {
  const broken = () => new Altered(zipName, '目录损坏', 'its directory is broken');
  if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw broken();
  const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) =>
    directory.readUInt16LE(at + offset),
  );
  const headerBytes = 46 + nameBytes + extraBytes + commentBytes;
  if (at + headerBytes > directory.length) throw broken();
  const header = directory.subarray(at, at + headerBytes);
  const member = {
    ...namedMember(header.subarray(46, 46 + nameBytes), zipName),
    flags: header.readUInt16LE(8),
    method: header.readUInt16LE(10),
    crc32: header.readUInt32LE(16),
    packedSize: header.readUInt32LE(20),
    size: header.readUInt32LE(24),
    offset: header.readUInt32LE(42),
    headerBytes,
  };
  readLargeSizes(member, header.subarray(46 + nameBytes, 46 + nameBytes + extraBytes), [
    'size',
    'packedSize',
    'offset',
  ]);
  const madeUnder = header[5];
  const kind = (header.readUInt32LE(38) >>> 16) & 0o170000;
  // Hosts that keep Unix modes there: Unix and macOS.
  const isLink = (madeUnder === 3 || madeUnder === 19) && ![0, 0o100000, 0o040000].includes(kind);
  if (isLink) throw new Altered(member.name, '是链接或特殊文件', 'is a link or no plain file');
  member.isCanonical = header.equals(centralHeader(member));
  return checkMember(member);
}

function namedMember(bytes, zipName) {
  const name = textOf(bytes, zipName);
  const isFolder = name.endsWith('/');
  if (!isSafePath(isFolder ? name.slice(0, -1) : name))
    throw new Altered(name, '文件名不可接受', 'is no acceptable name');
  return { name, isFolder };
}

/** APPNOTE 4.5.3: 64-bit numbers stand in the extra field, only for those that are full in the header. */
function readLargeSizes(member, extra, names) {
  for (let at = 0; at + 4 <= extra.length;) {
    const [id, length] = [extra.readUInt16LE(at), extra.readUInt16LE(at + 2)];
    if (id === 1) {
      let from = at + 4;
      for (const name of names.filter((name) => member[name] === most32)) {
        if (from + 8 > Math.min(at + 4 + length, extra.length))
          throw new Altered(member.name, '大小字段损坏', 'its size is broken');
        member[name] = Number(extra.readBigUInt64LE(from));
        from += 8;
      }
      return;
    }
    at += 4 + length;
  }
}

function checkMember(member) {
  const { name, flags, method, size, packedSize, isFolder } = member;
  // bits 1 and 2 tell how well it is compressed, 3 that sizes follow the data, 11 that the name is UTF-8
  if ((flags & ~0x080e) !== 0 || (method !== 0 && method !== 8))
    throw new Altered(name, '已加密或压缩方法不支持', 'is encrypted or packed in an unknown way');
  if (method === 0 && size !== packedSize) throw new Altered(name, '大小不符', 'has two sizes');
  if (isFolder && size !== 0) throw new Altered(name, '文件夹不应有内容', 'is a folder with content');
  return member;
}

/** The header before a member's data says the same as the directory. @returns where the next one must begin */
async function checkLocal({ handle }, member) {
  const differs = () => new Altered(member.name, '本地文件头与目录不符', 'its two headers differ');
  const fixed = await bytesAt(handle, member.offset, 30);
  if (fixed.length < 30 || fixed.readUInt32LE(0) !== 0x04034b50) throw differs();
  const [nameBytes, extraBytes] = [fixed.readUInt16LE(26), fixed.readUInt16LE(28)];
  const header = Buffer.concat([fixed, await bytesAt(handle, member.offset + 30, nameBytes + extraBytes)]);
  const local = {
    name: member.name,
    crc32: header.readUInt32LE(14),
    packedSize: header.readUInt32LE(18),
    size: header.readUInt32LE(22),
  };
  readLargeSizes(local, header.subarray(30 + nameBytes), ['size', 'packedSize']);
  const isFollowed = (member.flags & 8) !== 0;
  const agrees = (field) => local[field] === member[field] || (isFollowed && local[field] === 0);
  if (
    !header.subarray(30, 30 + nameBytes).equals(Buffer.from(member.name)) ||
    header.readUInt16LE(6) !== member.flags ||
    header.readUInt16LE(8) !== member.method ||
    !['crc32', 'packedSize', 'size'].every(agrees)
  )
    throw differs();
  member.dataAt = member.offset + header.length;
  if (!header.equals(localHeader(member))) member.isCanonical = false;
  const end = member.dataAt + member.packedSize;
  return isFollowed ? end + (await descriptorBytes(handle, member, end, differs)) : end;
}

/** APPNOTE 4.3.9: CRC-32 and sizes after the data, with or without a signature, of 4 or 8 bytes. */
async function descriptorBytes(handle, member, at, differs) {
  const found = await bytesAt(handle, at, 24);
  for (const signature of [Buffer.from('504b0708', 'hex'), Buffer.alloc(0)]) {
    for (const width of [4, 8]) {
      const expected = Buffer.concat([
        signature,
        numbers(
          [4, member.crc32],
          [width, member.packedSize % 2 ** (8 * width)],
          [width, member.size % 2 ** (8 * width)],
        ),
      ]);
      if (found.subarray(0, expected.length).equals(expected)) return expected.length;
    }
  }
  throw differs();
}

/**
 * A file without an end that fits. It is called cut only where every byte that is there could stand in a whole ZIP;
 * otherwise somebody changed it.
 */
async function walkCut(zip) {
  const { handle, size, name: zipName } = zip;
  const members = [];
  const broken = () =>
    new Altered(zipName, '不是压缩包，或其结构被改动', 'is no ZIP, or its structure was changed');
  const cut = (cutName = null) => ({ members, isCanonical: false, isCut: true, cutName });
  if (await hasOwnEnd(zip)) throw broken();
  let at = 0;
  while ((await bytesAt(handle, at, 4)).equals(signatures.member)) {
    const member = await walkMember(zip, at);
    if (member === null) return cut();
    // Sizes that follow the data cannot be found without the directory, so nothing after this member can be told.
    if ((member.flags & 8) !== 0 || member.dataAt + member.packedSize > size) return cut(member.name);
    if (members.some(({ name }) => name === member.name))
      throw new Altered(member.name, '出现两次', 'is there twice');
    members.push(member);
    at = member.dataAt + member.packedSize;
  }
  if (!(await isBeginOfEnd(zip, members, at))) throw broken();
  return cut();
}

/**
 * Whether the file still ends with a directory of its own, which then does not fit what stands before it: bytes were put
 * in or taken out. An exhibit that is itself a ZIP, and happens to be the last thing before a cut, has another folder.
 */
async function hasOwnEnd({ handle, size, name: zipName }) {
  if (size < 22) return false;
  const end = await bytesAt(handle, size - 22, 22);
  if (!end.subarray(0, 4).equals(signatures.end)) return false;
  const large = size >= 98 ? await bytesAt(handle, size - 98, 56) : Buffer.alloc(56);
  const isLarge = large.readUInt32LE(0) === 0x06064b50;
  const bytes = isLarge ? Number(large.readBigUInt64LE(40)) : end.readUInt32LE(12);
  const at = size - (isLarge ? 98 : 22) - bytes;
  const [first, entry] = at < 0 ? [] : [await bytesAt(handle, 0, 30), await bytesAt(handle, at, 46)];
  if (entry === undefined || entry.length < 46 || !entry.subarray(0, 4).equals(signatures.directory))
    return false;
  const topAt = async (position, length) =>
    textOf(await bytesAt(handle, position, length), zipName).split('/')[0];
  return (await topAt(30, first.readUInt16LE(26))) === (await topAt(at + 46, entry.readUInt16LE(28)));
}

/** The member that begins at `at`, or null where its header is cut. */
async function walkMember({ handle, name: zipName }, at) {
  const header = await bytesAt(handle, at, 30);
  if (header.length < 30) return null;
  const [nameBytes, extraBytes] = [header.readUInt16LE(26), header.readUInt16LE(28)];
  const more = await bytesAt(handle, at + 30, nameBytes + extraBytes);
  if (more.length < nameBytes + extraBytes) return null;
  const member = {
    ...namedMember(more.subarray(0, nameBytes), zipName),
    flags: header.readUInt16LE(6),
    method: header.readUInt16LE(8),
    crc32: header.readUInt32LE(14),
    packedSize: header.readUInt32LE(18),
    size: header.readUInt32LE(22),
    offset: at,
    dataAt: at + 30 + nameBytes + extraBytes,
  };
  readLargeSizes(member, more.subarray(nameBytes), ['size', 'packedSize']);
  checkMember(member);
  member.isCanonical = Buffer.concat([header, more]).equals(localHeader(member));
  return member;
}

const signatures = {
  member: Buffer.from('504b0304', 'hex'),
  directory: Buffer.from('504b0102', 'hex'),
  end: Buffer.from('504b0506', 'hex'),
};

/** Whether what follows the last member is the beginning of a directory and its end, and not all of it. */
async function isBeginOfEnd({ handle, size }, members, at) {
  const found = await bytesAt(handle, at, Math.min(4, size - at));
  const canBegin = [signatures.member, signatures.directory].some((one) =>
    one.subarray(0, found.length).equals(found),
  );
  if (!canBegin || size === 0) return canBegin;
  // In our own container every byte of it is known beforehand; of one packed anew, that its end is missing.
  if (!members.every(({ isCanonical }) => isCanonical))
    return size < 22 || !(await bytesAt(handle, size - 22, 4)).equals(signatures.end);
  const directory = Buffer.concat(members.map((member) => centralHeader(member)));
  const tail = Buffer.concat([directory, endRecords(members.length, directory.length, at)]);
  const rest = await bytesAt(handle, at, Math.min(size - at, tail.length + 1));
  return rest.length < 4 || tail.subarray(0, rest.length).equals(rest);
}

// The one way we write a ZIP: stored, sorted, without times, comments or padding. Whatever differs was packed anew.

function localHeader(member) {
  const isLarge = member.size >= most32;
  const size = isLarge ? most32 : member.size;
  const name = Buffer.from(member.name);
  const extra = isLarge ? numbers([2, 1], [2, 16], [8, member.size], [8, member.size]) : Buffer.alloc(0);
  return Buffer.concat([
    numbers([4, 0x04034b50], [2, isLarge ? 45 : 20], [2, 0x0800], [2, 0], [2, 0], [2, 0x0021]),
    numbers([4, member.crc32], [4, size], [4, size], [2, name.length], [2, extra.length]),
    name,
    extra,
  ]);
}

function centralHeader(member) {
  const [isLarge, isFar] = [member.size >= most32, member.offset >= most32];
  const size = isLarge ? most32 : member.size;
  const name = Buffer.from(member.name);
  const large = [...(isLarge ? [member.size, member.size] : []), ...(isFar ? [member.offset] : [])];
  const extra =
    large.length > 0
      ? numbers([2, 1], [2, 8 * large.length], ...large.map((value) => [8, value]))
      : Buffer.alloc(0);
  return Buffer.concat([
    numbers(
      [4, 0x02014b50],
      [2, 0x032d],
      [2, isLarge || isFar ? 45 : 20],
      [2, 0x0800],
      [2, 0],
      [2, 0],
      [2, 0x0021],
    ),
    numbers(
      [4, member.crc32],
      [4, size],
      [4, size],
      [2, name.length],
      [2, extra.length],
      [2, 0],
      [2, 0],
      [2, 0],
    ),
    numbers([4, 0o100644 * 0x10000], [4, isFar ? most32 : member.offset]),
    name,
    extra,
  ]);
}

function endRecords(count, bytes, at) {
  const end = Buffer.concat([
    numbers([4, 0x06054b50], [2, 0], [2, 0], [2, Math.min(count, most16)], [2, Math.min(count, most16)]),
    numbers([4, Math.min(bytes, most32)], [4, Math.min(at, most32)], [2, 0]),
  ]);
  if (count < most16 && bytes < most32 && at < most32) return end;
  return Buffer.concat([
    numbers(
      [4, 0x06064b50],
      [8, 44],
      [2, 0x032d],
      [2, 45],
      [4, 0],
      [4, 0],
      [8, count],
      [8, count],
      [8, bytes],
      [8, at],
    ),
    numbers([4, 0x07064b50], [4, 0], [8, at + bytes], [4, 1]),
    end,
  ]);
}

/** Little-endian numbers of 2, 4 or 8 bytes. */
function numbers(...list) {
  return Buffer.concat(
    list.map(([width, value]) => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64LE(BigInt(value));
      return bytes.subarray(0, width);
    }),
  );
}

// The exit code alone tells the verdict; when this file is imported (a test, a page) nothing runs by itself.
if (!isMainThread && workerData?.sm3Of !== undefined) hashBeside(workerData.sm3Of);
else if (
  isMainThread &&
  process.argv[1] !== undefined &&
  import.meta.url === pathToFileURL(await realpath(process.argv[1]).catch(() => '')).href
)
  process.exitCode = await main(process.argv.slice(2));
