/** What is wrong with a device is noticed, is a trouble of its own kind, is no incident, and ends by itself. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TroubleItem } from '../../src/alarms/alarm.js';
import type { DeviceReport, UnguardedRoom } from '../../src/alarms/health.js';
import { Coverage } from '../../src/alarms/coverage.follower.js';
import { DeviceHealth } from '../../src/alarms/device-health.service.js';
import { Troubles } from '../../src/alarms/troubles.service.js';
import { theSystem } from '../../src/kernel/actor.js';
import { Timetable } from '../../src/timetable/timetable.service.js';
import { Writer } from '../../src/storage/writer.js';
import { Boards } from '../../src/console/boards.service.js';
import { Devices } from '../../src/intake/devices.service.js';
import { Hearing } from '../../src/intake/hearing.service.js';
import { Supervision } from '../../src/intake/supervision.follower.js';
import { Reader } from '../../src/storage/reader.js';
import { HandClock } from '../support/court.js';
import { FaultProxy } from '../faults/proxy.js';
import { wholeCourt } from '../support/whole-court.js';
import { WireDevice } from '../support/wire-device.js';

const held = wholeCourt({ beforeAll, afterAll });
const clock = new HandClock(1_000_000);
let supervision: Supervision;

/** Takes the place of the court's own watch, by the test's clock. */
const watchAgain = (): Supervision => {
  const { app } = held.court;
  const watch = new Supervision(app.get(Hearing), app.get(Devices), app.get(Reader), clock);
  watch.onApplicationBootstrap();
  return watch;
};
beforeAll(() => {
  held.court.app.get(Supervision).onModuleDestroy();
  supervision = watchAgain();
});
afterAll(() => supervision.onModuleDestroy());

/** Time goes by as it does: the follower looks every five seconds. */
function pass(milliseconds: number): void {
  for (let gone = 0; gone < milliseconds; gone += 5_000) {
    clock.pass(5_000);
    supervision.look();
  }
}
const troublesOf = async (device: string): Promise<TroubleItem[]> => {
  const { body } = await held.court.get<{ items: TroubleItem[] }>('guard', '/api/troubles');
  return body.items.filter((trouble) => trouble.device === device);
};
const reportOf = async (device: string): Promise<DeviceReport | undefined> => {
  const { body } = await held.court.get<{ items: DeviceReport[] }>('guard', '/api/devices');
  return body.items.find(({ id }) => id === device);
};
const raised = (device: string, kind: string, count = 1) =>
  held.court.told('trouble.raised', ({ data }) => data['device'] === device && data['kind'] === kind, {
    count,
  });
const cleared = (device: string, kind: string, count = 1) =>
  held.court.told('trouble.cleared', ({ data }) => data['device'] === device && data['kind'] === kind, {
    count,
  });
const heard = (id: string, count = 1) =>
  held.court.told('device.heard', ({ subject }) => subject.id === id, { count });

/** Resolves when the heartbeats before are judged to their end: those of one device are judged one after the other. */
async function beat(button: WireDevice): Promise<void> {
  const before = await troublesTold(button.id);
  button.status({ battery: 3 });
  await raised(button.id, 'battery', before + 1);
  button.status({ battery: 80 });
  await cleared(button.id, 'battery', before + 1);
}
const troublesTold = async (device: string): Promise<number> =>
  (await held.court.facts('trouble.cleared')).filter(
    ({ data }) => data['device'] === device && data['kind'] === 'battery',
  ).length;

