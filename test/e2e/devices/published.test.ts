/** Messages as other makers publish them, through a real Mosquitto and the adapter program. */
import { resolve } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { scene } from '../../support/adapter-scene.js';
import { ForeignMosquitto } from '../../support/device-mosquitto.js';

jest.setTimeout(60_000);

/** As the makers' own documents show them: what comes in, and what the console is told. */
const published: readonly (readonly [string, string, object, object])[] = [
  [
    'shelly',
    'judge-3/events/rpc',
    {
      src: 'shellyplusi4-a8032ab12345',
      dst: 'judge-3/events',
      method: 'NotifyEvent',
      params: {
        ts: 1_793_610_900.5,
        events: [{ component: 'input:0', id: 0, event: 'long_push', ts: 1_793_610_900.5 }],
      },
    },
    { pattern: 'emergency', source: { id: 'judge-3', at: '2026-11-02T09:15:00.500Z' } },
  ],
  [
    'shelly',
    'shellies/judge-3/input_event/0',
    { event: 'S', event_cnt: 12 },
    { pattern: 'help', source: { id: 'judge-3', event: '12' } },
  ],
  ['tasmota', 'stat/judge-3/RESULT', { Button1: { Action: 'HOLD' } }, { pattern: 'emergency' }],
  [
    'chirpstack',
    'application/8a7d/device/judge-3/event/up',
    {
      deduplicationId: '3ac7e3c4-4401-4b8d-9386-a5c902f9202d',
      time: '2026-11-02T01:15:00.123+00:00',
      deviceInfo: { applicationId: '8a7d', deviceName: 'judge-3', devEui: 'judge-3' },
      devAddr: '00189440',
      fCnt: 14,
      fPort: 1,
      object: { button: 'pressed' },
      rxInfo: [{ gatewayId: '0016c001f153a14c', rssi: -57, snr: 10 }],
    },
    { pattern: 'emergency', source: { event: '00189440/14', at: '2026-11-02T01:15:00.123Z' } },
  ],
];

describe('what other makers publish', () => {
  it.each(published)(
    'by %s on %s through a real Mosquitto is one press with its own id and time',
    async (name, topic, message, told) => {
      await scene(async ({ console, said, start, folder }) => {
        const mosquitto = await ForeignMosquitto.start(folder);
        const table = resolve(`devices/adapters/tables/${name}.json`);
        const program = await start({ mqtt: { url: mosquitto.url, table } });
        await program.says('listening to');
        for (const _ of [1, 2]) await mosquitto.publish(topic, message);
        await console.until(() => said().length >= 1);
        program.kill();
        await program.ended();
        await mosquitto.stop();
        expect(said()).toMatchObject([{ type: 'pressed', ...told }]);
      });
    },
  );
});
