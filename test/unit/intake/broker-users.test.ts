/** The users of an outside broker: asked for, compared and mended over the plugin's own topic, which the test answers. */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { BrokerNews } from '../../../src/intake/broker.js';
import { BrokerUsers } from '../../../src/intake/broker-users.adapter.js';
import {
  controlTopic,
  deviceRole,
  type Command,
  type FoundClient,
  type Registered,
  type Role,
} from '../../../src/intake/dynamic-security.js';
import { handTime } from '../../support/hand-time.js';

const registered = (id: string, enabled = true): Registered => ({ id, kind: 'button', enabled });
type Asked = Command & { readonly correlationData: string };

/** As much of the plugin as is asked: pages of roles and clients, and whatever it is told. */
class Plugin {
  readonly asked: Asked[][] = [];
  roles: Role[] = [];
  clients: FoundClient[] = [];
  defaults = [{ acltype: 'subscribe', allow: false }];
  /** the fault of a command, by its name */
  readonly faults = new Map<string, string>();
  isSilent = false;
  pageSize = Infinity;
  answer: (payload: Uint8Array) => void = () => undefined;

  readonly publish = (topic: string, payload: string): Promise<void> => {
    expect(topic).toBe(controlTopic);
    const { commands } = JSON.parse(payload) as { commands: Asked[] };
    this.asked.push(commands);
    if (!this.isSilent) {
      const responses = commands.map((one) => this.#answerTo(one));
      queueMicrotask(() => this.answer(Buffer.from(JSON.stringify({ responses }))));
    }
    return Promise.resolve();
  };

  #answerTo(asked: Asked): object {
    const { command, correlationData } = asked;
    const error = this.faults.get(command);
    if (error !== undefined) return { command, correlationData, error };
    return { command, correlationData, data: this.#dataFor(asked) };
  }

  #dataFor(asked: Asked): unknown {
    if (asked.command === 'getDefaultACLAccess') return { acls: this.defaults };
    const all = asked.command === 'listRoles' ? this.roles : this.clients;
    if (!asked.command.startsWith('list')) return undefined;
    expect(asked).toMatchObject({ verbose: true, count: 100 });
    const from = asked['offset'] as number;
    const some = all.slice(from, from + Math.min(100, this.pageSize));
    return { totalCount: all.length, [asked.command === 'listRoles' ? 'roles' : 'clients']: some };
  }
}

let plugin: Plugin;
let register: Registered[];
let told: BrokerNews[];
let users: BrokerUsers;

const wishes = (): string[] =>
  plugin.asked
    .flat()
    .filter(({ command }) => !/^(get|list)/.test(command))
    .map(({ command, username, rolename }) => `${command} ${String(username ?? rolename)}`);
