/** No read is unnoted: every route and socket message, every role, with real objects behind every id. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { permissionsOf, roles, type Permission, type Role } from '../../src/access/permission.js';
import { Routes } from '../../src/access/routes.service.js';
import { Entries, type KeptFact } from '../../src/ledger/entries.service.js';
import type { PacketItem } from '../../src/packets/packet-order.js';
import { basicOf } from '../support/exhibit-court.js';
import { upload } from '../support/tus.js';
import { spokenWav } from '../support/wav.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
const users: Readonly<Record<Role, string>> = {
  ...(Object.fromEntries(roles.map((role) => [role, role])) as Record<Role, string>),
  officer: 'officer-1',
};

/** A read of an exhibit, of its bytes or of a packet: one entry each, of this type. */
const noted: Readonly<Record<string, string>> = {
  'GET /api/evidence/:id': 'evidence.consulted',
  'GET /api/evidence/:id/content': 'evidence.viewed',
  'GET /api/interference': 'interference.read',
  'GET /api/interference/:id/recordings/:recording': 'interference.heard',
  'GET /api/packets/:id/cover-sheet': 'packet.viewed',
  'GET /api/packets/:id/download': 'packet.downloaded',
  'GET /api/packets/:id/encrypted': 'packet.downloaded',
  'GET /api/packets/:id/forms/:form': 'packet.viewed',
  'GET /api/screening/watches': 'watch.read',
};

/** What a screen needs to work, without the content of any exhibit or packet. */
const screens = new Set([
  'GET /api/alarms',
  'GET /api/alarms/:id',
  'GET /api/alarms/:id/context',
  'GET /api/alarms/:id/steps',
  'GET /api/devices',
  'GET /api/devices/:id/credentials',
  'GET /api/devices/:id/tests',
  'GET /api/docs',
  'GET /api/duty',
  'GET /api/enrolment',
  'GET /api/evidence',
  'GET /api/handovers',
  'GET /api/hearings',
  'GET /api/incidents',
  'GET /api/incidents/:id',
  'GET /api/incidents/:id/involved',
  'GET /api/incidents/:id/liaison',
  'GET /api/incidents/:id/related',
  'GET /api/incidents/:id/steps',
  'GET /api/law/codes',
  'GET /api/law/versions',
  'GET /api/law/versions/:version/changes',
  'GET /api/ledger/checkpoint',
  'GET /api/ledger/entries',
  'GET /api/ledger/key-changes',
  'GET /api/ledger/keys',
  'GET /api/ledger/proofs',
  'GET /api/ledger/standing',
  'GET /api/liaison/deliveries',
  'GET /api/oddities',
  'GET /api/oddities/:device/:kind/:sha256',
  'GET /api/oddities/counts',
  'GET /api/oddities/strangers',
  'GET /api/openapi.json',
  'GET /api/packets',
  'GET /api/packets/:id',
  'GET /api/packets/:id/forms',
  'GET /api/people',
  'GET /api/people/register',
  'GET /api/places',
  'GET /api/places/plan.svg',
  'GET /api/places/spots',
  'GET /api/policies',
  'GET /api/policies/called',
  'GET /api/presses',
  'GET /api/procedures',
  'GET /api/procedures/:id/versions',
  'GET /api/procedures/skips',
  'GET /api/recordings',
  'GET /api/recordings/:id/marks',
  'GET /api/recordings/recorders',
  'GET /api/redactions',
  'GET /api/reports/figures',
  'GET /api/reports/figures.pdf',
  'GET /api/retention',
  'GET /api/retention/deletions',
  'GET /api/rooms-without-alarm',
  'GET /api/screening',
  'GET /api/screening/flow',
  'GET /api/screening/slips',
  'GET /api/screening/slips/:id/photo',
  'GET /api/screening/slips/:id/signature',
  'GET /api/session',
  'GET /api/shelves',
  'GET /api/troubles',
  'GET /api/upkeep/ledger',
  'GET /api/upkeep/settings',
  'GET /api/upkeep/storage',
  'GET /healthz',
  'GET /metrics',
  'GET /readyz',
  'GET /verify.html',
]);

const ids: Record<string, string> = {};

