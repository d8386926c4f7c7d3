/** A witness whose court lost entries: it goes on under the next name only where the court owns up to all that it cosigned. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { beginningText, type Loss } from '../../../src/ledger/beginning.js';
import { toBase64 } from '../../../src/ledger/note.js';
import { noteBy, Signing, Tree } from '../../support/ledger-signed.js';
import { witnessProgram, type Witness } from '../../support/signer-witness.js';

const [before, anew] = ['courthouse/demo', 'courthouse/demo/2'];
const [court, next] = [new Signing(before), new Signing(anew)];
const [three, eight, nine] = [new Tree(3), new Tree(8), new Tree(9)];
const signed = ({ size, root }: Tree) => ({ size, root: toBase64(root) });
const loss: Loss = {
  ...{ number: 2, kept: signed(three), known: signed(nine) },
  ...{ asked: 'admin', approved: 'president' },
};
const from = '2026-11-21T02:00:00.000Z';
const statement = (changes: Partial<Loss> = {}, by = next): string =>
  noteBy(beginningText('demo', { ...loss, ...changes }, { key: next.key.publicKey, from }), by);

let folder: string;
const comes = (origin: string): Witness =>
  new witnessProgram.Witness({
    ...{ name: 'witness/station', folder, origin },
    courtPem: () => `${court.pem}${next.pem}`,
  });
const refuses = (work: () => unknown, status: number, found: string) =>
  expect(work).toThrow(expect.objectContaining({ status, found }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'witness-'));
  comes(before).cosign(noteBy(eight.text(before), court), []);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a witness whose court began its ledger anew', () => {
  it('is of one court for ever, and of its ledgers in their order', async () => {
    for (const other of ['courthouse/other', 'courthouse/other/2', 'courthouse/demo/1', 'courthouse/demo/0'])
      expect(() => comes(other)).toThrow('belongs to a witness of another ledger');
    expect([comes(before).former, comes(anew).former, comes('courthouse/demo/3').former]).toEqual([
      null,
      before,
      before,
    ]);
    const witness = comes(anew);
    witness.begin(statement());
    witness.cosign(noteBy(nine.text(anew), next), await nine.proofFrom(3));
    expect(() => comes(before)).toThrow(TypeError);
    expect(comes(anew).former).toBeNull();
  });

  it('cosigns nothing before it has the statement, and then what continues what was kept', async () => {
    const witness = comes(anew);
    refuses(() => witness.cosign(noteBy(nine.text(anew), next), []), 403, 'unfit');
    const evidence = witness.newest;
    expect(witness.begin(statement())).toEqual({ from: 4, to: 8 });
    expect([witness.former, witness.size, witness.newest]).toEqual([null, 3, '']);
    expect(readFileSync(join(folder, 'cosigned-courthouse-demo.json'), 'utf8')).toBe(
      `${JSON.stringify({ size: 8, note: evidence, statement: statement() })}\n`,
    );
    refuses(() => witness.cosign(noteBy(new Tree(2).text(anew), next), []), 409, 'contradiction');
    refuses(() => witness.cosign(noteBy(nine.text(anew), next), []), 422, 'contradiction');
    expect(witness.cosign(noteBy(nine.text(anew), next), await nine.proofFrom(3)).size).toBe(9);
  });

  it('loses nothing where all that it cosigned was kept', async () => {
    const witness = comes(anew);
    expect(witness.begin(statement({ kept: signed(nine) }))).toEqual({ from: 9, to: 8 });
    expect(witness.size).toBe(8);
    expect(witness.cosign(noteBy(nine.text(anew), next), await nine.proofFrom(8)).size).toBe(9);
  });

  it('takes a statement that names exactly what it cosigned', () => {
    expect(comes(anew).begin(statement({ known: signed(eight) }))).toEqual({ from: 4, to: 8 });
  });

  it('refuses a statement that hides what it cosigned', () => {
    const witness = comes(anew);
    const hides = (changes: Partial<Loss>, text = statement(changes)) =>
      refuses(() => witness.begin(text), 409, 'contradiction');
    hides({ known: signed(new Tree(7)) });
    hides({ known: { size: 8, root: toBase64(nine.root) } });
    hides({ kept: signed(new Tree(10)) });
    const [text] = statement().split('\n\n');
    hides({}, noteBy(`${text!.replace(`after ${before}`, 'after courthouse/demo/0')}\n`, next));
    expect(witness.former).toBe(before);
  });

  it('refuses what is no statement of two people, or not signed by a key of the court', () => {
    const witness = comes(anew);
    const text = beginningText('demo', loss, { key: next.key.publicKey, from });
    for (const wrong of [
      nine.text(anew),
      text.replace('/begins', '/began'),
      text.replace('courthouse/demo/2', 'courthouse/demo/3'),
      text.replace('asked admin', 'asked president'),
      text.replace(/known .*\n/, ''),
      text.replace('kept 3', 'kept x'),
    ])
      refuses(() => witness.begin(noteBy(wrong, next)), 400, 'unfit');
    refuses(() => witness.begin(statement({}, new Signing(anew))), 403, 'unfit');
    refuses(() => witness.begin(`${text}\nno line\n`), 400, 'unfit');
    // Of names that only begin alike there are two.
    expect(witness.begin(statement({ asked: 'presid', approved: 'president' }))).toEqual({ from: 4, to: 8 });
  });
});