describe('silence', () => {
  it('of a device frozen with its connection open is noticed; its return ends it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'frozen-'));
    const { NODE_OPTIONS: _, ...env } = process.env;
    const url = `mqtt://127.0.0.1:${held.court.settings.mqttPort}`;
    const options = ['--url', url, '--device', 'button-101', '--secret', 'demo-button-101'];
    const program = join(process.cwd(), 'dist/devices/button/main.js');
    const frozen = spawn(process.execPath, [program, ...options, '--folder', folder], {
      stdio: ['pipe', 'ignore', 'ignore'],
      env,
    });
    try {
      await heard('button-101');
      frozen.kill('SIGSTOP');
      pass(30_000);
      expect(await troublesOf('button-101')).toEqual([]);
      pass(20_000);
      await raised('button-101', 'silent');
      expect(await reportOf('button-101')).toMatchObject({ health: 'red', reasons: [{ code: 'silent' }] });
      frozen.kill('SIGCONT');
      frozen.stdin?.write('test\n');
      await cleared('button-101', 'silent');
    } finally {
      frozen.kill('SIGKILL');
      rmSync(folder, { recursive: true });
    }
  });

  it('behind a black hole is noticed while both sockets stay open, and of that device alone', async () => {
    const proxy = await FaultProxy.to(held.court.settings.mqttPort ?? 0);
    const lost = await WireDevice.connect(`mqtt://127.0.0.1:${proxy.port}`, 'button-102', {});
    const well = await held.court.device('button-103');
    try {
      lost.status();
      well.status();
      await heard('button-102');
      await heard('button-103');
      proxy.weather({ holdsUp: true, holdsDown: true });
      lost.status();
      pass(40_000);
      const beats = held.court.app.get(Hearing);
      const beat = new Promise<void>((go) =>
        beats.onSignOfLife(({ device }) => device.id === 'button-103' && go()),
      );
      well.status();
      await beat;
      pass(10_000);
      await raised('button-102', 'silent');
      expect(proxy.connections).toBe(1);
      expect(lost.isClosed).toBe(false);
      expect(await troublesOf('button-103')).toEqual([]);
      proxy.weather({});
      await cleared('button-102', 'silent');
    } finally {
      await lost.close();
      await proxy.close();
    }
  });

  it('is not told of every device after the console was away', async () => {
    const before = held.court.head;
    clock.pass(3_600_000);
    supervision.look();
    pass(40_000);
    expect((await held.court.facts('device.silent')).filter(({ seq }) => seq > before)).toEqual([]);
  });
});

describe('a heartbeat', () => {
  it('with a low battery is trouble until it is charged, told once and no incident', async () => {
    const button = await held.court.device('button-104');
    button.status({ battery: 12 });
    await raised('button-104', 'battery');
    button.status({ battery: 11 });
    button.status({ battery: 22 });
    expect(await reportOf('button-104')).toMatchObject({ health: 'yellow', reasons: [{ code: 'battery' }] });
    button.status({ battery: 90 });
    await cleared('button-104', 'battery');
    expect(await raised('button-104', 'battery')).toHaveLength(1);
    expect(await reportOf('button-104')).toMatchObject({ health: 'green', reasons: [], battery: 90 });
    expect(await held.court.facts('incident.opened')).toEqual([]);
  });

  it('with a wrong clock twice is trouble until the clock is right; once is none', async () => {
    const button = await held.court.device('button-105');
    const wrong = { at: new Date(Date.now() + 3_600_000).toISOString() };
    button.status(wrong);
    button.status();
    button.status(wrong);
    button.status(wrong);
    const [trouble] = await raised('button-105', 'clock');
    expect(trouble?.data['aheadMs']).toBeGreaterThan(3_590_000);
    const { status, body } = await held.court.post<{ code: string }>(
      'guard',
      `/api/troubles/${trouble?.subject.id}/clear`,
    );
    expect([status, body.code]).toEqual([409, 'TROUBLE_STANDS']);
    button.status();
    await cleared('button-105', 'clock');
    expect(await raised('button-105', 'clock')).toHaveLength(1);
  });

  it('that names events which never came is trouble after half a minute, and ends when they come', async () => {
    const button = await held.court.device('button-106');
    await button.say({ type: 'test' });
    const late = button.event({ type: 'test' });
    await button.say({ type: 'test' });
    await beat(button);
    pass(15_000);
    await beat(button);
    expect(await troublesOf('button-106')).toEqual([]);
    pass(15_000);
    await beat(button);
    const [trouble] = await raised('button-106', 'gap');
    expect(trouble?.data).toMatchObject({ boot: button.boot, missing: 1, lastSeq: 3 });
    await button.send(JSON.stringify(late));
    button.status();
    await cleared('button-106', 'gap');
    expect(await reportOf('button-106')).toMatchObject({ health: 'green' });
  });

  it('tells a gap that a person accepted no more, not even after a restart of the watch', async () => {
    const button = await held.court.device('button-107');
    button.event({ type: 'test' });
    await button.say({ type: 'test' });
    await beat(button);
    pass(15_000);
    await beat(button);
    pass(15_000);
    await beat(button);
    const [trouble] = await raised('button-107', 'gap');
    const { status } = await held.court.post('guard', `/api/troubles/${trouble?.subject.id}/clear`);
    expect(status).toBe(204);
    supervision.onModuleDestroy();
    supervision = watchAgain();
    await beat(button);
    pass(15_000);
    await beat(button);
    pass(15_000);
    await beat(button);
    await beat(button);
    expect(await raised('button-107', 'gap')).toHaveLength(1);
    expect(await troublesOf('button-107')).toEqual([]);
  });
});