beforeAll(async () => {
  const { court } = held;
  // A press for help is not shared with the police by itself.
  const { alarm } = await (await court.device('button-107')).press('help');
  ids['alarms'] = alarm!;
  ids['incidents'] = (await court.get<{ incident: string }>('guard', `/api/alarms/${alarm}`)).body.incident;
  const headers = { Authorization: basicOf('recorder-201', 'demo-recorder-201') };
  const words = { filetype: 'audio/wav' };
  const sent = await upload(court.url, { bytes: spokenWav(1), headers, words });
  ids['evidence'] = sent.url.split('/').at(-1)!;
  const asked = await court.post<PacketItem>('clerk', `/api/incidents/${ids['incidents']}/packets`);
  ids['packets'] = asked.body.id;
  await fileInterference();
});

/** A record of the register with a recording of its own, which nobody else reads. */
async function fileInterference(): Promise<void> {
  const { court } = held;
  const bytes = spokenWav(2);
  const [startedAt, endedAt] = ['2026-01-05T01:00:00.000Z', '2026-01-05T01:00:02.000Z'] as const;
  const clip = { clip: 'call', bytes: bytes.length, mime: 'audio/wav', startedAt, endedAt };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await (await court.device('recorder-202')).say({ type: 'clip-ready', ...clip, sha256 });
  const headers = { Authorization: basicOf('recorder-202', 'demo-recorder-202') };
  await upload(court.url, {
    bytes,
    headers,
    words: { filetype: 'audio/wav', clip: 'call', startedAt, endedAt },
  });
  const recordings = await court.get<{ items: { id: string; device: string }[] }>('guard', '/api/recordings');
  ids['recording'] = recordings.body.items.find(({ device }) => device === 'recorder-202')!.id;
  const filed = { tag: 'interference', channel: 'phone', clip: ids['recording'] };
  ids['interference'] = (await court.post<{ id: string }>('judge', '/api/interference', filed)).body.id;
}

const routesOf = () => held.court.app.get(Routes).table();
const pathOf = (route: string): string =>
  route
    .slice(4)
    .replace(/\/api\/([a-z]+)\/:id/, (_, noun: string) => `/api/${noun}/${ids[noun] ?? 'nothing'}`)
    .replace('/:form', '/f1-transfer-letter')
    .replace('/:recording', `/${ids['recording']}`);
const since = (seq: number): Promise<KeptFact[]> => held.court.app.get(Entries).from(seq + 1, 1000);
const read = async (user: string, path: string): Promise<number> => {
  const answer = await fetch(held.court.url + path, { headers: { Cookie: await held.court.cookie(user) } });
  await answer.arrayBuffer();
  return answer.status;
};

