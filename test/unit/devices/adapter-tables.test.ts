/** Published messages of other people's devices, in the console's words. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { adapterTableSchema, sourceOf, translate } from '../../../devices/adapters/adapter-table.js';
import { Seen } from '../../../devices/adapters/seen.js';
import { Translator } from '../../../devices/adapters/translator.js';
import { inFolder } from '../../support/device-folder.js';

const folder = 'devices/adapters/tables';
const tableOf = (name: string) =>
  adapterTableSchema.parse(JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8')));

const shellyPush = {
  src: 'shellybutton-a1b2',
  method: 'NotifyEvent',
  params: {
    ts: 1_793_610_900.5,
    events: [{ component: 'input:0', id: 0, event: 'single_push', ts: 1_793_610_900.5 }],
  },
};
const lorawanUp = {
  deduplicationId: 'd-1',
  time: '2026-11-02T01:15:00Z',
  devAddr: '00189440',
  fCnt: 14,
  object: { button: 'pressed', battery: 90 },
};

describe('a translation table', () => {
  it.each(readdirSync(folder).filter((name) => name !== 'panel-codes.json'))('%s can be read', (name) => {
    expect(tableOf(name.replace('.json', '')).rules.length).toBeGreaterThan(0);
  });

  it.each<[string, string, unknown, object]>([
    [
      'zigbee2mqtt',
      'zigbee2mqtt/judge-3',
      { action: 'single', battery: 97, linkquality: 120 },
      { type: 'pressed', pattern: 'help' },
    ],
    [
      'zigbee2mqtt',
      'zigbee2mqtt/judge-3',
      { action: 'hold', last_seen: '2026-11-02T01:15:00Z' },
      { pattern: 'emergency', source: { id: 'judge-3', at: '2026-11-02T01:15:00.000Z' } },
    ],
    ['zigbee2mqtt', 'zigbee2mqtt/door-3', { contact: false, tamper: false }, { type: 'opened' }],
    [
      'zigbee2mqtt',
      'zigbee2mqtt/judge-3/availability',
      { state: 'offline' },
      { type: 'fault', code: 'zigbee-offline' },
    ],
    // As Zigbee2MQTT 1.x says it, and an SOS button that has a state of its own.
    ['zigbee2mqtt', 'zigbee2mqtt/judge-3/availability', 'offline', { code: 'zigbee-offline' }],
    ['zigbee2mqtt', 'zigbee2mqtt/judge-3', { action: 'emergency' }, { pattern: 'emergency' }],
    [
      'zigbee2mqtt',
      'zigbee2mqtt/judge-3',
      { sos: true, tamper: false, battery_low: false },
      { type: 'pressed', pattern: 'emergency' },
    ],
    [
      'shelly',
      'judge-4/events/rpc',
      shellyPush,
      { type: 'pressed', pattern: 'help', source: { id: 'judge-4' } },
    ],
    [
      'shelly',
      'shellies/judge-5/input_event/0',
      { event: 'L', event_cnt: 7 },
      { pattern: 'emergency', source: { event: '7' } },
    ],
    ['shelly', 'shellies/judge-5/online', false, { type: 'fault', code: 'shelly-offline' }],
    [
      'tasmota',
      'stat/judge-6/RESULT',
      { Button1: { Action: 'DOUBLE' } },
      { type: 'pressed', pattern: 'emergency' },
    ],
    ['tasmota', 'tele/judge-6/LWT', 'Offline', { type: 'fault', code: 'tasmota-offline' }],
    [
      'chirpstack',
      'application/ae63/device/0101010101010101/event/up',
      lorawanUp,
      { type: 'pressed', source: { id: '0101010101010101', event: '00189440/14' } },
    ],
    // Protobuf's JSON leaves out what is zero: the first frame after a join has no fCnt.
    [
      'chirpstack',
      'application/ae63/device/0101010101010101/event/up',
      { ...lorawanUp, fCnt: undefined },
      { type: 'pressed', source: { event: '00189440' } },
    ],
    [
      'chirpstack',
      'application/ae63/device/01/event/status',
      { batteryLevel: 17.5 },
      { type: 'battery', percent: 17.5 },
    ],
  ])('of %s reads %s', (name, topic, payload, saying) => {
    const found = translate(tableOf(name), { topic, payload, isRetained: false });
    expect(found.flatMap((one) => one.saying ?? [])).toMatchObject([saying]);
  });

  it('hears each of the presses that one message tells, and presses of two inputs as two', () => {
    const both = { ...shellyPush.params.events[0], component: 'input:1', event: 'long_push' };
    const payload = { ...shellyPush, params: { events: [shellyPush.params.events[0], both] } };
    const told = translate(tableOf('shelly'), { topic: 'judge-4/events/rpc', payload, isRetained: false });
    expect(told.map(({ saying }) => saying?.['pattern'])).toEqual(['help', 'emergency']);
    const keys = ['0', '1'].flatMap((input) =>
      translate(tableOf('shelly'), {
        topic: `shellies/judge-5/input_event/${input}`,
        payload: { event: 'S', event_cnt: 7 },
        isRetained: false,
      }).map(({ key }) => key),
    );
    expect(new Set(keys).size).toBe(2);
  });

  it('makes no event of an old state that the broker kept, nor of a message that no rule knows', () => {
    const table = tableOf('zigbee2mqtt');
    const topic = 'zigbee2mqtt/judge-3';
    expect(translate(table, { topic, payload: { action: 'single' }, isRetained: true })).toEqual([]);
    expect(translate(table, { topic, payload: { action: '' }, isRetained: false })).toEqual([]);
    expect(
      translate(table, { topic: 'other/judge-3', payload: { action: 'single' }, isRetained: false }),
    ).toEqual([]);
  });

  it('takes the source from its place in the topic', () => {
    expect(sourceOf('application/+/device/{id}/event/up', 'application/9/device/ab/event/up')).toBe('ab');
    expect(sourceOf('a/{id}', 'a/b/c')).toBeUndefined();
  });
});

describe('a translator', () => {
  it('says an event once over its repeats and a restart, a state when it changes, and again after a while', async () => {
    await inFolder(async (path) => {
      let nowMs = 1_000_000;
      const said: string[] = [];
      const begin = async () =>
        new Translator({
          seen: await Seen.open(path, 10, { nowMs: () => nowMs }),
          speak: (source, saying) => {
            if (source === 'stranger') return undefined;
            said.push(saying.type);
            return Promise.resolve({ receipt: Promise.resolve(undefined) });
          },
          log: () => undefined,
        });
      const press = { source: 'a', saying: { type: 'pressed' }, key: 'a/1' };
      const first = await begin();
      // Two at the same time, as a mesh delivers them.
      expect(await Promise.all([first.hear(press), first.hear(press)])).toEqual(['kept', 'repeated']);
      expect(await (await begin()).hear(press)).toBe('repeated');
      nowMs += 10_000;
      expect(await first.hear(press)).toBe('kept');
      const open = { source: 'd', saying: { type: 'opened' }, change: { path: 'd contact', value: 'false' } };
      expect(await first.hear({ ...open, key: 'd/1' })).toBe('kept');
      expect(await first.hear({ ...open, key: 'd/2' })).toBe('unchanged');
      const shut = { source: 'd', key: '', change: { path: 'd contact', value: 'true' } };
      expect(await first.hear(shut)).toBe('unchanged');
      expect(await first.hear({ ...open, key: 'd/1' })).toBe('kept');
      expect(await first.hear({ ...press, source: 'stranger', key: 's' })).toBe('unknown-source');
      expect(said).toEqual(['pressed', 'pressed', 'opened', 'opened']);
    });
  });
});
