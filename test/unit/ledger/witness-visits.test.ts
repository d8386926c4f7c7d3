/** A witness that visits its court over HTTP: what it fetches, what it hands in, and when the court learns what it knows. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { beginningText } from '../../../src/ledger/beginning.js';
import { toBase64 } from '../../../src/ledger/note.js';
import { noteBy, Signing, Tree } from '../../support/ledger-signed.js';
import { witnessProgram, type Witness } from '../../support/signer-witness.js';
import { WitnessedCourt } from '../../support/witnessed-court.js';

const [origin, anew] = ['courthouse/demo', 'courthouse/demo/2'];
const [key, next] = [new Signing(origin), new Signing(anew)];
const [five, eight] = [new Tree(5), new Tree(8)];
let court: WitnessedCourt;
let folder: string;
let witness: Witness;

const comes = (of = origin): Witness =>
  new witnessProgram.Witness({
    ...{ name: 'witness/station', folder, origin: of },
    courtPem: () => `${key.pem}${next.pem}`,
  });
const shows = async (tree: Tree, from?: number, its = noteBy(tree.text(origin), key)): Promise<void> => {
  court.routes['checkpoint'] = { text: its };
  const hashes = from === undefined ? [] : await tree.proofFrom(from);
  court.routes['proofs'] = { text: JSON.stringify({ hashes }) };
};
const visit = () => witnessProgram.visit(witness, court.url);
const asked = (): string[] => court.asked.splice(0);
const [fetched, handedIn] = ['GET /api/ledger/checkpoint', 'POST /api/ledger/cosignatures'];
const contradicted = expect.objectContaining({ found: 'contradiction', status: 409 });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'witness-'));
  court = await WitnessedCourt.open();
  witness = comes();
});
afterEach(async () => {
  await court.close();
  rmSync(folder, { recursive: true });
});

describe('a visit', () => {
  it('fetches, cosigns and hands in; what grew with a proof, what is known only while the court has not its line', async () => {
    await shows(five);
    expect(await witnessProgram.visit(witness, `${court.url}/`)).toEqual({ size: 5, isNew: true });
    expect(asked()).toEqual([fetched, `${handedIn} ${witness.newest}`.trimEnd()]);
    expect(court.types).toEqual(['text/plain; charset=utf-8']);
    const [first, its] = [witness.newest, JSON.stringify(five.text(origin))];
    expect(JSON.stringify(first)).toContain(its.slice(1, -1));
    expect(await visit()).toEqual({ size: 5, isNew: false });
    expect(asked()).toEqual([fetched, `${handedIn} ${first}`.trimEnd()]);
    await shows(five, undefined, first);
    expect(await visit()).toEqual({ size: 5, isNew: false });
    expect(asked()).toEqual([fetched]);
    await shows(eight, 5);
    expect(await visit()).toEqual({ size: 8, isNew: true });
    expect(asked()).toEqual([
      fetched,
      'GET /api/ledger/proofs?from=5&to=8',
      `${handedIn} ${witness.newest}`.trimEnd(),
    ]);
    expect(witness.size).toBe(8);
  });

  it('judges nothing where the court gives no checkpoint, no proof, or takes no cosignature', async () => {
    await expect(visit()).rejects.toThrow('the court gives no checkpoint (404)');
    court.routes['checkpoint'] = { text: '' };
    await expect(visit()).rejects.toThrow('the court gives no checkpoint (200)');
    court.routes['checkpoint'] = { status: 503, text: noteBy(five.text(origin), key) };
    await expect(visit()).rejects.toThrow('the court gives no checkpoint (503)');
    await shows(five);
    for (const status of [300, 409, 500]) {
      court.routes['cosignatures'] = { status, text: '' };
      await expect(visit()).rejects.toThrow(`the court takes no cosignature (${status})`);
    }
    court.routes['cosignatures'] = { status: 204, text: '' };
    await visit();
    court.routes['checkpoint'] = { text: noteBy(eight.text(origin), key) };
    court.routes['proofs'] = { status: 400, text: '' };
    await expect(visit()).rejects.toThrow('the court gives no proof from 5 to 8 (400)');
    expect(witness.size).toBe(5);
    asked();
    await court.close();
    await expect(visit()).rejects.not.toMatchObject({ found: expect.anything() });
  });

  it.each([
    ['a shorter ledger', new Tree(4), []],
    ['another ledger of the same size', undefined, []],
    ['one that does not continue it', eight, ['GET /api/ledger/proofs?from=5&to=8']],
  ] as const)(
    'to %s tells the court what was cosigned before, and is a contradiction',
    async (_, tree, also) => {
      await shows(five);
      await visit();
      asked();
      const other = five.text(origin).replace(toBase64(five.root), toBase64(eight.root));
      await shows(tree ?? eight, undefined, noteBy(tree?.text(origin) ?? other, key));
      // The court answers that it contradicts what it has, which is no news.
      court.routes['cosignatures'] = { status: 409, text: '' };
      await expect(visit()).rejects.toMatchObject({ found: 'contradiction' });
      expect(asked()).toEqual([fetched, ...also, `${handedIn} ${witness.newest}`.trimEnd()]);
      court.routes['cosignatures'] = { status: 500, text: '' };
      await expect(visit()).rejects.toThrow('the court takes no cosignature (500)');
      expect(witness.size).toBe(5);
    },
  );

  it('to what the court did not sign, or to another court, says nothing to it', async () => {
    await shows(five);
    await visit();
    asked();
    await shows(eight, 5, noteBy(eight.text(origin), new Signing(origin)));
    await expect(visit()).rejects.toMatchObject({ found: 'unfit', status: 403 });
    for (const other of ['courthouse/other', 'courthouse/demonstration']) {
      await shows(eight, 5, noteBy(eight.text(other), new Signing(other)));
      await expect(visit()).rejects.toMatchObject({ found: 'unfit', status: 404 });
    }
    expect(asked().filter((line) => line.startsWith('POST'))).toEqual([]);
  });
});

describe('a visit to a court that began its ledger anew', () => {
  const nine = new Tree(9);
  const tree = ({ size, root }: Tree) => ({ size, root: toBase64(root) });
  const loss = {
    number: 2,
    kept: tree(new Tree(3)),
    known: tree(nine),
    asked: 'admin',
    approved: 'president',
  };
  const from = '2026-11-21T02:00:00.000Z';
  const statement = noteBy(beginningText('demo', loss, { key: next.key.publicKey, from }), next);

  it('is a contradiction under the old name; it hands in what it has, where it has something', async () => {
    await shows(nine, 5, noteBy(nine.text(anew), next));
    await expect(visit()).rejects.toEqual(contradicted);
    expect(asked()).toEqual([fetched]);
    await shows(five);
    await visit();
    asked();
    await shows(nine, 5, noteBy(nine.text(anew), next));
    await expect(visit()).rejects.toEqual(contradicted);
    expect(asked().at(-1)).toBe(`${handedIn} ${witness.newest}`.trimEnd());
  });

  it('under the new name reads the statement first, and asks for the proof from what was kept', async () => {
    await shows(five);
    await visit();
    witness = comes(anew);
    asked();
    await shows(nine, 3, noteBy(nine.text(anew), next));
    await expect(visit()).rejects.toMatchObject({ found: 'unfit', status: 400 });
    court.routes['beginning'] = { text: statement };
    const told = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await visit()).toEqual({ size: 9, isNew: true });
    expect(told).toHaveBeenCalledWith(expect.stringContaining('entries 4–5 of courthouse/demo as lost'));
    told.mockRestore();
    expect(asked().slice(-3, -1)).toEqual([
      'GET /api/ledger/beginning',
      'GET /api/ledger/proofs?from=3&to=9',
    ]);
    expect(await visit()).toEqual({ size: 9, isNew: false });
    expect(asked()).toEqual([fetched, `${handedIn} ${witness.newest}`.trimEnd()]);
  });
});