describe('every route that reads', () => {
  it('is one whose reading is noted, or one that shows no content', () => {
    const reads = routesOf().filter(({ route }) => route.startsWith('GET '));
    const unknown = reads.filter(({ route }) => noted[route] === undefined && !screens.has(route));
    expect(unknown.map(({ route }) => route)).toEqual([]);
    expect(reads.length).toBeGreaterThan(30);
  });

  it('with an exhibit or a packet behind its id leaves one entry for each who reads and each who is refused', async () => {
    const { court } = held;
    for (const role of roles) await court.cookie(users[role]);
    for (const { route, need } of routesOf())
      for (const role of roles) {
        if (noted[route] === undefined && !/^GET \/api\/(evidence|packets)\/:id/.test(route)) continue;
        const before = court.head;
        const status = await read(users[role], pathOf(route));
        const mine = (await since(before)).filter(
          ({ by, subject }) =>
            by.kind === 'person' &&
            (Object.values(ids).includes(subject.id) ||
              ['access', 'watch', 'interference'].includes(subject.kind)),
        );
        const types = mine.map(({ type }) => type);
        const told = `${role} ${route} ${status} ${types.join(',')}`;
        if (!permissionsOf([role]).has(need as Permission))
          expect(told).toBe(`${role} ${route} 403 access.refused`);
        else if (role === 'police') expect(told).toBe(`${role} ${route} 404 `);
        // The packet is not sealed yet: nobody reads it.
        else if (/download|encrypted|cover-sheet/.test(route)) expect(told).toBe(`${role} ${route} 409 `);
        else expect(told).toBe(`${role} ${route} 200 ${noted[route] ?? ''}`);
      }
  });

  it('of a sealed packet notes each who has its bytes or its label, the police too', async () => {
    const { court } = held;
    const { alarm } = await (await court.device('button-106')).press('help');
    const { incident } = (await court.get<{ incident: string }>('guard', `/api/alarms/${alarm}`)).body;
    const { id } = (await court.post<PacketItem>('clerk', `/api/incidents/${incident}/packets`)).body;
    await court.post('approver', `/api/packets/${id}/approve`);
    await court.told('packet.sealed', ({ subject }) => subject.id === id);
    for (const who of ['clerk', 'approver', 'police'] as const)
      for (const what of ['cover-sheet', 'download', 'forms/f1-transfer-letter']) {
        const after = court.head;
        const status = await read(who, `/api/packets/${id}/${what}`);
        const facts = (await since(after)).filter(({ subject }) => subject.id === id);
        const types = facts.map(({ type }) => type).filter((type) => type !== 'packet.handed-over');
        const type = what === 'download' ? 'packet.downloaded' : 'packet.viewed';
        expect([who, what, status, types]).toEqual([who, what, 200, [type]]);
      }
  });

  it('answers each role as the table of permissions says: role by role, route by route', async () => {
    for (const { route, need } of routesOf()) {
      if (!route.startsWith('GET ') || need === 'open' || need === undefined) continue;
      const refused = await Promise.all(
        roles.map(async (role) => (await read(users[role], pathOf(route))) === 403),
      );
      expect([route, refused]).toEqual([route, roles.map((role) => !permissionsOf([role]).has(need))]);
    }
  });

  it('that changes something refuses every role that lacks its permission, whatever the id, and notes each', async () => {
    const { court } = held;
    const cookies = Object.fromEntries(
      await Promise.all(roles.map(async (role) => [role, await court.cookie(users[role])] as const)),
    ) as Record<Role, string>;
    let refusals = 0;
    for (const { route, need } of routesOf()) {
      const [method = '', path = ''] = route.split(' ');
      if (!['POST', 'PUT', 'PATCH', 'DELETE'].includes(method) || need === 'open' || need === undefined)
        continue;
      const lacking = roles.filter((role) => !permissionsOf([role]).has(need));
      const after = court.head;
      const statuses = await Promise.all(
        lacking.map(async (role) => {
          const body = method === 'DELETE' ? {} : { body: '{}' };
          const headers = { Cookie: cookies[role], 'Content-Type': 'application/json' };
          const answer = await fetch(court.url + pathOf(`GET ${path}`), { method, headers, ...body });
          await answer.arrayBuffer();
          return answer.status;
        }),
      );
      expect([route, statuses]).toEqual([route, lacking.map(() => 403)]);
      const refused = (await since(after)).filter(
        ({ type, data }) => type === 'access.refused' && data['route'] === route,
      );
      expect([route, refused.length]).toEqual([route, lacking.length]);
      refusals += refused.length;
    }
    expect(refusals).toBeGreaterThan(800);
  });

  it('shows the police nothing of what was not shared, whatever id they guess', async () => {
    for (const noun of ['incidents', 'packets']) {
      expect(await read('police', `/api/${noun}/${ids[noun]}`)).toBe(404);
      const { body } = await held.court.get<object>('police', `/api/${noun}`);
      expect(JSON.stringify(body)).not.toContain(ids[noun]);
    }
    for (const act of ['accept', 'dispatch', 'on-scene'])
      expect((await held.court.post('police', `/api/incidents/${ids['incidents']}/${act}`)).status).toBe(404);
  });

  it('of an upload shows another’s to nobody', async () => {
    const headers = { Authorization: basicOf('recorder-202', 'demo-recorder-202'), 'Tus-Resumable': '1.0.0' };
    const path = `${held.court.url}/api/uploads/${ids['evidence']}`;
    expect((await fetch(path, { method: 'HEAD', headers })).status).toBe(404);
    const patch = { ...headers, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' };
    expect((await fetch(path, { method: 'PATCH', headers: patch, body: 'x' })).status).toBe(404);
  });
});

describe('every socket message', () => {
  it('is refused to who lacks its permission, and the refusal is noted', async () => {
    const messages = routesOf().filter(({ route }) => route.startsWith('message '));
    expect(messages.map(({ route }) => route)).toEqual([
      'message follow',
      'message shown',
      'message sounded',
    ]);
    for (const { route, need } of messages)
      for (const role of ['judge', 'inspector', 'auditor', 'admin'] as const) {
        expect(permissionsOf([role]).has(need as Permission)).toBe(false);
        const after = held.court.head;
        const screen = await held.court.screen(users[role]);
        screen.socket.emit(route.replace('message ', ''), {
          court: 'demo',
          cursor: null,
          alarm: ids['alarms'],
        });
        const isIt = ({ data }: { data: Record<string, unknown> }): boolean => data['route'] === route;
        const [refusal] = await held.court.told('access.refused', isIt, { after });
        expect([screen.snapshots, refusal!.data['code']]).toEqual([[], 'PERMISSION_LACKING']);
      }
  });
});
