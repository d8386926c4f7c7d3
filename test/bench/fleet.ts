/** A thousand devices that live as devices do: heartbeats, an event now and then, each with its receipt. */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { BareClient } from '../../devices/courthouse/bare-client.js';
import { heartbeatMs } from '../../devices/protocol/limits.js';
import { encodeStatus } from '../../devices/protocol/status.js';
import { topicOf } from '../../devices/protocol/topic.js';
import { newIdentifier } from '../../src/kernel/identifiers.js';
import { spreadOf, type FleetResult, type GateDayResult, type Target } from './job.js';
import { cpuSeconds, residentMib } from './machine.js';

const eventEveryMs = 10_000;
const lookEveryMs = 1_000;
const atOnce = 25;
const password = 'courthouse-demo';

interface Enrolled {
  readonly id: string;
  readonly secret: string;
}

async function enrol(httpUrl: string, count: number): Promise<Enrolled[]> {
  const headers = { 'Content-Type': 'application/json' };
  const signIn = await fetch(`${httpUrl}api/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ username: 'admin', password }),
  });
  const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const one = async (at: number): Promise<Enrolled> => {
    const id = `load-${at + 1}`;
    const wish = { id, kind: 'button', name: id, place: 'hall' };
    const init = { method: 'POST', headers: { ...headers, cookie }, body: JSON.stringify(wish) };
    const answer = await fetch(`${httpUrl}api/devices`, init);
    if (answer.status !== 201) throw new Error(`${id} was not enrolled: ${await answer.text()}`);
    return { id, secret: ((await answer.json()) as { secret: string }).secret };
  };
  const enrolled: Enrolled[] = [];
  for (let at = 0; at < count; at += atOnce)
    enrolled.push(...(await Promise.all(Array.from({ length: atOnce }, (_, next) => one(at + next)))));
  return enrolled;
}

interface Member {
  readonly beat: () => void;
  readonly say: () => void;
  readonly close: () => Promise<void>;
}

async function join(url: string, { id, secret }: Enrolled, took: (ms: number) => void): Promise<Member> {
  const boot = newIdentifier(Date.now(), { bytes: randomBytes });
  const address = { court: 'demo', kind: 'button', device: id } as const;
  const sentAtMs = new Map<number, number>();
  const client = await BareClient.open({
    url,
    device: id,
    secret,
    topic: topicOf({ ...address, channel: 'receipt' }),
    onMessage: (payload) => {
      const { seq } = JSON.parse(Buffer.from(payload).toString('utf8')) as { seq: number };
      const at = sentAtMs.get(seq);
      if (at !== undefined && sentAtMs.delete(seq)) took(performance.now() - at);
    },
  });
  let lastSeq = 0;
  const startedAtMs = performance.now();
  const [event, status] = [
    topicOf({ ...address, channel: 'event' }),
    topicOf({ ...address, channel: 'status' }),
  ];
  return {
    beat: () =>
      client.publish(status, encodeStatus({ boot, lastSeq, uptimeMs: performance.now() - startedAtMs })),
    say: () => {
      lastSeq += 1;
      sentAtMs.set(lastSeq, performance.now());
      const at = new Date().toISOString();
      client.publish(event, JSON.stringify({ v: 1, boot, seq: lastSeq, at, type: 'test' }));
    },
    close: () => client.close(),
  };
}

/** Each at its own moment of the interval, as devices that were not switched on together. */
function spread(members: readonly Member[], everyMs: number, act: (member: Member) => void): () => void {
  let next = 0;
  const startedAtMs = performance.now();
  const timer = setInterval(() => {
    const due = ((performance.now() - startedAtMs) / everyMs) * members.length;
    for (; next < due; next += 1) {
      const member = members[next % members.length];
      if (member !== undefined) act(member);
    }
  }, 5);
  return () => clearInterval(timer);
}

export async function measureFleet(
  { mqttUrl, httpUrl }: Target,
  { count, seconds, pid }: { readonly count: number; readonly seconds: number; readonly pid: number },
): Promise<FleetResult> {
  const tookMs: number[] = [];
  const members: Member[] = [];
  for (const one of await enrol(httpUrl, count))
    members.push(await join(mqttUrl, one, (ms) => tookMs.push(ms)));
  let sent = 0;
  let mostMib = 0;
  const looking = setInterval(() => (mostMib = Math.max(mostMib, residentMib(pid))), lookEveryMs);
  const [consoleBefore, ownBefore] = [cpuSeconds(pid), cpuSeconds(process.pid)];
  const startedAtMs = performance.now();
  const stops = [
    spread(members, heartbeatMs, (member) => member.beat()),
    spread(members, eventEveryMs, (member) => {
      sent += 1;
      member.say();
    }),
  ];
  await pause(seconds * 1000);
  for (const stop of stops) stop();
  const elapsed = (performance.now() - startedAtMs) / 1000;
  const consoleShare = (cpuSeconds(pid) - consoleBefore) / elapsed;
  const ownShare = (cpuSeconds(process.pid) - ownBefore) / elapsed;
  for (let waited = 0; waited < 100 && tookMs.length < sent; waited += 1) await pause(100);
  clearInterval(looking);
  await Promise.all(members.map((member) => member.close()));
  return {
    devices: count,
    events: sent,
    missing: sent - tookMs.length,
    toReceipt: spreadOf(tookMs),
    consoleShare,
    consoleMib: mostMib,
    ownShare,
  };
}

/** A gate that was cut off sends its whole day at once: a count a minute, what it found, how it was decided. */
export async function measureGateDay({ mqttUrl }: Target, people: number): Promise<GateDayResult> {
  const boot = newIdentifier(Date.now(), { bytes: randomBytes });
  const address = { court: 'demo', kind: 'gate', device: 'gate-1' } as const;
  const says = dayOf(people);
  let received = 0;
  let wake: () => void = () => undefined;
  const client = await BareClient.open({
    url: mqttUrl,
    device: 'gate-1',
    secret: 'demo-gate-1',
    topic: topicOf({ ...address, channel: 'receipt' }),
    onMessage: () => {
      received += 1;
      if (received === says.length) wake();
    },
  });
  const all = new Promise<void>((done) => (wake = done));
  const topic = topicOf({ ...address, channel: 'event' });
  const startedAtMs = performance.now();
  says.forEach((said, at) =>
    client.publish(topic, JSON.stringify({ v: 1, boot, seq: at + 1, ...said(boot, at + 1) })),
  );
  await all;
  const seconds = (performance.now() - startedAtMs) / 1000;
  await client.close();
  return { events: says.length, people, seconds };
}

const minutes = 600;

/** Ten hours; somebody is found with something every four minutes. */
function dayOf(people: number): ((boot: string, seq: number) => object)[] {
  const beganMs = Date.now() - minutes * 60_000;
  const at = (minute: number): string => new Date(beganMs + minute * 60_000).toISOString();
  return Array.from({ length: minutes }, (_, minute) => {
    const passed = Math.floor(((minute + 1) * people) / minutes) - Math.floor((minute * people) / minutes);
    const counted = {
      at: at(minute + 1),
      type: 'passages',
      from: at(minute),
      to: at(minute + 1),
      passed,
      alarmed: 0,
    };
    if (minute % 4 !== 0) return [() => counted];
    return [
      () => counted,
      () => ({ at: at(minute), type: 'detection', zoneCode: 'L2', class: 'metal' }),
      (boot: string, seq: number) => ({
        at: at(minute),
        type: 'decision',
        detection: { boot, seq: seq - 1 },
        outcome: 'cleared',
        item: '钥匙',
        operators: ['张三', '李四'],
      }),
    ];
  }).flat();
}
