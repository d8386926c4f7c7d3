import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OddityCount, OddityDetail, OddityItem } from '../../src/intake/oddity.js';
import { Reader } from '../../src/storage/reader.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const ringing = (device: string) => async () =>
  (await held.court.facts()).filter(
    ({ type, data }) =>
      (type === 'alarm.raised' || type === 'alarm.pressed-again') && data['device'] === device,
  );
const troubles = async (device: string, kind: string) =>
  (await held.court.facts('trouble.raised')).filter(
    ({ data }) => data['device'] === device && data['kind'] === kind,
  );

describe('an event (contracts.md 1)', () => {
  it('is recorded, and its receipt names the alarm and when it was stored', async () => {
    const button = await held.court.device('button-101');
    const receipt = await button.press('help');
    expect(receipt).toEqual({
      v: 1,
      boot: button.boot,
      seq: 1,
      outcome: 'recorded',
      alarm: expect.any(String),
      at: expect.any(String),
    });
    const [raised] = await held.court.facts('alarm.raised');
    expect(raised).toMatchObject({
      at: receipt.at,
      subject: { kind: 'alarm', id: receipt.alarm },
      by: { kind: 'device', id: 'button-101' },
      data: { device: 'button-101', boot: button.boot, seq: 1, level: 'high', place: 'court-1', zone: 'A' },
    });
  });

  it('said again is repeated, with the first one’s alarm and time, and rings once', async () => {
    const button = await held.court.device('button-102');
    const said = button.event({ type: 'pressed', pattern: 'emergency', extra: [1, { a: null }] });
    const first = await button.send(JSON.stringify(said));
    const otherwise = JSON.stringify(Object.fromEntries(Object.entries(said).toReversed()), null, 2);
    for (const payload of [JSON.stringify(said), otherwise]) {
      expect(await button.send(payload)).toEqual({ ...first, outcome: 'repeated' });
    }
    expect(await ringing('button-102')()).toHaveLength(1);
  });

  it('that quietly says nothing urgent is recorded without an alarm', async () => {
    const button = await held.court.device('button-103');
    const receipt = await button.say({ type: 'test' });
    expect(receipt).toEqual({ v: 1, boot: button.boot, seq: 1, outcome: 'recorded', at: receipt.at });
    expect(await ringing('button-103')()).toEqual([]);
  });
});

describe('a conflict', () => {
  it('rings beside the first where either is a press, is trouble, and is stored once', async () => {
    const button = await held.court.device('button-104');
    const name = { v: 1, boot: 'same', seq: 7, at: '2026-01-01T00:00:00Z' };
    const first = await button.send(JSON.stringify({ ...name, type: 'test' }));
    expect(first).toMatchObject({ outcome: 'recorded' });
    const payload = JSON.stringify({ ...name, type: 'pressed', pattern: 'emergency' });
    const other = await button.send(payload);
    expect(other).toMatchObject({ boot: 'same', seq: 7, outcome: 'conflict', alarm: expect.any(String) });
    expect((await ringing('button-104')())[0]?.data).toMatchObject({
      boot: 'same',
      seq: 7,
      conflict: true,
      sha256: sha256(payload),
      level: 'emergency',
    });
    expect(await troubles('button-104', 'conflict')).toHaveLength(1);
    const head = held.court.head;
    expect(await button.send(payload)).toEqual(other);
    expect(held.court.head).toBe(head);
    // The first stays as it was: its own repeat is still its repeat.
    expect(await button.send(JSON.stringify({ ...name, type: 'test' }))).toEqual({
      ...first,
      outcome: 'repeated',
    });
  });

  it('rings where only the first was a press, a malformed one that ranks as such included', async () => {
    const button = await held.court.device('button-105');
    const name = { v: 1, boot: 'b', at: '2026-01-01T00:00:00Z' };
    await button.send(JSON.stringify({ ...name, seq: 1, type: 'pressed', pattern: 'help' }));
    const conflict = await button.send(JSON.stringify({ ...name, seq: 1, type: 'test' }));
    expect(conflict).toMatchObject({ outcome: 'conflict', alarm: expect.any(String) });
    await button.send(JSON.stringify({ ...name, seq: 2, type: 'PRESSED!' }));
    const other = await button.send(JSON.stringify({ ...name, seq: 2, type: 'test' }));
    expect(other).toMatchObject({ outcome: 'conflict', alarm: conflict.alarm });
  });

  it('of no press does not ring', async () => {
    const gate = await held.court.device('gate-2');
    const name = { v: 1, boot: 'b', seq: 1, at: '2026-01-01T00:00:00Z', type: 'self-check', ok: true };
    await gate.send(JSON.stringify({ ...name, by: ['a'] }));
    const receipt = await gate.send(JSON.stringify({ ...name, by: ['b'] }));
    expect(receipt).toEqual({ v: 1, boot: 'b', seq: 1, outcome: 'conflict', at: receipt.at });
    expect(await troubles('gate-2', 'conflict')).toHaveLength(1);
    const kept = await held.court.app
      .get(Reader)
      .query<{ kind: string }>('SELECT "kind" FROM "oddities" WHERE "device" = ?', ['gate-2']);
    expect(kept).toEqual([{ kind: 'conflict' }]);
  });
});