describe('tamper', () => {
  it('is trouble until somebody tests the button where it hangs', async () => {
    const button = await held.court.device('button-108');
    await button.say({ type: 'tamper' });
    await Promise.all([raised('button-108', 'tamper'), heard('button-108')]);
    expect(await reportOf('button-108')).toMatchObject({ health: 'red', reasons: [{ code: 'tamper' }] });
    const { body } = await held.court.get<{ items: UnguardedRoom[] }>('guard', '/api/rooms-without-alarm');
    expect(body.items.find(({ place }) => place === 'court-8')).toMatchObject({
      zone: 'A',
      buttons: [{ id: 'button-108', health: 'red' }],
    });
    await button.say({ type: 'test' });
    await cleared('button-108', 'tamper');
    const { body: after } = await held.court.get<{ items: UnguardedRoom[] }>(
      'guard',
      '/api/rooms-without-alarm',
    );
    expect(after.items.map(({ place }) => place)).not.toContain('court-8');
  });
});

describe('a hearing', () => {
  it('due within a quarter of an hour in a room without a working alarm is trouble until the room has one', async () => {
    const { app } = held.court;
    const coverage = new Coverage(app.get(DeviceHealth), app.get(Troubles), app.get(Writer), false);
    const startsAt = new Date(Date.now() + 3 * 24 * 3_600_000);
    const ends = new Date(startsAt.getTime() + 3_600_000);
    const hearing = {
      place: 'offices',
      startsAt: startsAt.toISOString(),
      endsAt: ends.toISOString(),
      parties: [],
    };
    await app.get(Timetable).add(hearing, theSystem);
    const button = await held.court.device('button-111');
    await button.say({ type: 'tamper' });
    await raised('button-111', 'tamper');
    const ofRoom = async (): Promise<TroubleItem[]> => {
      const { body } = await held.court.get<{ items: TroubleItem[] }>('guard', '/api/troubles');
      return body.items.filter(({ kind }) => kind === 'unguarded-hearing');
    };
    await coverage.look(startsAt.getTime() - 16 * 60_000);
    expect(await ofRoom()).toEqual([]);
    await coverage.look(startsAt.getTime() - 15 * 60_000);
    await coverage.look(startsAt.getTime() - 14 * 60_000);
    expect(await ofRoom()).toMatchObject([{ place: 'offices', urgent: false }]);
    await button.say({ type: 'test' });
    await cleared('button-111', 'tamper');
    await coverage.look(startsAt.getTime() - 13 * 60_000);
    expect(await ofRoom()).toEqual([]);
  });
});

describe('disabling a device', () => {
  it('ends what watching it found', async () => {
    const button = await held.court.device('button-109');
    button.status({ battery: 2 });
    await raised('button-109', 'battery');
    await held.court.post('admin', '/api/devices/button-109/disable');
    await cleared('button-109', 'battery');
    expect(await reportOf('button-109')).toMatchObject({ health: 'red', reasons: [{ code: 'disabled' }] });
  });
});

it('the board folded from all of this is the board of the rows', async () => {
  const boards = held.court.app.get(Boards);
  await held.court.write(async () => {
    expect(boards.board).toEqual(await boards.load());
  });
});
