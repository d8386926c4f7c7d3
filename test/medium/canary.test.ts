/** The canary presses through the real broker, concerns nobody, and its failure stands until a press comes through. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { TroubleItem } from '../../src/alarms/alarm.js';
import { CanaryLink } from '../../src/intake/canary-link.adapter.js';
import { Canary } from '../../src/intake/canary.follower.js';
import { OwnClockWatch } from '../../src/intake/own-clock.follower.js';
import { SelfTest } from '../../src/intake/self-test.service.js';
import { toInstant } from '../../src/kernel/clock.js';
import { Ledger } from '../../src/ledger/ledger.service.js';
import { Reader } from '../../src/storage/reader.js';
import { Writer } from '../../src/storage/writer.js';
import { HandClock } from '../support/court.js';
import { FaultProxy } from '../faults/proxy.js';
import { begin } from '../support/tus.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
// The test's own canary takes the place of the court's.
beforeAll(() => held.court.app.get(Canary).onModuleDestroy());

const selfTestOf = (clock: HandClock): SelfTest =>
  new SelfTest(held.court.app.get(Reader), held.court.app.get(Writer), clock);
const troubles = async (): Promise<string[]> => {
  const { body } = await held.court.get<{ items: TroubleItem[] }>('guard', '/api/troubles');
  return body.items.map(({ kind }) => kind);
};

it('is receipted like a button and leaves no entry, no alarm, no device', async () => {
  const before = held.court.head;
  const canary = await held.court.device('canary');
  const press = canary.event({ type: 'pressed', pattern: 'emergency' });
  expect(await canary.send(JSON.stringify(press))).toMatchObject({ outcome: 'recorded', seq: 1 });
  expect(await canary.send(JSON.stringify(press))).toMatchObject({ outcome: 'repeated', seq: 1 });
  expect(await canary.send('nonsense')).toMatchObject({ outcome: 'malformed' });
  canary.status();
  await canary.close();
  expect(held.court.head).toBe(before);
  const { body } = await held.court.get<{ items: unknown[] }>('guard', '/api/alarms');
  expect(body.items).toEqual([]);
  const devices = await held.court.get<{ items: { id: string }[] }>('guard', '/api/devices');
  expect(devices.body.items.map(({ id }) => id)).not.toContain('canary');
});

it('has a secret for the broker and for nothing else: an upload is refused', async () => {
  const device = (id: string) => ({
    Authorization: `Basic ${Buffer.from(`${id}:demo-${id}`).toString('base64')}`,
  });
  const wish = [1, { sha256: 'a'.repeat(64) }] as const;
  await expect(begin(held.court.url, device('recorder-201'), ...wish)).resolves.toContain('/api/uploads/');
  await expect(begin(held.court.url, device('canary'), ...wish)).rejects.toThrow(/401.*DEVICE_SECRET_WRONG/);
});

it('cannot be enrolled as a device', async () => {
  const wish = { id: 'canary', kind: 'button', name: '自检', place: 'hall' };
  expect((await held.court.post('admin', '/api/devices', wish)).status).toBe(409);
});

it('is trouble and tells every screen while a black hole swallows its presses, and ends with the next receipt', async () => {
  const proxy = await FaultProxy.to(held.court.settings.mqttPort ?? 0);
  const clock = new HandClock(0);
  const selfTest = selfTestOf(clock);
  let receipted: () => void = () => undefined;
  const link = new CanaryLink({
    court: 'demo',
    url: `mqtt://127.0.0.1:${proxy.port}`,
    secret: 'demo-canary',
    isOwnBroker: true,
    onReceipt: (seq) => {
      selfTest.receipted(seq);
      receipted();
    },
  });
  /** One press as the follower makes it. */
  const press = (): void => {
    const seq = selfTest.proof.due(clock.nowMs());
    if (seq === undefined) throw new Error('no press is due');
    selfTest.proof.pressed(seq, clock.nowMs());
    link.press(seq);
  };
  const pass = (seconds: number): void => {
    for (let gone = 0; gone < seconds; gone += 1) {
      clock.pass(1_000);
      selfTest.proof.due(clock.nowMs());
    }
  };
  try {
    await link.open();
    pass(10);
    let came = new Promise<void>((go) => (receipted = go));
    press();
    await came;
    await selfTest.look();
    expect(selfTest.standing).toEqual({ provenAt: expect.any(String) });

    proxy.weather({ holdsUp: true, holdsDown: true });
    pass(10);
    press();
    pass(14);
    await selfTest.look();
    expect(selfTest.standing.failingSince).toBeUndefined();
    pass(1);
    await selfTest.look();
    await selfTest.look();
    expect(selfTest.standing).toMatchObject({
      provenAt: expect.any(String),
      failingSince: expect.any(String),
    });
    expect(await held.court.facts('canary.failed')).toHaveLength(1);
    expect(await troubles()).toContain('self-test');

    came = new Promise<void>((go) => (receipted = go));
    proxy.weather({});
    await came;
    await selfTest.look();
    expect(await held.court.facts('canary.recovered')).toHaveLength(1);
    expect(await troubles()).not.toContain('self-test');
    expect(await held.court.facts('incident.opened')).toEqual([]);
  } finally {
    await link.close();
    await proxy.close();
  }
});