const rounds = (): number => plugin.asked.flat().filter(({ command }) => command === 'listRoles').length;
/** All that is under way is answered. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((done) => setImmediate(done));
}
const knows = (...devices: Registered[]): void => {
  plugin.roles = devices.map((one) => deviceRole('demo', one));
  plugin.clients = devices.map(({ id, enabled }) => ({
    ...{ username: id, clientid: id, groups: [] },
    ...(enabled ? { roles: [{ rolename: `device:${id}` }] } : { roles: [], disabled: true }),
  }));
};

beforeEach(() => {
  handTime();
  plugin = new Plugin();
  told = [];
  register = [registered('button-1')];
  users = new BrokerUsers({
    court: 'demo',
    publish: plugin.publish,
    register: () => register,
    tell: (news) => told.push(news),
  });
  plugin.answer = (payload) => users.answered(payload);
});
afterEach(() => void jest.useRealTimers());

describe('the users of an outside broker', () => {
  it('are left alone until the link is up, and then agree where they are as the register', async () => {
    knows(...register);
    users.admit('button-1');
    users.cut('button-1');
    await settled();
    expect(plugin.asked).toEqual([]);
    users.up();
    await settled();
    expect(told).toEqual([{ what: 'agrees' }]);
    expect([wishes(), rounds()]).toEqual([[], 1]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('are mended: a device whose secret is known is made, one that is not is told as lost', async () => {
    register.push(registered('button-2'));
    users.admit('button-1', 'a secret');
    users.up();
    await settled();
    expect(wishes()).toEqual(['createRole device:button-1', 'createClient button-1']);
    expect(plugin.asked.flat().at(-1)).toMatchObject({ username: 'button-1', password: 'a secret' });
    expect(told).toEqual([{ what: 'differs', reason: 'unknown to the broker', devices: ['button-2'] }]);
    // What the broker has taken is forgotten.
    knows(...register);
    plugin.asked.length = 0;
    users.up();
    await settled();
    expect([wishes(), told.at(-1)]).toEqual([[], { what: 'agrees' }]);
  });

  it('deny by default', async () => {
    knows(...register);
    plugin.defaults = [{ acltype: 'subscribe', allow: true }];
    users.up();
    await settled();
    expect(plugin.asked.flat().at(-1)).toMatchObject({ command: 'setDefaultACLAccess' });
    plugin.faults.set('getDefaultACLAccess', 'unknown command');
    plugin.asked.length = 0;
    users.up();
    await settled();
    expect(wishes()).toEqual([]);
    expect(told.at(-1)).toEqual({ what: 'agrees' });
  });

  it('of many devices are read page by page and mended twenty commands at a time', async () => {
    register = Array.from({ length: 130 }, (_, at) => registered(`button-${at}`));
    knows(...register);
    users.up();
    await settled();
    const offsets = plugin.asked.flat().map(({ command, offset }) => [command, offset]);
    expect(offsets).toEqual([
      ['getDefaultACLAccess', undefined],
      ['listRoles', 0],
      ['listRoles', 100],
      ['listClients', 0],
      ['listClients', 100],
    ]);
    expect(wishes()).toEqual([]);
    for (const { id } of register.slice(0, 21)) users.admit(id, `secret of ${id}`);
    plugin.asked.length = 0;
    await settled();
    expect(rounds()).toBe(2);
    expect(plugin.asked.slice(-2).map((commands) => commands.length)).toEqual([20, 1]);
    expect(wishes()).toHaveLength(21);
  });

  it('end their reading where a page is empty, whatever number was promised', async () => {
    knows(registered('button-1'), registered('button-2'));
    plugin.pageSize = 0;
    users.admit('button-1', 'a secret');
    users.up();
    await settled();
    expect(wishes()).toEqual(['createRole device:button-1', 'createClient button-1']);
  });

  it('keep the canary’s secret, which is kept nowhere else', async () => {
    register = [registered('canary')];
    users.admit('canary', 'a secret');
    users.up();
    await settled();
    plugin.asked.length = 0;
    users.up();
    await settled();
    expect(wishes()).toEqual(['createRole device:canary', 'createClient canary']);
  });

  it('keep a secret that changed while the one before was taken', async () => {
    knows(...register);
    users.admit('button-1', 'first');
    users.up();
    plugin.answer = (payload) => {
      users.answered(payload);
      plugin.answer = (more) => users.answered(more);
      users.admit('button-1', 'second');
    };
    await settled();
    const given = plugin.asked.flat().filter(({ command }) => command === 'setClientPassword');
    expect(given.at(-1)).toMatchObject({ password: 'second' });
    const before = given.length;
    users.up();
    await settled();
    expect(plugin.asked.flat().filter(({ command }) => command === 'setClientPassword')).toHaveLength(before);
  });

  it('that are cut are disabled at once, and looked at again', async () => {
    knows(...register);
    users.up();
    await settled();
    plugin.asked.length = 0;
    register = [registered('button-1', false)];
    plugin.faults.set('disableClient', 'client not found');
    users.cut('button-1');
    expect(wishes()).toEqual(['disableClient button-1']);
    await settled();
    expect(wishes()).toEqual(['disableClient button-1', 'modifyClient button-1', 'disableClient button-1']);
    expect(told.at(-1)).toEqual({ what: 'differs', reason: 'disableClient: client not found' });
  });

  it('that cannot be mended are told with the first five faults, and tried again after half a minute', async () => {
    register = Array.from({ length: 6 }, (_, at) => registered(`button-${at}`));
    for (const { id } of register) users.admit(id, 'a secret');
    plugin.faults.set('createClient', 'no memory');
    users.up();
    await settled();
    expect(told).toEqual([{ what: 'differs', reason: Array(5).fill('createClient: no memory').join('; ') }]);
    plugin.faults.clear();
    plugin.asked.length = 0;
    jest.advanceTimersByTime(29_999);
    await settled();
    expect(rounds()).toBe(0);
    jest.advanceTimersByTime(1);
    await settled();
    expect([rounds(), wishes().length, told.at(-1)]).toEqual([1, 12, { what: 'agrees' }]);
  });

  it('that cannot be listed are told', async () => {
    plugin.faults.set('listClients', 'not allowed');
    users.up();
    await settled();
    expect(told).toEqual([{ what: 'differs', reason: 'listClients: not allowed' }]);
    // Tried before its half minute is over, it is not tried again for it.
    plugin.faults.clear();
    knows(...register);
    users.admit('button-1');
    await settled();
    const before = rounds();
    jest.advanceTimersByTime(30_000);
    await settled();
    expect([told.at(-1), rounds()]).toEqual([{ what: 'agrees' }, before]);
  });

  it('are told as different where an answer has no list', async () => {
    plugin.answer = (payload) =>
      users.answered(Buffer.from(Buffer.from(payload).toString().replaceAll('"data"', '"x"')));
    users.up();
    await settled();
    expect(told).toEqual([{ what: 'differs', reason: 'listRoles: no list' }]);
  });

  it('are told as different where nobody answers for ten seconds: there is no plugin', async () => {
    plugin.isSilent = true;
    users.up();
    await settled();
    users.answered(Buffer.from('no JSON'));
    users.answered(Buffer.from('{}'));
    users.answered(Buffer.from('{"responses":[{"command":"x"}]}'));
    users.answered(Buffer.from('{"responses":[{"command":"x","correlationData":"99"}]}'));
    jest.advanceTimersByTime(9_999);
    await settled();
    expect(told).toEqual([]);
    jest.advanceTimersByTime(1);
    await settled();
    expect(told).toEqual([
      { what: 'differs', reason: 'the broker did not answer: has it the dynamic-security plugin?' },
    ]);
    expect(jest.getTimerCount()).toBe(1);
  });

  it('are nobody’s business while the link is down, also where it goes down under way', async () => {
    plugin.isSilent = true;
    users.up();
    await settled();
    users.down();
    await settled();
    expect([told, jest.getTimerCount()]).toEqual([[], 0]);
    plugin.isSilent = false;
    knows(...register);
    users.up();
    await settled();
    expect(told).toEqual([{ what: 'agrees' }]);
  });

  it('that were to be tried again are not while the link is down', async () => {
    plugin.faults.set('listRoles', '');
    users.up();
    await settled();
    expect(told).toEqual([{ what: 'differs', reason: 'listRoles: ' }]);
    users.down();
    plugin.asked.length = 0;
    jest.advanceTimersByTime(60_000);
    await settled();
    expect(plugin.asked).toEqual([]);
  });
});
