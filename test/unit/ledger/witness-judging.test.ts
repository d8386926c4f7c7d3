/** The one decision of the witness that other machines carry: what it cosigns, and why it refuses the rest. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fromBase64, parseNote, toBase64 } from '../../../src/ledger/note.js';
import { cosignaturesOn } from '../../../src/ledger/witness.js';
import { checks, noteBy, Signing, Tree } from '../../support/ledger-signed.js';
import { known, witnessProgram, type Witness } from '../../support/signer-witness.js';

const origin = 'courthouse/demo';
const nowMs = 1_763_700_000_900;
const court = new Signing(origin);
const [five, eight] = [new Tree(5), new Tree(8)];
const note = (tree: Tree, by = court): string => noteBy(tree.text(origin), by);
let folder: string;
let pem = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'witness-'));
  pem = court.pem;
});
afterEach(() => rmSync(folder, { recursive: true }));

const comes = (more: { name?: string; origin?: string } = {}): Witness =>
  new witnessProgram.Witness({
    ...{ name: 'witness/station', folder: join(folder, 'a', 'b'), origin, courtPem: () => pem },
    ...{ nowMs: () => nowMs, ...more },
  });
const refuses = (work: () => unknown, status: number, found = 'unfit') =>
  expect(work).toThrow(expect.objectContaining({ status, found, chinese: expect.any(String) }));
const kept = (name: string): string => readFileSync(join(folder, 'a', 'b', name), 'utf8');

describe('a witness', () => {
  it('makes its key once, and gives it as the court and whoever checks packets take it', () => {
    const witness = comes();
    expect([witness.newest, witness.size, witness.former]).toEqual(['', 0, null]);
    expect(kept('witness.pem')).toBe(`# witness/station, , \n${witness.pem}`);
    expect(statSync(join(folder, 'a', 'b')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'a', 'b', 'witness-ed25519.pem')).mode & 0o777).toBe(0o600);
    const [its] = known(witness);
    expect([its!.name, witness.pem]).toEqual([
      'witness/station',
      expect.stringContaining(Buffer.from(its!.publicKey).toString('base64').slice(0, 20)),
    ]);
    expect(comes().verifierKey).toBe(witness.verifierKey);
    for (const name of ['', 'two words', 'a+b']) expect(() => comes({ name })).toThrow(TypeError);
  });

  it('cosigns the first that it sees and what continues it: its line with the time, after the lines of the court', async () => {
    const witness = comes();
    const stranger = new Signing('stranger');
    const extended = `${five.text(origin)}and an extension\n`;
    const first = witness.cosign(noteBy(extended, stranger, court), []);
    expect(first.size).toBe(5);
    const own = court.line(extended);
    expect(first.note).toBe(`${extended}\n${own}${first.line}`);
    expect(cosignaturesOn(parseNote(first.note), known(witness), checks)).toEqual([
      { witness: 'witness/station', at: '2025-11-21T04:40:00.000Z', line: first.line },
    ]);
    expect(kept('cosigned-last.json')).toBe(`${JSON.stringify({ size: 5, note: first.note })}\n`);
    const again = comes();
    expect([again.newest, again.size]).toEqual([first.note, 5]);
    expect(again.cosign(note(eight), await eight.proofFrom(5)).size).toBe(8);
    expect(again.cosign(note(eight), []).note).toContain(`${origin}\n8\n`);
  });

  it('refuses a ledger that is shorter, other, or not shown to continue', async () => {
    const witness = comes();
    witness.cosign(note(five), []);
    refuses(() => witness.cosign(note(new Tree(4)), []), 409, 'contradiction');
    const other = { text: five.text(origin).replace(toBase64(five.root), toBase64(eight.root)) };
    refuses(() => witness.cosign(noteBy(other.text, court), []), 409, 'contradiction');
    const proof = await eight.proofFrom(5);
    for (const wrong of [
      [],
      proof.slice(1),
      [...proof, proof[0]!],
      proof.toReversed(),
      proof.with(0, proof[1]!),
      proof.with(0, `${proof[0]}=`),
    ])
      refuses(() => witness.cosign(note(eight), wrong), 422, 'contradiction');
    expect(witness.size).toBe(5);
    expect(witness.cosign(note(five), []).size).toBe(5);
  });

  it('cosigns only what a key of the court signed that is in use, and signed rightly', () => {
    const witness = comes();
    const other = new Signing(origin);
    const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
    const withOthers = [
      String(p256.export({ format: 'pem', type: 'spki' })),
      `# courthouse/elsewhere, , \n${court.pem}`,
      other.pem,
    ].join('');
    const until = (ms: number): string => `# ${origin}, , ${new Date(ms).toISOString()}\r\n${court.pem}`;
    for (const refused of ['', other.pem, withOthers, until(nowMs), until(nowMs - 1)]) {
      pem = refused;
      refuses(() => witness.cosign(note(five), []), 403);
    }
    const text = five.text(origin);
    const [good, forged] = [court.line(text), court.line(`${text}x`)];
    pem = court.pem;
    refuses(() => witness.cosign(`${text}\n${good}${forged}`, []), 403);
    for (const taken of [`${withOthers}${court.pem}`, until(nowMs + 1), `# ${origin}, , \n${court.pem}`]) {
      pem = taken;
      expect(witness.cosign(`${text}\n${other.line(text)}${good}`, []).size).toBe(5);
    }
    const elsewhere = new Signing('courthouse/other');
    pem = elsewhere.pem;
    refuses(() => witness.cosign(noteBy(five.text('courthouse/other'), elsewhere), []), 404);
  });

  it('takes nothing for a checkpoint that is written otherwise', () => {
    const witness = comes();
    const signed = (text: string): string => `${text}\n${court.line(text)}`;
    const text = five.text(origin);
    const root = toBase64(five.root);
    const line = court.line(text);
    for (const none of [
      '',
      text,
      `${text}\n`,
      signed(text).slice(0, -1),
      `${signed(text).slice(0, -1)}x`,
      signed(text.replace('5', '05')),
      signed(text.replace('5', '-5')),
      signed(text.replace('5', '1'.repeat(16))),
      signed(`${origin}\n5\n`),
      signed(text.replace(root, toBase64(five.root.subarray(1)))),
      signed(text.replace(root, root.slice(0, -1))),
      signed(text.replace('\n5', '\r\n5')),
      signed(`${text}\u0085\n`),
      `${text}\n${line.replace('\u2014', '-')}`,
      `${text}\n${line.replace(origin, `${origin}+`)}`,
      `${text}\nx${line}`,
      `${text}\n${line.slice(0, -1)}x\n`,
      `${text}\n\u2014 ${origin} AAAAAA==\n`,
      `${text}\n\u2014 ${origin} AAAAAAB=\n`,
      `${text}\n${line}x\n`,
    ])
      refuses(() => witness.cosign(none, []), 400);
    expect(witness.cosign(`${text}\n${line}\u2014 someone AAAAAAA=\n`, []).size).toBe(5);
    const zeros = `${origin}\n${'1'.repeat(15)}\n${root}\n`;
    refuses(() => witness.cosign(signed(zeros), []), 422, 'contradiction');
  });

  it('says of any two sizes whether the one continues the other', async () => {
    const trees = Array.from({ length: 18 }, (_, size) => new Tree(size));
    for (const older of trees)
      for (const newer of trees) {
        const its = (proof: readonly string[], before: { size: number; root: Uint8Array } = older) =>
          witnessProgram.continues(
            { size: before.size, root: Buffer.from(before.root) },
            { size: newer.size, root: Buffer.from(newer.root) },
            proof.map((hash) => Buffer.from(fromBase64(hash))),
          );
        if (older.size > newer.size) {
          expect(its([])).toBe(false);
          continue;
        }
        const proof = older.size === 0 || older.size === newer.size ? [] : await newer.proofFrom(older.size);
        expect(its(proof)).toBe(true);
        const wrong = toBase64(trees[1]!.root.toReversed());
        for (const altered of [[...proof, wrong], ...proof.map((_, at) => proof.with(at, wrong))])
          expect(its(altered)).toBe(false);
        if (proof.length > 0) expect(its(proof.slice(1))).toBe(false);
        if (proof.length > 0) expect(its(proof.slice(0, -1))).toBe(false);
        if (older.size > 0) expect(its(proof, { size: older.size, root: fromBase64(wrong) })).toBe(false);
      }
  });
});
