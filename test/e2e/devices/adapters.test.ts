/** Devices that a court already owns report through the adapter program: a real Mosquitto, panels over TCP and UDP, HTTP. */
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { crcOf, frameOf, timestampOf } from '../../../devices/adapters/dc09.js';
import { decipher, encipher } from '../../../devices/adapters/dc09-cipher.js';
import { recorded } from '../../support/device-console.js';
import { ForeignMosquitto } from '../../support/device-mosquitto.js';
import type { Program } from '../../support/device-program.js';
import { scene } from '../../support/adapter-scene.js';

jest.setTimeout(60_000);

const key = '0123456789ABCDEF0123456789ABCDEF';
const token = 'a-token-of-the-court';

async function portOf(program: Program, name: string): Promise<number> {
  await program.says(`${name} 端口 port `);
  return Number(new RegExp(`${name} 端口 port (\\d+)`).exec(program.text)?.[1]);
}

/** Sends frames over one connection; answers what came back, without LF and CR. */
function panel(port: number) {
  const socket = connect(port, '127.0.0.1');
  const answers: string[] = [];
  let wake: () => void = () => undefined;
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
    for (let end = text.indexOf('\r'); end >= 0; end = text.indexOf('\r')) {
      answers.push(text.slice(1, end));
      text = text.slice(end + 1);
    }
    wake();
  });
  return {
    answers,
    send: (frame: string) => socket.write(frame, 'latin1'),
    ask: async (frame: string): Promise<string> => {
      const count = answers.length;
      socket.write(frame, 'latin1');
      while (answers.length === count) await new Promise<void>((done) => (wake = done));
      return answers.at(-1)!;
    },
    until: async (holds: () => boolean): Promise<void> => {
      while (!holds()) await new Promise<void>((done) => (wake = done));
    },
    end: () => socket.destroy(),
  };
}

const bodyIn = (answer: string): string => answer.slice(8);
const plain = (sequence: string, data: string): string =>
  frameOf(`"ADM-CID"${sequence}L0#1234[#1234|${data}]`);

