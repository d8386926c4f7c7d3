import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Routes } from '../../src/access/routes.service.js';
import { answers, nameOf } from '../../src/console/openapi-answers.js';
import type { OpenApiDocument, Operation } from '../../src/console/openapi.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { routesFile } from '../support/generated.js';
import { openHouse, type House } from '../support/house.js';
import { faultsOf } from '../support/openapi-check.js';

type Answer = Record<string, unknown> & { id?: string };

/** The document's own schema of a shape, with no field allowed that it does not name. */
function judgeOf(document: OpenApiDocument, shape: string): z.ZodType {
  const text = JSON.stringify(document.components['schemas']).replaceAll('#/components/schemas/', '#/$defs/');
  const close = (_key: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && 'properties' in value && 'type' in value
      ? { ...value, additionalProperties: false }
      : value;
  return z.fromJSONSchema({
    $ref: `#/$defs/${shape}`,
    $defs: JSON.parse(text, close) as Record<string, z.core.JSONSchema.JSONSchema>,
  });
}

describe('the API’s document', () => {
  let database: TestDatabase;
  let house: House;
  let document: OpenApiDocument;
  const cookies = new Map<string, string>();

  beforeAll(async () => {
    database = await testDatabase();
    house = await openHouse(database.url);
    document = (await (await fetch(`${house.url}api/openapi.json`)).json()) as OpenApiDocument;
  });
  afterAll(async () => {
    await house.close();
    await database.drop();
  });

  const operations = (): [string, Operation][] =>
    Object.entries(document.paths).flatMap(([path, verbs]) =>
      Object.entries(verbs).map(([verb, operation]): [string, Operation] => [
        `${verb.toUpperCase()} ${path}`,
        operation,
      ]),
    );

  async function signIn(username: string): Promise<string> {
    const answer = await fetch(`${house.url}api/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username, password: 'courthouse-demo' }),
    });
    judge('POST /api/session', await answer.json());
    return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  }

  function judge(route: string, answer: unknown): void {
    const shape = nameOf(answers[route]!)!;
    const verdict = judgeOf(document, shape).safeParse(answer);
    expect({ route, wrong: verdict.error?.issues ?? [] }).toEqual({ route, wrong: [] });
  }

  /** Asks as this person, and holds the answer to the shape that the document names. */
  async function ask(username: string, route: string, id = '', body?: object): Promise<Answer> {
    if (!cookies.has(username)) cookies.set(username, await signIn(username));
    const [method = '', path = ''] = route.split(' ');
    const answer = await fetch(`${house.url}${path.slice(1).replace(':id', id)}`, {
      method,
      headers: { 'Content-Type': 'application/json', cookie: cookies.get(username)! },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const told = answer.status === 204 ? {} : ((await answer.json()) as Answer);
    const said = Object.keys(
      document.paths[path.replaceAll(/:(\w+)/g, '{$1}')]![method.toLowerCase()]!.responses,
    );
    expect({ route, status: said.includes(String(answer.status)), told }).toMatchObject({ status: true });
    expect(answer.ok ? '' : JSON.stringify(told)).toBe('');
    if (route in answers) judge(route, told);
    return told;
  }

  it('breaks no rule of OpenAPI 3.1', () => expect(faultsOf(document)).toEqual([]));

  it('names every route that runs with the permission it needs, and no other', () => {
    const running = house.app.get(Routes).table();
    const routes = running.filter(({ route }) => !route.startsWith('message '));
    expect(
      operations()
        .map(([route, operation]) => `${route} ${operation['x-permission']}`)
        .toSorted(),
    ).toEqual(routes.map(({ route, need }) => `${route.replaceAll(/:(\w+)/g, '{$1}')} ${need}`).toSorted());
    expect(document['x-socket-messages'].map(({ message }) => `message ${message}`)).toEqual(
      running.map(({ route }) => route).filter((route) => route.startsWith('message ')),
    );
  });

  it('says in both languages what each route, message and group is for, and who may', () => {
    const bilingual = /\p{Script=Han}.* \/ .*[a-z]/u;
    const silent = [
      ...operations().flatMap(([route, { summary, description }]) =>
        bilingual.test(summary) && bilingual.test(description) ? [] : [route],
      ),
      ...document['x-socket-messages'].flatMap((one) =>
        bilingual.test(one.description) ? [] : [one.message],
      ),
      ...document.tags.flatMap((tag) => (bilingual.test(tag.description) ? [] : [tag.name])),
    ];
    expect(silent).toEqual([]);
  });

  it('gives every JSON answer a shape', () => {
    const shapeless = operations().flatMap(([route, { responses }]) =>
      Object.values(responses).some(
        (response) =>
          'content' in response &&
          response.content?.['application/json'] !== undefined &&
          response.content['application/json'].schema === undefined,
      )
        ? [route]
        : [],
    );
    expect(shapeless).toEqual([]);
  });

  it('has a readable page, Chinese first, that runs nothing and fetches nothing', async () => {
    const answer = await fetch(`${house.url}api/docs`);
    const page = await answer.text();
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    expect(page).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
    expect(page).not.toMatch(/<script|<link|<img|\bon\w+=|url\(|https?:/);
    for (const [route, { summary }] of operations()) {
      expect(page).toContain(`<code>${route.split(' ')[1]!}</code>`);
      expect(page).toContain(summary.split(' / ')[0]!);
    }
    const anchors = [...page.matchAll(/href="#([^"]+)"/g)].map(([, name]) => name!);
    expect(anchors.filter((name) => !page.includes(`id="${name}"`))).toEqual([]);
  });

  it('describes what routes really answer, through a day of work', async () => {
    const place = 'court-3';
    const help = await ask('judge', 'POST /api/alarms', '', { place, pattern: 'emergency' });
    for (const verb of ['acknowledge', 'respond', 'arrive', 'control'])
      await ask('guard', `POST /api/alarms/:id/${verb}`, help.id, { kind: 'radio', note: '收到' });
    const { items } = await ask('guard', 'GET /api/incidents');
    const incident = (items as Answer[])[0]!.id!;
    const found = await ask('chief', 'POST /api/incidents/:id/findings', incident, { code: 'A3' });
    expect(found).toMatchObject({ code: 'A3' });
    await ask('chief', 'POST /api/incidents/:id/measures', incident, { measure: 'M01', orderedBy: '审判长' });
    const told = await ask('clerk', 'POST /api/incidents', '', {
      place: 'hall',
      text: '有人在大厅自杀威胁法官，扬言自焚',
    });
    const candidates = await ask('guard', 'GET /api/incidents/:id', told.id);
    const suggested = (candidates['findings'] as Answer[])[0];
    if (suggested !== undefined)
      await ask('chief', 'POST /api/findings/:id/reject', suggested.id, { reason: '已核实，不属实' });
    await ask('clerk', 'POST /api/incidents/:id/packets', incident, { facts: '经过' });
    await ask('guard', 'POST /api/alarms/:id/close', help.id, { outcome: 'handled', reason: '处置完毕' });
    await ask('guard', 'GET /api/alarms/:id', help.id);
    await ask('guard', 'GET /api/incidents/:id', incident);
    await ask('police', 'GET /api/incidents/:id', incident);
    await ask('police', 'POST /api/incidents/:id/accept', incident);
    await ask('police', 'GET /api/incidents');
    await ask('admin', 'POST /api/devices', '', { id: 'button-900', kind: 'button', name: '新按钮', place });
    await ask('admin', 'POST /api/devices/:id/disable', 'button-900');
    await ask('admin', 'POST /api/devices/:id/enable', 'button-900');
    await ask('admin', 'POST /api/invitations', '', { roles: ['judge'] });
    await ask('admin', 'POST /api/places', '', {
      id: 'lift',
      name: '电梯',
      zone: 'B',
      area: 'elsewhere',
      floor: 1,
      x: 1,
      y: 1,
    });
    await ask('guard', 'DELETE /api/duty');
    await ask('guard', 'POST /api/duty', '', { post: 'guard-room' });
    await ask('guard', 'POST /api/law/classify', '', { zone: 'B', text: '他在大厅里打了法警' });
    await ask('clerk', 'GET /api/packets');
    for (const route of [
      'alarms',
      'troubles',
      'screening',
      'recordings',
      'evidence',
      'devices',
      'duty',
      'people',
      'places',
      'law/codes',
      'session',
    ])
      await ask('guard', `GET /api/${route}`);
    for (const probe of ['healthz', 'readyz'])
      judge(`GET /${probe}`, await (await fetch(`${house.url}${probe}`)).json());
    const proofs = await fetch(`${house.url}api/ledger/proofs?entry=1&size=2`);
    judge('GET /api/ledger/proofs', await proofs.json());
  });

  it('agrees with the table of routes and permissions that is kept (node scripts/generate.mjs)', () => {
    expect(routesFile(house.app.get(Routes))).toBe(readFileSync('test/golden/routes.txt', 'utf8'));
  });
});
