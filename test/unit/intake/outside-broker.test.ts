/** The link to a broker outside: heard and acknowledged only when it is on disk, made again whenever it breaks, told when it is lost. */
import { connectAsync, type MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { OutsideBroker } from '../../../src/intake/outside-broker.adapter.js';
import { Elsewhere } from '../../support/elsewhere.js';
import { freePort } from '../../support/free-ports.js';
import { deviceNamed, HandEars } from '../../support/hand-ears.js';
import { handTime, until } from '../../support/hand-time.js';

const event = 'court/demo/button/button-1/event';
const command = 'court/demo/button/button-1/command';
const own = 'console.demo, its session kept';
const answers = '$CONTROL/dynamic-security/v1/response';

let elsewhere: Elsewhere;
let ears: HandEars;
let broker: OutsideBroker;
const clients: MqttClient[] = [];

beforeEach(async () => {
  handTime();
  const port = await freePort();
  elsewhere = await Elsewhere.open(port);
  ears = HandEars.of(deviceNamed('button-1'), deviceNamed('gate-1', { enabled: false }));
  broker = new OutsideBroker({ court: 'demo', url: `mqtt://127.0.0.1:${port}` });
});
afterEach(async () => {
  await broker.stop();
  await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
  await elsewhere.close();
  jest.useRealTimers();
});

async function rises(): Promise<void> {
  await broker.start(ears);
  await until(() => broker.isUp());
}
async function device(id = 'somebody'): Promise<MqttClient> {
  const client = await connectAsync(`mqtt://127.0.0.1:${elsewhere.port}`, {
    clientId: id,
    reconnectPeriod: 0,
  });
  clients.push(client.on('error', () => undefined));
  return client;
}
const says = async (topic: string, words: string | Buffer, how: object = {}): Promise<unknown> =>
  (await device(`somebody-${clients.length}`)).publishAsync(topic, words, { qos: 1, ...how });
const standing = (): string[] =>
  ears.news.map((news) => ('reason' in news ? `${news.what}: ${news.reason}` : news.what));
/** The link's own pauses go by as fast as they can. */
async function comes(isSo: () => boolean): Promise<void> {
  const ticking = { isOver: false };
  const passing = (async () => {
    while (!ticking.isOver) {
      jest.advanceTimersByTime(100);
      await new Promise((go) => setImmediate(go));
    }
  })();
  await until(isSo).finally(() => (ticking.isOver = true));
  await passing;
}

describe('the link', () => {
  it('comes up as the console of its court, in a session that stays, and tells that it is back', async () => {
    expect(broker.isUp()).toBe(false);
    await rises();
    expect(elsewhere.connects).toEqual([own]);
    expect(elsewhere.subscribed.map(({ topic, qos }) => [topic, qos])).toEqual([
      ['court/demo/+/+/event', 1],
      ['court/demo/+/+/status', 0],
      [answers, 1],
    ]);
    expect(standing()).toEqual(['returned']);
  });

  it('is up without what it only wishes for, and not without what it needs', async () => {
    elsewhere.refused = [answers];
    await rises();
    await broker.stop();
    elsewhere.refused = ['court/demo/+/+/status'];
    broker = new OutsideBroker({ court: 'demo', url: `mqtt://127.0.0.1:${elsewhere.port}` });
    await broker.start(ears);
    await comes(() => ears.news.length > 1);
    expect(broker.isUp()).toBe(false);
    expect(standing().at(-1)).toMatch(/^lost: subscription refused: /);
    elsewhere.refused = [];
    await comes(() => broker.isUp());
    expect(standing().at(-1)).toBe('returned');
  });

  it('that breaks for a moment is nobody’s business, one that stays away three seconds is told, with why', async () => {
    await rises();
    elsewhere.cut();
    await until(() => !broker.isUp());
    jest.advanceTimersByTime(1_200);
    await until(() => broker.isUp());
    jest.advanceTimersByTime(3_000);
    expect(standing()).toEqual(['returned']);
    elsewhere.server.close();
    elsewhere.cut();
    await until(() => !broker.isUp());
    jest.advanceTimersByTime(2_999);
    expect(standing()).toEqual(['returned']);
    jest.advanceTimersByTime(1);
    expect(standing()).toEqual(['returned', expect.stringMatching(/^lost: ./)]);
    jest.advanceTimersByTime(60_000);
    expect(ears.news).toHaveLength(2);
    elsewhere.server.listen(elsewhere.port, '127.0.0.1');
    await comes(() => broker.isUp());
    expect(standing().slice(2)).toEqual(['returned']);
  });

  it('is told as lost for what broke it now, not for what kept it away once', async () => {
    elsewhere.refused = ['court/demo/+/+/status'];
    await broker.start(ears);
    await comes(() => ears.news.length > 0);
    expect(standing()[0]).toMatch(/subscription refused/);
    elsewhere.refused = [];
    await comes(() => broker.isUp());
    elsewhere.cut();
    await until(() => !broker.isUp());
    jest.advanceTimersByTime(3_000);
    expect(standing().at(-1)).toMatch(/^lost: (?!subscription refused)/);
  });

  it('that was never there is lost after three seconds', async () => {
    elsewhere.server.close();
    await broker.start(ears);
    jest.advanceTimersByTime(2_999);
    expect(ears.news).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(ears.news.map(({ what }) => what)).toEqual(['lost']);
  });

  it('that ended comes no more', async () => {
    await rises();
    await broker.stop();
    expect(broker.isUp()).toBe(false);
    const { length } = elsewhere.connects;
    jest.advanceTimersByTime(60_000);
    await says('elsewhere', 'x');
    expect(elsewhere.connects.filter((id) => id === own)).toHaveLength(length);
    expect(standing()).toEqual(['returned']);
    await expect(broker.publish(command, '{}')).rejects.toThrow('the link to the broker is down');
  });

  it('asks every two seconds for what was retained meanwhile, and breaks where it has no answer in five', async () => {
    await rises();
    const { length } = elsewhere.subscribed;
    jest.advanceTimersByTime(1_999);
    await says('elsewhere', 'x');
    expect(elsewhere.subscribed).toHaveLength(length);
    jest.advanceTimersByTime(1);
    await until(() => elsewhere.subscribed.length === length + 2);
    await says('elsewhere', 'x');
    elsewhere.isDeaf = true;
    await comes(() => elsewhere.subscribed.length > length + 2);
    await comes(() => !broker.isUp());
    elsewhere.isDeaf = false;
    await comes(() => broker.isUp());
  });
});

describe('what a device says', () => {
  beforeEach(rises);

  it('is heard once, as it is, and acknowledged', async () => {
    await says(event, 'a press');
    await until(() => ears.acknowledgedOf.length === 1);
    expect(ears.heard).toEqual([
      {
        device: deviceNamed('button-1'),
        channel: 'event',
        payload: Buffer.from('a press'),
        qos: 1,
        retain: false,
      },
    ]);
    await says('court/demo/button/button-1/status', 'a heartbeat', { qos: 0 });
    await until(() => ears.acknowledgedOf.length === 2);
    expect(ears.heard[1]).toMatchObject({ channel: 'status', qos: 0 });
  });

  it('comes again on a new link where it could not be stored', async () => {
    ears.stores = () => Promise.reject(new Error('the disk is full'));
    await says(event, 'a press');
    await until(() => !broker.isUp());
    expect(ears.acknowledgedOf).toEqual([]);
    jest.advanceTimersByTime(3_000);
    expect(standing().at(-1)).toBe('lost: the disk is full');
    ears.stores = () => Promise.resolve();
    await comes(() => ears.acknowledgedOf.length === 1);
    expect(ears.words).toEqual(['a press', 'a press']);
  });

  it.each([
    [
      'a stranger',
      'court/demo/button/button-9/event',
      { what: 'unknown-device', stranger: 'court/demo/button/button-9/event' },
    ],
    [
      'a disabled device',
      'court/demo/gate/gate-1/event',
      { what: 'publish', device: deviceNamed('gate-1', { enabled: false }) },
    ],
    [
      'a device of another kind',
      'court/demo/door/button-1/event',
      { what: 'publish', device: deviceNamed('button-1') },
    ],
  ])('is refused where it is said by %s', async (_what, topic, refusal) => {
    await says(topic, 'a press');
    await until(() => ears.refusals.length === 1);
    expect(ears.refusals).toEqual([{ topic, ...refusal }]);
    expect(ears.heard).toEqual([]);
  });

  it('is refused where it is too large, and heard where it is just not', async () => {
    await says(event, Buffer.alloc(64 * 1024, 'x'));
    await says(event, Buffer.alloc(64 * 1024 + 1, 'x'));
    await until(() => ears.refusals.length === 1);
    expect(ears.refusals).toEqual([{ what: 'too-large', device: deviceNamed('button-1'), topic: event }]);
    expect(ears.heard).toHaveLength(1);
  });

  it('with the retained flag is cleared there, and the clearing is not heard', async () => {
    elsewhere.isSilent = false;
    await says(event, 'a press', { retain: true });
    await comes(() => elsewhere.said.some(({ topic }) => topic === event));
    const cleared = elsewhere.said.find(({ topic }) => topic === event);
    expect(cleared).toMatchObject({ qos: 1, retain: true });
    expect(cleared?.payload).toHaveLength(0);
    await says(event, 'another');
    await until(() => ears.words.includes('another'));
    expect(ears.words.filter((words) => words === '')).toEqual([]);
    // Ten seconds later an empty word is a device's own again.
    jest.setSystemTime(Date.now() + 10_000);
    await says(event, '');
    await until(() => ears.words.includes(''));
  });
});

describe('what the console says', () => {
  it('is there when the broker has it, at QoS 1 and not retained', async () => {
    await rises();
    await broker.publish(command, '{"type":"ping"}');
    const said = elsewhere.said.find(({ topic }) => topic === command);
    expect(said).toMatchObject({ qos: 1, retain: false });
    expect(said?.payload.toString()).toBe('{"type":"ping"}');
  });

  it('fails where the link breaks before the broker has it', async () => {
    await rises();
    elsewhere.isSilent = true;
    const said = expect(broker.publish(command, '{}')).rejects.toThrow('the link to the broker broke');
    await until(() => elsewhere.said.some(({ topic }) => topic === command));
    elsewhere.cut();
    await said;
    elsewhere.isSilent = false;
    await comes(() => broker.isUp());
    await broker.publish(command, '{}');
  });

  it('also fails where the console ends before', async () => {
    await rises();
    elsewhere.isSilent = true;
    const said = expect(broker.publish(command, '{}')).rejects.toThrow('the link to the broker broke');
    await until(() => elsewhere.said.some(({ topic }) => topic === command));
    await broker.stop();
    await said;
  });

  it('asks for the users over the control topic, and hears the answers', async () => {
    await rises();
    await until(() => elsewhere.said.some(({ topic }) => topic === '$CONTROL/dynamic-security/v1'));
    const asked = elsewhere.said.find(({ topic }) => topic.startsWith('$CONTROL'));
    const { commands } = JSON.parse(asked?.payload.toString() ?? '') as {
      commands: { command: string; correlationData: string }[];
    };
    expect(commands.map(({ command: what }) => what)).toEqual(['getDefaultACLAccess']);
    const { length } = elsewhere.said;
    const responses = commands.map((one) => ({ ...one, data: { acls: [] } }));
    await says(answers, JSON.stringify({ responses }));
    await until(() => elsewhere.said.length > length);
    expect(elsewhere.said.at(-1)?.payload.toString()).toContain('listRoles');
    expect([ears.heard, ears.refusals]).toEqual([[], []]);
  });

  it('disables the user of a device that is cut, and knows the secret of one that is admitted', async () => {
    await rises();
    const commands = (): string => elsewhere.said.map(({ payload }) => payload.toString()).join();
    broker.cut('button-1');
    await until(() => commands().includes('disableClient'));
    elsewhere.isPlugin = true;
    broker.admit('button-1', 'a new secret');
    await comes(() => commands().includes('a new secret'));
  });
});