describe('an alarm panel', () => {
  const dc09 = (account: object) => ({
    dc09: {
      port: 0,
      host: '127.0.0.1',
      codes: resolve('devices/adapters/tables/panel-codes.json'),
      accounts: { '1234': account },
    },
  });

  it('is acknowledged only when the console has its panic, and a repeat is one event', async () => {
    await scene(async ({ console, said, start }) => {
      console.answer = () => undefined;
      const program = await start(dc09({}));
      const { ask, answers, send, until, end } = panel(await portOf(program, 'DC-09'));
      send(plain('0007', '1120 01 015'));
      await console.until(() => console.events().length === 1);
      // On its way and on our disk, yet nobody has received it.
      expect(answers).toEqual([]);
      console.answer = recorded;
      expect(bodyIn(await ask(plain('0007', '1120 01 015')))).toBe('"ACK"0007L0#1234[]');
      expect(said()).toMatchObject([
        {
          type: 'pressed',
          pattern: 'emergency',
          source: { account: '1234', sequence: '0007', code: 'E120', zone: '015' },
        },
      ]);
      send(frameOf('"SIA-DCS"0008L0#1234[#1234|Nri1/HA7]'));
      // Both copies of the first message are answered by its one receipt.
      await until(() => answers.length === 3);
      expect(answers.map(bodyIn)).toEqual(
        ['0007', '0007', '0008'].map((sequence) => `"ACK"${sequence}L0#1234[]`),
      );
      expect(said()).toMatchObject([
        {},
        { type: 'pressed', pattern: 'silent', source: { code: 'HA', area: '1' } },
      ]);
      end();
    });
  });

  it('damaged on the way is not answered, unknown is DUH, and NULL is only a sign of life', async () => {
    await scene(async ({ said, start }) => {
      const program = await start(dc09({}));
      const { ask, answers, send, end } = panel(await portOf(program, 'DC-09'));
      const body = '"ADM-CID"0001L0#1234[#1234|1120 01 015]';
      send(`\n${crcOf(`${body}x`)}0027${body}\r`);
      await program.says('damaged DC-09 message (crc)');
      expect(answers).toEqual([]);
      expect(bodyIn(await ask(frameOf('"ADM-CID"0002L0#9999[#9999|1120 01 015]')))).toBe(
        '"DUH"0002L0#9999[]',
      );
      expect(bodyIn(await ask(frameOf('"ADM-CID"0003L0#1234[nonsense]')))).toBe('"DUH"0003L0#1234[]');
      expect(bodyIn(await ask(frameOf('"NULL"0004R1L0#1234[]')))).toBe('"ACK"0004R1L0#1234[]');
      expect(said()).toEqual([]);
      end();
    });
  });

  it('with a key must use it: another key and an old message are refused, a replay is one event', async () => {
    await scene(async ({ said, start }) => {
      const program = await start(dc09({ key }));
      const { ask, end } = panel(await portOf(program, 'DC-09'));
      const message = (sequence: string, atMs: number, own = key): string =>
        frameOf(`"*ADM-CID"${sequence}L0#1234${encipher(`[#1234|1122 01 003]${timestampOf(atMs)}`, own)}`);
      expect(bodyIn(await ask(message('0001', Date.now(), 'FF'.repeat(16))))).toMatch(
        /^"NAK"0000R0L0A0\[\]_/,
      );
      expect(bodyIn(await ask(message('0001', Date.now() - 60_000)))).toMatch(/^"NAK"/);
      expect(bodyIn(await ask(plain('0001', '1120 01 015')))).toMatch(/^"DUH"/);
      // Of an enciphered message too, a DUH is plain.
      const strange = `[#1234|nonsense]${timestampOf(Date.now())}`;
      expect(bodyIn(await ask(frameOf(`"*ADM-CID"0001L0#1234${encipher(strange, key)}`)))).toBe(
        '"DUH"0001L0#1234[]',
      );
      expect(said()).toEqual([]);
      const good = message('0001', Date.now());
      for (const _ of [1, 2]) {
        const answer = bodyIn(await ask(good));
        expect(answer).toMatch(/^"\*ACK"0001L0#1234\[/);
        expect(decipher(answer.slice(answer.indexOf('[')), key)).toMatch(/^\[\]_/);
      }
      expect(said()).toMatchObject([{ type: 'pressed', pattern: 'silent' }]);
      end();
    });
  });

  it('that is heard no more in its time of supervision is told', async () => {
    await scene(async ({ console, said, start }) => {
      const program = await start(dc09({ supervisionSeconds: 0.5 }));
      const { ask, end } = panel(await portOf(program, 'DC-09'));
      await ask(frameOf('"NULL"0001R1L0#1234[]'));
      await console.until(() => said().some((event) => event['code'] === 'panel-silent'));
      end();
    });
  });

  it('may call over UDP', async () => {
    await scene(async ({ said, start }) => {
      const port = await portOf(await start(dc09({})), 'DC-09');
      const socket = createSocket('udp4');
      const answer = await new Promise<string>((done) => {
        socket.on('message', (bytes) => done(bytes.toString('latin1')));
        socket.send(plain('0042', '1121 01 001'), port, '127.0.0.1');
      });
      socket.close();
      expect(bodyIn(answer.slice(1, -1))).toBe('"ACK"0042L0#1234[]');
      expect(said()).toMatchObject([{ type: 'pressed', pattern: 'silent' }]);
    });
  });
});

describe('devices on a foreign broker', () => {
  it('press through a real Mosquitto, once however often a press is told, also while the console is away', async () => {
    await scene(async ({ console, said, start, folder }) => {
      const mosquitto = await ForeignMosquitto.start(folder);
      const press = { action: 'hold', battery: 97, linkquality: 120 };
      await mosquitto.publish('zigbee2mqtt/judge-3', press, { retain: true });
      console.answer = () => undefined;
      const table = resolve('devices/adapters/tables/zigbee2mqtt.json');
      const program = await start({ mqtt: { url: mosquitto.url, table } });
      await program.says('listening to Zigbee2MQTT');
      await Promise.all([1, 2].map(() => mosquitto.publish('zigbee2mqtt/judge-3', press)));
      await console.until(() => said().length === 1);
      console.answer = recorded;
      console.cut();
      await mosquitto.publish('zigbee2mqtt/judge-3', { tamper: true });
      await console.until(() => said().some(({ type }) => type === 'tamper'));
      await mosquitto.stop();
      expect(said()).toMatchObject([
        { type: 'pressed', pattern: 'emergency', source: { id: 'judge-3', topic: 'zigbee2mqtt/judge-3' } },
        { type: 'tamper' },
      ]);
    });
  });
});

describe('anything that can POST', () => {
  it('reports with its token, once for each id, and what its kind may not say becomes a fault', async () => {
    await scene(async ({ console, said, start }) => {
      const program = await start({ http: { port: 0, token } });
      const port = await portOf(program, 'HTTP');
      const post = async (path: string, event: object, given = token) => {
        const headers = { authorization: `Bearer ${given}` };
        const init = { method: 'POST', headers, body: JSON.stringify(event) };
        return (await fetch(`http://127.0.0.1:${port}/${path}`, init)).status;
      };
      const press = { id: 'e-1', at: '2026-11-02T09:00:00+08:00', type: 'pressed', pattern: 'help' };
      expect(await post('judge-3', press, 'wrong')).toBe(401);
      expect(await post('nobody', press)).toBe(404);
      expect(await post('judge-3', [])).toBe(400);
      expect([await post('judge-3', press), await post('judge-3', press)]).toEqual([200, 200]);
      expect(await post('judge-3', { id: 'e-2', type: 'forced' })).toBe(200);
      await console.until(() => said().length === 2);
      expect(said()).toMatchObject([
        { type: 'pressed', source: { id: 'judge-3', event: 'e-1', at: '2026-11-02T09:00:00+08:00' } },
        { type: 'fault', code: 'untranslated-forced' },
      ]);
    });
  });
});
