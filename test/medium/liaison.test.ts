/** Court and police tell each other, step by step, and what the station's own system does not take is never lost. */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { laterBy } from '../../src/kernel/clock.js';
import type { Fact } from '../../src/console/board.js';
import { mostAttempts } from '../../src/liaison/alert.js';
import { Deliveries } from '../../src/liaison/deliveries.service.js';
import type { Exchange } from '../../src/liaison/exchanges.service.js';
import type { PacketItem } from '../../src/packets/packet-order.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
const secret = 'a secret of thirty-two characters!';
interface Taken {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
const taken: Taken[] = [];
let answers = 200;
const receiver = createServer((request, response) => {
  void (async () => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    taken.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
    response.statusCode = answers;
    response.end();
  })();
});

beforeAll(async () => {
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const { port } = receiver.address() as AddressInfo;
  Object.assign(held.court.settings, { policeWebhook: { url: `http://127.0.0.1:${port}/cap`, secret } });
  await held.court.restart();
});
afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
});

type Problem = { readonly code?: string };
const post = (who: string, path: string, body?: object) => held.court.post<Problem>(who, path, body);
const exchange = async (who: string, incident: string) =>
  (await held.court.get<Exchange & Problem>(who, `/api/incidents/${incident}/liaison`)).body;
const pressed = async (button: string, pattern: 'help' | 'emergency'): Promise<string> => {
  const device = await held.court.device(button);
  const { alarm } = await device.press(pattern);
  return (await held.court.get<{ incident: string }>('guard', `/api/alarms/${alarm}`)).body.incident;
};
const typesOf = (facts: readonly Fact[]): string[] => facts.map(({ type }) => type);

describe('an incident that the police see', () => {
  it('goes step by step to its result, each with its time, the same on both sides', async () => {
    const id = await pressed('button-101', 'emergency');
    const at = (step: string) => `/api/incidents/${id}/${step}`;
    expect((await post('police', at('dispatch'))).body.code).toBe('LIAISON_STEP_TAKEN');
    expect((await post('police', at('reject'))).status).toBe(400);
    expect((await post('police', at('reject'), { reason: '不属本所辖区' })).status).toBe(204);
    expect((await post('police', at('accept'))).status).toBe(204);
    expect((await post('police', at('accept'))).body).toMatchObject({
      code: 'INCIDENT_ACCEPTED',
      first: { at: expect.any(String) },
    });
    expect((await post('guard', at('dispatch'))).status).toBe(403);
    expect((await post('police', at('messages'), { text: '从哪个门进？' })).status).toBe(204);
    expect((await post('guard', at('messages'), { text: '走东门' })).status).toBe(204);
    expect((await post('police', at('on-scene'))).status).toBe(204);
    expect((await post('police', at('dispatch'))).body.code).toBe('LIAISON_STEP_TAKEN');
    expect((await post('police', at('police-close'), { result: 'filed' })).status).toBe(400);
    const end = { docket: '前公（城）受案字〔2026〕1号', result: 'filed' };
    expect((await post('police', at('police-close'), end)).status).toBe(204);

    const [court, police] = [await exchange('chief', id), await exchange('police', id)];
    expect(typesOf(police.facts)).toEqual([
      'liaison.offered',
      'liaison.rejected',
      'liaison.accepted',
      'liaison.message',
      'liaison.message',
      'liaison.on-scene',
      'liaison.closed',
    ]);
    const outward = court.facts.filter(({ type }) => type !== 'liaison.delivered');
    expect(outward.map(({ at: when }) => when)).toEqual(police.facts.map(({ at: when }) => when));
    expect(JSON.stringify(police.facts)).toContain('走东门');
    expect(JSON.stringify(court.facts)).toContain(end.docket);
    expect([court.state, court.next]).toEqual(['closed', []]);
    const { body } = await held.court.get<{ policeClosed?: object }>('police', `/api/incidents/${id}`);
    expect(body.policeClosed).toEqual({ at: police.at, result: 'filed' });
  });

  it('is seen as long as it is shared: withdrawn, it is gone from list, page and screen; shared again, it is back', async () => {
    const id = await pressed('button-102', 'emergency');
    const screen = await held.court.screen('police');
    await screen.follow();
    const shows = (): boolean => screen.board.incidents.some((incident) => incident.id === id);
    expect(shows()).toBe(true);
    expect((await post('guard', `/api/incidents/${id}/withdraw`, { reason: '误报' })).status).toBe(403);
    expect((await post('chief', `/api/incidents/${id}/withdraw`, { reason: '误报' })).status).toBe(204);
    expect((await held.court.get('police', `/api/incidents/${id}`)).status).toBe(404);
    expect((await exchange('police', id)).code).toBe('INCIDENT_MISSING');
    expect((await post('police', `/api/incidents/${id}/messages`, { text: '？' })).status).toBe(404);
    expect((await post('police', `/api/incidents/${id}/accept`)).status).toBe(404);
    const { body } = await held.court.get<object>('police', '/api/incidents');
    expect(JSON.stringify(body)).not.toContain(id);
    await screen.until(() => !shows());
    expect((await post('chief', `/api/incidents/${id}/share`)).status).toBe(204);
    expect((await held.court.get('police', `/api/incidents/${id}`)).status).toBe(200);
    await screen.until(shows);
    expect((await exchange('police', id)).state).toBe('offered');
  });

  it('is nothing to talk about before it was shared', async () => {
    const id = await pressed('button-103', 'help');
    expect((await exchange('chief', id)).code).toBe('NOT_SHARED');
    expect((await exchange('police', id)).code).toBe('INCIDENT_MISSING');
    expect((await post('police', `/api/incidents/${id}/accept`)).status).toBe(404);
  });
});

