/** No read is unnoted: every route and socket message, every role, with real objects behind every id. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { permissionsOf, roles, type Permission, type Role } from '../../src/access/permission.js';
import { Routes } from '../../src/access/routes.service.js';
import { Entries, type KeptFact } from '../../src/ledger/entries.service.js';
import type { PacketItem } from '../../src/packets/packet-order.js';
import { basicOf } from '../support/exhibit-court.js';
import { isOwned, ownedObjects } from '../support/owned-objects.js';
import { noted, screens } from '../support/read-routes.js';
import { pathOf, realObjects, type Objects } from '../support/real-objects.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
const users: Readonly<Record<Role, string>> = {
  ...(Object.fromEntries(roles.map((role) => [role, role])) as Record<Role, string>),
  officer: 'officer-1',
};

let ids: Objects = {};
beforeAll(async () => {
  ids = await realObjects(held.court);
});

const routesOf = () => held.court.app.get(Routes).table();
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

  it('has something real behind each of its ids', async () => {
    const missing: string[] = [];
    for (const { route, need } of routesOf()) {
      const may = roles.find((role) => need === 'open' || permissionsOf([role]).has(need as Permission));
      if (!/^GET .*:/.test(route) || may === undefined || may === 'police') continue;
      if ((await read(users[may], pathOf(route, ids))) !== 200) missing.push(route);
    }
    // Tests of their own: what is shared, a drill, a malformed message; a sealed packet's bytes follow below. The
    // recording here is the register's, which no mark shows.
    expect(missing).toEqual([
      'GET /api/incidents/:id/liaison',
      'GET /api/oddities/:device/:kind/:sha256',
      'GET /api/packets/:id/cover-sheet',
      'GET /api/packets/:id/download',
      'GET /api/packets/:id/encrypted',
      'GET /api/recordings/:id/marks',
      'GET /api/reports/drills/:id',
    ]);
  });

  it('with an exhibit or a packet behind its id leaves one entry for each who reads and each who is refused', async () => {
    const { court } = held;
    for (const role of roles) await court.cookie(users[role]);
    for (const { route, need } of routesOf())
      for (const role of roles) {
        if (noted[route] === undefined && !/^GET \/api\/(evidence|packets)\/:id/.test(route)) continue;
        const before = court.head;
        const status = await read(users[role], pathOf(route, ids));
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
        // What was not shared is not there for the police, and that they asked is on record.
        else if (role === 'police') expect(told).toBe(`${role} ${route} 404 access.refused`);
        // The packet is not sealed yet: nobody reads it.
        else if (/download|encrypted|cover-sheet/.test(route))
          expect(told).toBe(`${role} ${route} 409 access.refused`);
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
        roles.map(async (role) => (await read(users[role], pathOf(route, ids))) === 403),
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
      const [method = ''] = route.split(' ');
      if (!['POST', 'PUT', 'PATCH', 'DELETE'].includes(method) || need === 'open' || need === undefined)
        continue;
      const lacking = roles.filter((role) => !permissionsOf([role]).has(need));
      const after = court.head;
      const statuses = await Promise.all(
        lacking.map(async (role) => {
          const body = method === 'DELETE' ? {} : { body: '{}' };
          const headers = { Cookie: cookies[role], 'Content-Type': 'application/json' };
          const answer = await fetch(court.url + pathOf(route, ids), { method, headers, ...body });
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

  it('shows the police nothing of what was not shared, whatever id they guess, and each guess is noted', async () => {
    const { court } = held;
    const may = permissionsOf(['police']);
    const words = { reason: '没有共享', text: '没有共享', docket: '1', result: 'other' };
    const receipt = { files: 1, verdict: 'whole', officer: '张某' };
    const asked: string[] = [];
    for (const { route, need } of routesOf()) {
      const [method = ''] = route.split(' ');
      if (!/\/(alarms|incidents|packets)\/:id/.test(route) || !may.has(need as Permission)) continue;
      const body = method === 'GET' ? {} : { body: JSON.stringify({ ...words, ...receipt }) };
      const headers = { Cookie: await court.cookie('police'), 'Content-Type': 'application/json' };
      const after = court.head;
      const answer = await fetch(court.url + pathOf(route, ids), { method, headers, ...body });
      await answer.arrayBuffer();
      const refused = (await since(after)).filter(({ type }) => type === 'access.refused');
      expect([route, answer.status, refused.map(({ data }) => data['route'])]).toEqual([route, 404, [route]]);
      asked.push(route);
    }
    expect(asked.length).toBeGreaterThan(14);
    for (const noun of ['alarms', 'incidents', 'packets']) {
      const { body } = await court.get<object>('police', `/api/${noun}`);
      expect(JSON.stringify(body)).not.toContain(ids[noun]);
    }
  });

  it('on what belongs to somebody obeys nobody else, though he has the permission: each person, each object', async () => {
    const { court } = held;
    const people = (await court.get<{ items: { id: string; roles: Role[] }[] }>('admin', '/api/people')).body
      .items;
    // Another judge, with the same permissions as the one whose room it is.
    const second = people.find(({ roles: has }) => has.includes('committee'))?.id ?? '';
    await court.patch('admin', `/api/people/${second}`, { roles: ['committee', 'judge'] });
    const everybody = [...Object.values(users), 'officer-2'];
    const rolesOf = (user: string): Role[] =>
      user === 'committee'
        ? ['committee', 'judge']
        : [roles.find((role) => users[role] === user) ?? 'officer'];
    const owned = await ownedObjects(court, ids['alarms'] ?? '');
    const tried = new Set<string>();
    for (const { id, acts } of owned) {
      for (const { route, of } of acts) {
        const need = routesOf().find((one) => one.route === route)?.need as Permission;
        const path = route.replace('POST ', '').replace(':id', id);
        tried.add(route);
        for (const user of everybody.filter((one) => one !== of)) {
          const { status } = await court.post(user, path, { reason: '不是我的' });
          expect([user, route, status]).toEqual([
            user,
            route,
            permissionsOf(rolesOf(user)).has(need) ? 404 : 403,
          ]);
        }
      }
      const last = acts.at(-1)!;
      if (last.of !== 'nobody')
        expect(
          (await court.post(last.of, last.route.replace('POST ', '').replace(':id', id), {})).status,
        ).toBe(200);
    }
    const routes = routesOf().filter(({ route }) => isOwned(route));
    expect([...tried].toSorted()).toEqual(routes.map(({ route }) => route).toSorted());
    await court.patch('admin', `/api/people/${second}`, { roles: ['committee'] });
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
    const known = ['message follow', 'message shown', 'message sound', 'message sounded'];
    expect(messages.map(({ route }) => route)).toEqual(known);
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
