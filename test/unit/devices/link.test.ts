/** The agent's link, tried over TCP against a real broker that loses receipts and connections. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Device, type DeviceOptions, startDevice } from '../../../devices/agent/device.js';
import type { CommandTo } from '../../../devices/protocol/command.js';
import { DeviceConsole, type DeviceConsoleOptions, recorded } from '../../support/device-console.js';
import { inFolder } from '../../support/device-folder.js';

const address = { court: 'demo', kind: 'button', device: 'button-103' } as const;
const press = { type: 'pressed', pattern: 'emergency' } as const;
const soon = (): string => new Date(Date.now() + 60_000).toISOString();

interface Scene {
  readonly console: DeviceConsole;
  readonly folder: string;
  readonly log: string[];
  readonly start: (more?: Partial<DeviceOptions<'button'>>) => Promise<Device<'button'>>;
}

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

async function scene(
  work: (scene: Scene) => Promise<void>,
  options: DeviceConsoleOptions = {},
): Promise<void> {
  await inFolder(async (folder) => {
    const console = await DeviceConsole.start(options);
    const log: string[] = [];
    const start = async (more: Partial<DeviceOptions<'button'>> = {}): Promise<Device<'button'>> => {
      const device = await startDevice({
        url: console.url,
        address,
        secret: 'demo-button-103',
        folder,
        log: (line) => log.push(line),
        resendAfter: () => 60_000,
        reconnectAfter: () => 20,
        ...more,
      });
      open.push(() => device.stop());
      return device;
    };
    open.push(() => console.stop());
    await work({ console, folder, log, start });
    for (const close of open.splice(0).toReversed()) await close();
  });
}

describe('a link', () => {
  it('sends a press at quality 1 on its own topic and keeps nothing after the receipt', async () => {
    await scene(async ({ console, start }) => {
      const device = await start();
      const said = await device.link.say(press);
      const receipt = await said.receipt;
      expect(receipt).toMatchObject({ boot: device.outbox.boot, seq: 1, outcome: 'recorded' });
      expect(console.events()).toHaveLength(1);
      expect(console.events()[0]).toMatchObject({ ...address, qos: 1, reading: { shape: 'understood' } });
      expect(device.outbox.size).toBe(0);
    });
  });

  it('says the very same bytes again until a receipt is not lost', async () => {
    const third = {
      answer: (heard: Parameters<typeof recorded>[0]) => (heard.before < 2 ? undefined : recorded(heard)),
    };
    await scene(async ({ console, start }) => {
      const device = await start({ resendAfter: () => 20 });
      await (
        await device.link.say(press)
      ).receipt;
      const [first, ...again] = console.events().map((heard) => heard.payload.toString());
      expect(again.length).toBeGreaterThanOrEqual(2);
      expect(new Set(again)).toEqual(new Set([first]));
      expect(device.outbox.size).toBe(0);
    }, third);
  });

  it('says again after every reconnect what has no receipt, the oldest first', async () => {
    await scene(async ({ console, start }) => {
      console.answer = () => undefined;
      const device = await start();
      const all = [await device.link.say(press), await device.link.say({ type: 'test' })];
      await console.until(() => console.events().length === 2);
      console.answer = recorded;
      console.cut();
      const receipts = await Promise.all(all.map((said) => said.receipt));
      expect(receipts.map((receipt) => receipt?.outcome)).toEqual(['repeated', 'repeated']);
      expect(console.events().map((heard) => heard.reading?.seq)).toEqual([1, 2, 1, 2]);
    });
  });

  it('brings what was pressed while the console was away, also after its own restart', async () => {
    await scene(async ({ console, start }) => {
      const away = await start({ url: 'mqtt://127.0.0.1:1' });
      const lost = await away.link.say(press);
      await away.stop();
      expect(await lost.receipt).toBeUndefined();

      const back = await start();
      await console.until(() => console.events().length === 1);
      expect(console.events()[0]?.reading).toMatchObject({ boot: away.outbox.boot, seq: 1, type: 'pressed' });
      expect(back.outbox.boot).not.toBe(away.outbox.boot);
    });
  });

  it('lets a new press pass a long backlog', async () => {
    await scene(async ({ console, start }) => {
      const away = await start({ url: 'mqtt://127.0.0.1:1' });
      for (let passing = 0; passing < 200; passing += 1) await away.link.say({ type: 'test' });
      await away.stop();
      console.answer = () => undefined;
      const back = await start();
      await console.until(() => console.events().length === 64);
      await back.link.say(press);
      await console.until(() => console.events().some((heard) => heard.reading?.type === 'pressed'));
      expect(console.events()).toHaveLength(65);
    });
  });

  it('beats at once after connecting, and answers a ping with a heartbeat', async () => {
    await scene(async ({ console, start }) => {
      const device = await start({ vitals: () => ({ battery: 87 }) });
      const beats = (): unknown[] =>
        console.heard
          .filter(({ channel }) => channel === 'status')
          .map(({ payload }) => JSON.parse(payload.toString()));
      await console.until(() => beats().length === 1);
      expect(beats()[0]).toMatchObject({ v: 1, boot: device.outbox.boot, lastSeq: 0, battery: 87 });
      console.command(address, { id: 'p-1', until: soon(), type: 'ping' });
      await console.until(() => beats().length === 2);
      expect(beats()).toHaveLength(2);
    });
  });
});

describe('a command', () => {
  const feedback = (id: string, until = soon()) =>
    ({ id, until, type: 'feedback', alarm: 'a-1', state: 'received' }) as const;

  async function obeyed(send: (console: DeviceConsole) => void, last: string): Promise<string[]> {
    const ids: string[] = [];
    await scene(async ({ console, start }) => {
      let done: () => void = () => undefined;
      const finished = new Promise<void>((resolve) => (done = resolve));
      const obey = async (command: CommandTo<'button'>): Promise<void> => {
        // A slow first command must not be overtaken by a quick second one.
        if (ids.length === 0) await new Promise((resolve) => setImmediate(resolve));
        ids.push(command.id);
        if (command.id === last) done();
      };
      await start({ obey });
      await console.until(() => console.heard.some(({ channel }) => channel === 'status'));
      send(console);
      await finished;
    });
    return ids;
  }

  it('is obeyed in order, and once however often its id comes', async () => {
    const ids = await obeyed((console) => {
      for (const id of ['c-1', 'c-2', 'c-1', 'c-3']) console.command(address, feedback(id));
    }, 'c-3');
    expect(ids).toEqual(['c-1', 'c-2', 'c-3']);
  });

  it('that seems years late, before any receipt has told the console’s time, is obeyed: a clock is wrong', async () => {
    const ids = await obeyed((console) => {
      console.command(address, feedback('of a console in 2016', '2016-01-01T00:00:00.000Z'));
      console.command(address, feedback('of a console in 2036', '2036-01-01T00:00:00.000Z'));
    }, 'of a console in 2036');
    expect(ids).toEqual(['of a console in 2016', 'of a console in 2036']);
  });

  it('that comes after its time is ignored', async () => {
    const ids = await obeyed((console) => {
      console.command(address, feedback('late', new Date(Date.now() - 1).toISOString()));
      console.command(address, feedback('timely'));
    }, 'timely');
    expect(ids).toEqual(['timely']);
  });

  it('that this device does not know, or that is no JSON, changes nothing', async () => {
    const ids = await obeyed((console) => {
      const topic = 'court/demo/button/button-103/command';
      console.publish(topic, 'not JSON');
      console.publish(
        topic,
        JSON.stringify({ v: 1, id: 'c-0', until: soon(), type: 'sound', level: 'high', seconds: 1 }),
      );
      console.command(address, feedback('known'));
    }, 'known');
    expect(ids).toEqual(['known']);
  });

  it("is judged by the console's clock where the device's own is a year ahead", async () => {
    const ahead = { nowMs: () => Date.now() + 365 * 86_400_000 };
    await scene(async ({ console, start }) => {
      let done: () => void = () => undefined;
      const finished = new Promise<void>((resolve) => (done = resolve));
      const device = await start({ clock: ahead, obey: () => done() });
      await (
        await device.link.say(press)
      ).receipt;
      expect(device.link.clockOffsetMs).toBeGreaterThan(364 * 86_400_000);
      console.command(address, feedback('c-1'));
      await finished;
    });
  });
});

describe('a link that is refused', () => {
  let secret = 'another';

  it('says so once and tries on', async () => {
    await scene(
      async ({ console, log, start }) => {
        let told: () => void = () => undefined;
        const refused = new Promise<void>((resolve) => (told = resolve));
        const device = await start({
          secret: 'wrong',
          log: (line) => {
            log.push(line);
            told();
          },
        });
        await device.link.say(press);
        await refused;
        // The register learns the secret: no restart of the device is needed.
        secret = 'wrong';
        await console.until(() => console.events().length === 1);
        expect(log.filter((line) => line.includes('connection'))).toHaveLength(1);
      },
      { secretOf: () => secret },
    );
  });
});