it('ends after a restart what stood before it, once a press came through and not before', async () => {
  const clock = new HandClock(0);
  const failing = selfTestOf(clock);
  for (let gone = 0; gone < 25; gone += 1) {
    clock.pass(1_000);
    failing.proof.due(clock.nowMs());
  }
  await failing.look();
  const restarted = selfTestOf(clock);
  await restarted.look();
  expect(await troubles()).toContain('self-test');
  restarted.proof.pressed(1, clock.nowMs());
  restarted.receipted(1);
  await restarted.look();
  expect(await troubles()).not.toContain('self-test');
});

it('is told to every screen with each pulse', async () => {
  const screen = await held.court.screen('president');
  const pulse = await new Promise<Record<string, unknown>>((go) => screen.socket.once('pulse', go));
  expect(pulse['selfTest']).toEqual(held.court.app.get(SelfTest).standing);
});

it('the console’s own clock that is wrong is trouble by how much, until it is right or somebody has seen to it', async () => {
  const { app } = held.court;
  const [wall, steady] = [new HandClock(), new HandClock(0)];
  const ledger = app.get(Ledger);
  let clocks: number[] = [];
  const watch = new OwnClockWatch(
    app.get(Writer),
    { court: ledger.court, clock: wall, now: () => toInstant(Math.max(wall.atMs, lastMs)) },
    { clocks: () => clocks },
    steady,
  );
  const lastMs = wall.atMs;
  const look = async (stepMs = 0): Promise<void> => {
    wall.pass(1_000 + stepMs);
    steady.pass(1_000);
    await watch.look();
  };
  const told = (type: string, note: string, count = 1) =>
    held.court.told(
      type,
      ({ data }) => data['kind'] === 'own-clock' && (type.endsWith('cleared') || data['note'] === note),
      { count },
    );
  const standing = async (): Promise<string[]> =>
    (await held.court.get<{ items: TroubleItem[] }>('guard', '/api/troubles')).body.items
      .filter(({ kind }) => kind === 'own-clock')
      .map(({ detail }) => `${String(detail['note'])} ${String(detail['offMs'])}`);
  await look();
  await look(3_600_000);
  await told('trouble.raised', 'stepped');
  expect(await standing()).toEqual(['stepped 3600000']);
  await look(-3_600_000);
  await told('trouble.cleared', 'stepped');
  expect(await standing()).toEqual([]);
  clocks = [40, -3_600_100, -3_600_000, -3_599_900];
  await look();
  await told('trouble.raised', 'devices');
  expect(await standing()).toEqual(['devices 3600000']);
  clocks = [40, 0, 0, 0];
  await look();
  await told('trouble.cleared', 'devices', 2);
  await look(-315_360_000_000);
  const [, seen] = await told('trouble.raised', 'stepped', 2);
  expect(await standing()).toEqual(['stepped -315360000000']);
  expect((await held.court.post('guard', `/api/troubles/${seen?.subject.id}/clear`)).status).toBe(204);
  await look();
  expect(await standing()).toEqual([]);
});
