import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mqtt, { type MqttClient } from 'mqtt';
import { Alarms } from '../../src/alarms/alarms.service.js';
import { Presses } from '../../src/alarms/presses.service.js';
import { ForeignMosquitto } from '../support/device-mosquitto.js';
import { openHouse, type House } from '../support/house.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { Waiters } from '../support/device-waiters.js';

/** As Home Assistant does: hears every config under its prefix, then the topics that the config names. */
class Panel {
  readonly said = new Map<string, string>();
  readonly #waiters = new Waiters();

  private constructor(readonly client: MqttClient) {
    client.on('message', (topic, payload) => {
      this.said.set(topic, payload.toString());
      this.#waiters.wake();
    });
  }

  static async open(url: string): Promise<Panel> {
    const client = await mqtt.connectAsync(url, { reconnectPeriod: 50 });
    const panel = new Panel(client);
    await client.subscribeAsync(['homeassistant/#', 'courthouse/#'], { qos: 1 });
    return panel;
  }

  /** The config of an entity, once it was discovered. */
  async config(entity: string): Promise<Record<string, string>> {
    const topic = `homeassistant/${entity}/config`;
    await this.#waiters.until(() => this.said.has(topic));
    return JSON.parse(this.said.get(topic) ?? '') as Record<string, string>;
  }

  until(topic: string | undefined, payload: string): Promise<void> {
    return this.#waiters.until(() => this.said.get(topic ?? '') === payload);
  }
}

describe('Home Assistant on a real Mosquitto', () => {
  const folder = mkdtempSync(join(tmpdir(), 'home-assistant-'));
  let database: TestDatabase;
  let broker: ForeignMosquitto;
  let house: House;
  let panel: Panel;

  beforeAll(async () => {
    database = await testDatabase();
    broker = await ForeignMosquitto.start(folder);
    panel = await Panel.open(broker.url);
    house = await openHouse(database.url, { COURT_HOME_ASSISTANT_URL: broker.url });
  });

  afterAll(async () => {
    await house.close();
    await panel.client.endAsync();
    await broker.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('discovers a safety sensor for each place with all that its own documents ask for', async () => {
    const config = await panel.config('binary_sensor/courthouse_demo/alarm_court-3');
    expect(config).toMatchObject({
      name: expect.stringContaining('3号法庭'),
      unique_id: 'courthouse_demo_alarm_court-3',
      device_class: 'safety',
      state_topic: 'courthouse/demo/place/court-3/state',
      json_attributes_topic: expect.any(String),
      availability_topic: 'courthouse/demo/availability',
      device: { identifiers: ['courthouse-demo'], name: expect.any(String) },
      origin: { name: 'courthouse-safety-console' },
    });
    await panel.until(config['availability_topic'], 'online');
    await panel.until(config['state_topic'], 'OFF');
  });

  it('shows a press with its level, and its end; a silent one never', async () => {
    const alarms = house.app.get(Alarms);
    const config = await panel.config('binary_sensor/courthouse_demo/alarm_court-3');
    const count = await panel.config('sensor/courthouse_demo/open_alarms');
    const presses = house.app.get(Presses);
    await presses.press('somebody', { place: 'court-5', pattern: 'silent' });
    const { id } = await presses.press('somebody', { place: 'court-3', pattern: 'emergency' });
    await panel.until(config['state_topic'], 'ON');
    expect(JSON.parse(panel.said.get(config['json_attributes_topic'] ?? '') ?? '')).toMatchObject({
      level: 'emergency',
      acknowledged: false,
    });
    await panel.until(count['state_topic'], '1');
    expect(panel.said.get('courthouse/demo/place/court-5/state')).toBe('OFF');
    await alarms.take('close', id, 'somebody', { outcome: 'handled', reason: '处置完毕' });
    await panel.until(config['state_topic'], 'OFF');
  });

  it('is told everything again when it starts anew', async () => {
    panel.said.clear();
    await panel.client.publishAsync('homeassistant/status', 'online');
    const config = await panel.config('binary_sensor/courthouse_demo/alarm_court-3');
    await panel.until(config['state_topic'], 'OFF');
  });

  it('says that it is gone when the console ends', async () => {
    await house.close();
    await panel.until('courthouse/demo/availability', 'offline');
    house = { ...house, close: () => Promise.resolve() };
  });
});