describe('the receipt', () => {
  it('tells the court what came and whether it verified', async () => {
    const incident = await pressed('button-104', 'help');
    const { id } = (await held.court.post<PacketItem>('clerk', `/api/incidents/${incident}/packets`)).body;
    const told = { files: 3, verdict: 'whole', officer: '民警 张某 022145', docket: '接报案 7 号' };
    expect((await post('police', `/api/packets/${id}/receipt`, told)).status).toBe(404);
    await held.court.post('approver', `/api/packets/${id}/approve`);
    await held.court.told('packet.sealed', ({ subject }) => subject.id === id);
    expect((await post('police', `/api/packets/${id}/receipt`, { ...told, verdict: 'fine' })).status).toBe(
      400,
    );
    expect((await post('police', `/api/packets/${id}/receipt`, told)).status).toBe(204);
    const { facts } = await exchange('clerk', incident);
    // What was on its way to the station's own system may arrive later.
    expect(facts.findLast(({ type }) => type !== 'liaison.delivered')).toMatchObject({
      type: 'liaison.receipted',
      data: { packet: id, files: 3, verdict: 'whole', officer: { text: told.officer } },
    });
  });
});

describe('the station’s own system', () => {
  const bodyOf = ({ body }: Taken) =>
    JSON.parse(body) as { id: string; verb: string; incident: string; cap: string };
  const of = (incident: string): Taken[] => taken.filter((one) => bodyOf(one).incident === incident);

  it('is told at once, signed, as CAP 1.2, and the delivery is on record', async () => {
    const id = await pressed('button-105', 'emergency');
    await held.court.told('liaison.delivered', ({ subject }) => subject.id === id);
    const [{ headers, body }] = of(id) as [Taken];
    const [time, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['court-signature']))!.slice(1);
    expect(createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')).toBe(mac);
    const { verb, cap } = bodyOf({ headers, body });
    expect(verb).toBe('alarm');
    expect(cap).toContain('<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">');
    expect(cap).toMatch(/<status>Exercise<\/status><msgType>Alert<\/msgType><scope>Private<\/scope>/);
    expect(cap).toContain('<areaDesc>5号法庭');
  });

  it('is told in the headline which acts are known, and which of them nobody has confirmed', async () => {
    answers = 200;
    const report = { place: 'hall', text: '一名男子在大厅用椅子砸碎自助机屏幕，又打了书记员一巴掌' };
    const told = await held.court.post<{ id: string }>('guard', '/api/incidents', report);
    const { id } = told.body;
    expect((await post('chief', `/api/incidents/${id}/share`)).status).toBe(204);
    await held.court.told('liaison.delivered', ({ subject }) => subject.id === id);
    expect(bodyOf(of(id)[0]!).cap).toMatch(/<headline>\S+( [A-Z]\d+（待认定）)+<\/headline>/);
  });

  it('gets it again under the same name until it takes it; what it never takes is a dead letter and trouble', async () => {
    answers = 500;
    const id = await pressed('button-106', 'emergency');
    const deliveries = held.court.app.get(Deliveries);
    let now = new Date().toISOString();
    for (let round = 0; round < mostAttempts + 5; round += 1) {
      now = laterBy(now, 3_700_000);
      await deliveries.send(now);
    }
    const [undelivered] = await held.court.told('liaison.undelivered', ({ subject }) => subject.id === id);
    expect(new Set(of(id).map((one) => bodyOf(one).id)).size).toBe(1);
    expect(of(id).length).toBeGreaterThanOrEqual(mostAttempts);
    const troubles = await held.court.get<{ items: { kind: string }[] }>('guard', '/api/troubles');
    expect(troubles.body.items.map(({ kind }) => kind)).toContain('police-link');
    const fact = Number(undelivered!.data['fact']);
    answers = 200;
    const list = await held.court.get<{ items: { fact: number; state: string }[] }>(
      'admin',
      '/api/liaison/deliveries',
    );
    expect(list.body.items.find((one) => one.fact === fact)).toMatchObject({
      state: 'dead',
      answer: 'it answered 500',
    });
    expect((await post('admin', `/api/liaison/deliveries/${fact}/retry`)).status).toBe(204);
    const [again] = await held.court.told('liaison.sent-again', ({ data }) => data['fact'] === fact);
    expect(again).toMatchObject({ by: { kind: 'person' }, subject: { id } });
    await held.court.told('liaison.delivered', ({ data }) => data['fact'] === fact);
    expect((await post('admin', `/api/liaison/deliveries/${fact}/retry`)).body.code).toBe(
      'DELIVERY_NOT_DEAD',
    );
  });
});
