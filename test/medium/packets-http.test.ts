import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { unavailable } from '../../src/kernel/errors.js';
import type { PacketItem } from '../../src/packets/packet-order.js';
import { Packets } from '../../src/packets/packets.service.js';
import { PacketTable } from '../../src/packets/packets.store.js';
import { verdict } from '../support/packet-verdict.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
const folder = mkdtempSync(join(tmpdir(), 'packets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
type Problem = { readonly code: string; readonly state?: string; readonly first?: object };

const incidentOfPress = async (id: string, pattern: 'help' | 'emergency'): Promise<string> => {
  const button = await held.court.device(id);
  const { alarm } = await button.press(pattern);
  return (await held.court.get<{ incident: string }>('guard', `/api/alarms/${alarm}`)).body.incident;
};
const ask = (incident: string, who = 'clerk', letter?: object) =>
  held.court.post<PacketItem & Problem>(who, `/api/incidents/${incident}/packets`, letter);
const approve = (packet: string, who = 'approver') =>
  held.court.post<PacketItem & Problem>(who, `/api/packets/${packet}/approve`);
const read = (packet: string, who = 'clerk') =>
  held.court.get<PacketItem & Problem>(who, `/api/packets/${packet}`);
const sealed = async (incident: string): Promise<PacketItem> => {
  const { id } = (await ask(incident)).body;
  expect((await approve(id)).status).toBe(200);
  await held.court.told('packet.sealed', ({ subject }) => subject.id === id);
  return (await read(id)).body;
};
const download = async (
  packet: string,
  who: string,
  headers: Record<string, string> = {},
  method = 'GET',
) => {
  const cookie = await held.court.cookie(who);
  const answer = await fetch(`${held.court.url}/api/packets/${packet}/download`, {
    method,
    headers: { ...headers, Cookie: cookie },
  });
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
};
const handedOver = async (packet: string) =>
  (await held.court.facts('packet.handed-over')).filter(({ subject }) => subject.id === packet);

describe('a packet', () => {
  it('is asked for by the clerk alone, in any state, and told what it lacks', async () => {
    const incident = await incidentOfPress('button-101', 'help');
    for (const who of ['guard', 'chief', 'approver', 'police', 'judge'])
      expect((await ask(incident, who)).status).toBe(403);
    expect((await ask('nothing')).status).toBe(404);
    const { status, body } = await ask(incident);
    expect([status, body.state]).toEqual([201, 'asked']);
    expect(body.missing.map(({ code }) => code)).toEqual([
      'FINDING',
      'EVIDENCE',
      'MEASURE',
      'FACTS',
      'HANDLERS',
    ]);
    expect((await read(body.id)).body).toMatchObject({ id: body.id, incident, state: 'asked' });
  });

  it('is approved by another person, once; who comes second is told who was first', async () => {
    const incident = await incidentOfPress('button-102', 'help');
    const { id } = (await ask(incident)).body;
    for (const who of ['clerk', 'guard', 'police']) expect((await approve(id, who)).status).toBe(403);
    const [one, other] = await Promise.all([approve(id), approve(id)]);
    expect([one.status, other.status]).toEqual(expect.arrayContaining([200, 409]));
    const lost = one.status === 409 ? one.body : other.body;
    expect(lost).toMatchObject({
      code: 'PACKET_STEP_TAKEN',
      first: { by: expect.any(Object), at: expect.any(String) },
    });
    expect((await approve('nothing')).status).toBe(404);
    await held.court.told('packet.sealed', ({ subject }) => subject.id === id);
  });

  it('is sent back by another person with a reason: not made, not shared, and another may be asked for', async () => {
    const incident = await incidentOfPress('button-107', 'help');
    const { id } = (await ask(incident)).body;
    const refuse = (who: string, reason?: string) =>
      held.court.post<PacketItem & Problem>(who, `/api/packets/${id}/refuse`, { reason });
    for (const who of ['clerk', 'guard', 'police']) expect((await refuse(who, '缺录音')).status).toBe(403);
    expect((await refuse('approver', '  ')).status).toBe(400);
    const { status, body } = await refuse('approver', '缺录音');
    expect([status, body]).toMatchObject([200, { state: 'refused', refused: { why: { text: '缺录音' } } }]);
    expect(body.approvedBy).toBeUndefined();
    for (const again of [await approve(id), await refuse('approver', '再退')])
      expect(again.body).toMatchObject({
        code: 'PACKET_STEP_TAKEN',
        state: 'refused',
        first: { at: expect.any(String), by: expect.any(Object) },
      });
    expect((await read(id, 'police')).status).toBe(404);
    const { body: item } = await held.court.get<{ packets: object[] }>('clerk', `/api/incidents/${incident}`);
    expect(item.packets).toEqual([{ id, state: 'refused' }]);
    const [fact] = await held.court.facts('packet.refused');
    expect(fact).toMatchObject({ subject: { id }, data: { incident, why: { word: expect.any(String) } } });
    expect((await ask(incident)).status).toBe(201);
  });

  it('is never approved by who asked, whatever else he may do', async () => {
    const people = await held.court.get<{ items: { id: string; roles: string[] }[] }>('admin', '/api/people');
    const clerk = people.body.items.find(({ roles }) => roles.includes('clerk'))?.id;
    const headers = { 'Content-Type': 'application/json', Cookie: await held.court.cookie('admin') };
    const change = (roles: string[]) =>
      fetch(`${held.court.url}/api/people/${clerk}`, {
        method: 'PATCH',
        headers,
        body: JSON.stringify({ roles }),
      });
    await change(['clerk', 'approver']);
    const { id } = (await ask(await incidentOfPress('button-103', 'help'))).body;
    expect((await approve(id, 'clerk')).body).toMatchObject({ code: 'SECOND_PERSON_NEEDED' });
    expect((await approve(id)).status).toBe(200);
    await change(['clerk']);
    await held.court.told('packet.sealed', ({ subject }) => subject.id === id);
  });

  it('is never approved at the sign-in at which it was asked for', async () => {
    const { id } = (await ask(await incidentOfPress('button-109', 'help'))).body;
    const Cookie = await held.court.signIn('approver');
    const askedSession = (await held.court.facts('access.signed-in')).at(-1)!.subject.id;
    await held.court.write((unit) => unit.rows(PacketTable).update({ id }, { askedSession }));
    const url = `${held.court.url}/api/packets/${id}/approve`;
    const answer = await fetch(url, { method: 'POST', headers: { Cookie } });
    expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([403, 'SECOND_PERSON_NEEDED']);
    expect((await read(id)).body.state).toBe('asked');
  });

  it('cannot be downloaded before it is sealed, and by nobody whose role does not say so', async () => {
    const { id } = (await ask(await incidentOfPress('button-104', 'help'))).body;
    const { answer, bytes } = await download(id, 'clerk');
    expect([answer.status, (JSON.parse(bytes.toString()) as Problem).code]).toEqual([
      409,
      'PACKET_NOT_SEALED',
    ]);
    for (const who of ['guard', 'chief', 'judge']) expect((await download(id, who)).answer.status).toBe(403);
  });

  it('is not seen by the police before it is approved, although they see its incident', async () => {
    const incident = await incidentOfPress('button-108', 'emergency');
    const { id } = (await ask(incident)).body;
    const seen = () => held.court.get<{ packets: object[] }>('police', `/api/incidents/${incident}`);
    expect([(await seen()).status, (await seen()).body.packets]).toEqual([200, []]);
    for (const path of [`/api/packets/${id}`, `/api/packets/${id}/download`])
      expect((await held.court.get('police', path)).status).toBe(404);
    const { body } = await held.court.get<{ items: object[] }>('police', `/api/packets?incident=${incident}`);
    expect(body.items).toEqual([]);
  });

  it('goes to the police by the approval: not there before, whole after, handed over at the first full download', async () => {
    const incident = await incidentOfPress('button-105', 'help');
    const { id } = (await ask(incident)).body;
    expect((await read(id, 'police')).status).toBe(404);
    expect((await download(id, 'police')).answer.status).toBe(404);
    await approve(id);
    await held.court.told('packet.sealed', ({ subject }) => subject.id === id);
    const item = (await read(id, 'police')).body;
    expect(item).toMatchObject({ state: 'sealed', sha256: expect.any(String), bytes: expect.any(Number) });

    const part = await download(id, 'police', { Range: 'bytes=10-19' });
    expect([part.answer.status, part.bytes.length, part.answer.headers.get('content-range')]).toEqual([
      206,
      10,
      `bytes 10-19/${item.bytes}`,
    ]);
    expect((await download(id, 'police', { Range: `bytes=${item.bytes}-` })).answer.status).toBe(416);
    expect((await download(id, 'police', {}, 'HEAD')).answer.status).toBe(200);
    expect((await download(id, 'clerk')).answer.status).toBe(200);
    expect(await handedOver(id)).toEqual([]);

    const { answer, bytes } = await download(id, 'police', { Range: 'bytes=0-' });
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(item.sha256);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([206, 'application/zip']);
    expect(part.bytes.equals(bytes.subarray(10, 20))).toBe(true);
    await held.court.told('packet.handed-over', ({ subject }) => subject.id === id);
    expect((await download(id, 'police')).answer.status).toBe(200);
    expect(await handedOver(id)).toHaveLength(1);
    // A part in the middle was an opening too: nobody reads the rest without the start.
    const noted = (await held.court.facts('packet.downloaded')).filter(({ subject }) => subject.id === id);
    expect(noted).toHaveLength(4);
    expect((await read(id)).body).toMatchObject({ state: 'handed-over', handedOverAt: expect.any(String) });
    const list = await held.court.get<{ items: PacketItem[] }>('police', `/api/packets?incident=${incident}`);
    expect(list.body.items.map((packet) => packet.id)).toEqual([id]);
  });

  it('fetched in parts side by side, as downloaders do, is handed over once, with the part that makes it whole', async () => {
    const { id, sha256, bytes } = await sealed(await incidentOfPress('button-111', 'emergency'));
    const step = Math.ceil(bytes! / 4);
    const part = async (at: number) =>
      (await download(id, 'police', { Range: `bytes=${at * step}-${(at + 1) * step - 1}` })).bytes;
    const [first, third, fourth] = await Promise.all([0, 2, 3].map(part));
    expect(await handedOver(id)).toEqual([]);
    const second = await part(1);
    expect(await handedOver(id)).toHaveLength(1);
    const whole = Buffer.concat([first!, second, third!, fourth!]);
    expect(createHash('sha256').update(whole).digest('hex')).toBe(sha256);
  });

  it('keeps its last byte back where the hand-over cannot be written down, and gives it after a restart, as the hand-over', async () => {
    const { id, bytes } = await sealed(await incidentOfPress('button-110', 'emergency'));
    const down = unavailable('STORAGE_UNAVAILABLE', 'the disk is full');
    const writing = jest.spyOn(held.court.app.get(Packets), 'handOver').mockRejectedValueOnce(down);
    const headers = { Cookie: await held.court.cookie('police') };
    const answer = await fetch(`${held.court.url}/api/packets/${id}/download`, { headers });
    const had: Uint8Array[] = [];
    const reading = async () => {
      for await (const part of answer.body!) had.push(part as Uint8Array);
    };
    await expect(reading()).rejects.toThrow('terminated');
    expect(Buffer.concat(had).length).toBe(bytes! - 1);
    expect(await handedOver(id)).toEqual([]);
    writing.mockRestore();
    await held.court.restart();
    const rest = await download(id, 'police', { Range: `bytes=${bytes! - 1}-` });
    expect([rest.answer.status, rest.bytes.length]).toEqual([206, 1]);
    expect(await handedOver(id)).toHaveLength(1);
  });

  it('is whole for the verifier by the court’s key, proves itself against an older one, and names what was changed', async () => {
    const trust = join(folder, 'keys.pem');
    writeFileSync(trust, await (await fetch(`${held.court.url}/api/ledger/keys`)).text());
    const incident = await incidentOfPress('button-106', 'emergency');
    const keep = async (name: string): Promise<string> => {
      const path = join(folder, name);
      writeFileSync(path, (await download((await sealed(incident)).id, 'police')).bytes);
      return path;
    };
    const older = await keep('older.zip');
    const newer = await keep('newer.zip');
    expect(await verdict(older, trust)).toBe('0 whole');
    expect(await verdict(newer, trust, older)).toBe('0 whole');
    expect(await verdict(newer)).toBe('2 self-consistent');
    const { bytes } = await download((await sealed(incident)).id, 'clerk');
    const at = bytes.indexOf('"state"');
    bytes[at + 1] = 'S'.charCodeAt(0);
    const changed = join(folder, 'changed.zip');
    writeFileSync(changed, bytes);
    expect(await verdict(changed, trust)).toMatch(/^1 altered: .*packet\.json/);
  });

  it('tells how far its building is, and is built after a restart in between', async () => {
    const { id } = (await ask(await incidentOfPress('button-107', 'help'))).body;
    await approve(id);
    const { body } = await read(id);
    expect(['building', 'approved', 'sealed']).toContain(body.state);
    if (body.state === 'building') expect(body.progress).toBeGreaterThanOrEqual(0);
    await held.court.restart();
    await held.court.told('packet.sealed', ({ subject }) => subject.id === id);
    expect((await read(id)).body.state).toBe('sealed');
    expect(await held.court.facts('packet.failed')).toEqual([]);
  });
});