describe('a malformed message', () => {
  const faults: Readonly<Record<string, Record<string, unknown>>> = {
    'an unknown v': { v: 2, type: 'pressed', pattern: 'help' },
    'an unknown type': { type: 'jumped' },
    'a type that is no text': { type: 7 },
    'a pattern of another shape': { type: 'pressed', pattern: 'softly' },
    'an at that is no instant': { type: 'pressed', pattern: 'help', at: 'yesterday' },
    'an at of no calendar': { type: 'pressed', pattern: 'help', at: '2026-02-30T00:00:00Z' },
  };

  it.each(Object.keys(faults))('from a button, with %s, is kept and rings as a press', async (fault) => {
    const button = await held.court.device('button-106');
    const payload = JSON.stringify(button.event(faults[fault] as Record<string, unknown>));
    const receipt = await button.send(payload);
    expect(receipt).toMatchObject({ boot: button.boot, seq: 1, outcome: 'malformed' });
    expect(receipt.alarm).toEqual(expect.any(String));
    expect(await button.send(payload)).toEqual({ ...receipt, outcome: 'repeated' });
    const kept = await held.court.app
      .get(Reader)
      .query<{ payload: Buffer }>('SELECT "payload" FROM "events" WHERE "boot" = ?', [button.boot]);
    expect(kept[0]?.payload.toString()).toBe(payload);
  });

  it.each([
    'not json',
    '[1]',
    '"text"',
    '{"v":1,"boot":"x"}',
    '{"v":1,"boot":"x","seq":0,"type":"pressed"}',
    '',
  ])('of which no name can be read (%j) is known by its hash', async (payload) => {
    const button = await held.court.device('button-107');
    const receipt = await button.send(payload);
    expect(receipt).toEqual({
      v: 1,
      sha256: sha256(payload),
      outcome: 'malformed',
      alarm: expect.any(String),
      at: expect.any(String),
    });
    expect(await button.send(payload)).toEqual({ ...receipt, outcome: 'repeated' });
    const facts = await ringing('button-107')();
    expect(facts.at(-1)?.data).toMatchObject({ sha256: sha256(payload), level: 'emergency' });
    expect(facts.at(-1)?.data).not.toHaveProperty('boot');
  });

  it('whose type reads as another one of the table is trouble, and from other kinds always', async () => {
    const button = await held.court.device('button-108');
    expect((await button.say({ type: 'battery', percent: 'low' })).alarm).toBeUndefined();
    expect((await button.say({ type: 'forced' })).alarm).toBeUndefined();
    expect(await troubles('button-108', 'malformed')).toHaveLength(2);
    const gate = await held.court.device('gate-1');
    expect(await gate.send('junk')).toMatchObject({ outcome: 'malformed', sha256: sha256('junk') });
    expect((await gate.say({ type: 'pressed', pattern: 'emergency' })).alarm).toBeUndefined();
    expect(await troubles('gate-1', 'malformed')).toHaveLength(2);
    expect(await ringing('button-108')()).toEqual([]);
  });

  it('stands on the administrator’s list with its bytes, and is counted by device', async () => {
    type List = { items: OddityItem[]; next: string | null };
    const list = async (path: string) => (await held.court.get<List>('admin', `/api/oddities${path}`)).body;
    const { items } = await list('?device=button-107&limit=500');
    expect(items.every(({ kind }) => kind === 'malformed')).toBe(true);
    const named = (await list('?device=button-106')).items;
    expect(named).toHaveLength(Object.keys(faults).length);
    expect(named[0]).toMatchObject({ kind: 'malformed', seq: 1, alarm: expect.any(String) });
    const junk = items.find(({ sha256: hex }) => hex === sha256('not json'));
    const one = await held.court.get<OddityDetail>(
      'admin',
      `/api/oddities/button-107/malformed/${junk?.sha256}`,
    );
    expect(one.body).toMatchObject({ payload: 'not json', encoding: 'text', bytes: 8 });
    const counts = (await held.court.get<{ items: OddityCount[] }>('admin', '/api/oddities/counts')).body
      .items;
    expect(counts.find(({ device, kind }) => device === 'button-107' && kind === 'malformed')?.count).toBe(
      items.length,
    );
    const first = await list('?limit=2');
    const second = await list(`?limit=2&cursor=${encodeURIComponent(first.next ?? '')}`);
    expect(new Set([...first.items, ...second.items].map((item) => JSON.stringify(item))).size).toBe(4);
    expect((await held.court.get('guard', '/api/oddities')).status).toBe(403);
  });

  it('uses up the name that can be read', async () => {
    const door = await held.court.device('door-301');
    const wrong = door.event({ type: 'opened', by: 4 });
    expect(await door.send(JSON.stringify(wrong))).toMatchObject({ outcome: 'malformed' });
    const right = { ...wrong, by: '4' };
    expect(await door.send(JSON.stringify(right))).toMatchObject({ outcome: 'conflict' });
  });
});
