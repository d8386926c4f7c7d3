/** The register in the plugin's words: exact topics, and the least that mends a broker that differs. */
import { describe, expect, test } from '@jest/globals';
import {
  consoleRole,
  deviceRole,
  dynamicSecurityFile,
  mendingOf,
  type Found,
  type FoundClient,
  type Registered,
} from '../../../src/intake/dynamic-security.js';

const hash = { password: 'cGFzcw==', salt: 'c2FsdA==', iterations: 1000 };
const button: Registered = { id: 'button-103', kind: 'button', enabled: true };
const gate: Registered = { id: 'gate-1', kind: 'gate', enabled: false };
const none = new Map<string, string>();

const clientOf = ({ id, enabled }: Registered, more: Partial<FoundClient> = {}): FoundClient => ({
  username: id,
  clientid: id,
  roles: enabled ? [{ rolename: `device:${id}` }] : [],
  groups: [],
  ...(enabled ? {} : { disabled: true }),
  ...more,
});

const broker = (more: Partial<Found> = {}): Found => ({
  defaults: [{ acltype: 'subscribe', allow: false }],
  roles: [consoleRole('demo'), deviceRole('demo', button), deviceRole('demo', gate)],
  clients: [clientOf(button), clientOf(gate)],
  ...more,
});

const commandsFor = (found: Found, secrets = none): unknown[] =>
  mendingOf('demo', [button, gate], secrets, found).commands.map(({ command, username, rolename }) =>
    [command, username ?? rolename].filter(Boolean).join(' '),
  );

interface File {
  readonly defaultACLAccess: unknown;
  readonly clients: readonly Record<string, unknown>[];
  readonly roles: readonly { readonly rolename: string }[];
}

describe('the file of the plugin', () => {
  const file = JSON.parse(
    dynamicSecurityFile(
      [
        { ...button, secret: hash },
        { ...gate, secret: hash },
      ],
      'demo',
      hash,
    ),
  ) as File;

  test('denies by default', () => {
    expect(file.defaultACLAccess).toEqual({
      publishClientSend: false,
      publishClientReceive: false,
      subscribe: false,
      unsubscribe: false,
    });
  });

  test('has each device with its own client id, role and hash, a disabled one disabled', () => {
    const [own, first, second] = file.clients;
    expect(own).toMatchObject({ username: 'console.demo', clientid: 'console.demo', ...hash });
    expect(own?.['roles']).toEqual([{ rolename: 'console', priority: 0 }]);
    expect(first).toMatchObject({ username: 'button-103', clientid: 'button-103', ...hash });
    expect(first).not.toHaveProperty('disabled');
    expect(second).toMatchObject({ username: 'gate-1', disabled: true, roles: [] });
    expect(file.roles.map((role) => role.rolename)).toEqual([
      'console',
      'device:button-103',
      'device:gate-1',
    ]);
  });

  test('lets a device speak on two topics and hear two, all of them spelled out', () => {
    const { acls } = deviceRole('demo', button);
    const may = (acltype: string): string[] =>
      acls
        .filter((acl) => acl.acltype === acltype)
        .map((acl) => acl.topic.replace('court/demo/button/button-103/', ''));
    expect(may('publishClientSend')).toEqual(['event', 'status']);
    expect(may('publishClientReceive')).toEqual(['receipt', 'command']);
    expect(may('subscribeLiteral')).toEqual(['receipt', 'command']);
    expect(may('unsubscribeLiteral')).toEqual(['receipt', 'command']);
    expect(acls.some((acl) => /[+#]/.test(acl.topic) || !acl.allow || acl.acltype.endsWith('Pattern'))).toBe(
      false,
    );
  });

  test('lets the console hear all devices and answer them, clear what they retained, and mend the users', () => {
    const { rolename, acls } = consoleRole('demo');
    expect(rolename).toBe('console');
    const [event, status] = ['court/demo/+/+/event', 'court/demo/+/+/status'];
    const [receipt, command] = ['court/demo/+/+/receipt', 'court/demo/+/+/command'];
    const control = '$CONTROL/dynamic-security/v1';
    const heard = [event, status, `${control}/response`];
    const may = (acltype: string): string[] =>
      acls.filter((acl) => acl.acltype === acltype && acl.allow).map((acl) => acl.topic);
    expect(may('publishClientSend')).toEqual([receipt, command, event, status, control]);
    for (const acltype of ['publishClientReceive', 'subscribeLiteral', 'unsubscribeLiteral'])
      expect(may(acltype)).toEqual(heard);
    expect(acls).toHaveLength(14);
  });

  test('leaves out a device without a secret', () => {
    const { clients } = JSON.parse(dynamicSecurityFile([button], 'demo', hash)) as File;
    expect(clients.map((client) => client['username'])).toEqual(['console.demo']);
  });

  test('knows no device by the name of the console', () => {
    expect(/^[a-z0-9][a-z0-9-]{0,63}$/.test(String(file.clients[0]?.['username']))).toBe(false);
  });
});

describe('a broker that differs from the register', () => {
  test('is left alone when it differs in nothing', () => {
    expect(mendingOf('demo', [button, gate], none, broker())).toEqual({ commands: [], lost: [] });
  });

  test('gets a device whose secret is known, and the rest is told as lost', () => {
    const found = broker({ roles: [], clients: [] });
    const { commands, lost } = mendingOf('demo', [button, gate], new Map([['gate-1', 'a secret']]), found);
    expect(commands.map((one) => one.command)).toEqual(['createRole', 'createClient', 'disableClient']);
    expect(commands[1]).toMatchObject({ username: 'gate-1', clientid: 'gate-1', password: 'a secret' });
    expect(lost).toEqual(['button-103']);
  });

  test.each<[string, Partial<Found>, string[]]>([
    ['default access', { defaults: [{ acltype: 'subscribe', allow: true }] }, ['setDefaultACLAccess']],
    [
      'a role that allows more',
      { roles: [{ ...deviceRole('demo', button), acls: [] }, deviceRole('demo', gate)] },
      ['modifyRole device:button-103'],
    ],
    [
      'a free client id',
      { clients: [{ username: 'button-103', roles: clientOf(button).roles, groups: [] }, clientOf(gate)] },
      ['modifyClient button-103'],
    ],
    [
      'a further role',
      { clients: [clientOf(button, { roles: [{ rolename: 'console' }] }), clientOf(gate)] },
      ['modifyClient button-103'],
    ],
    [
      'a group',
      { clients: [clientOf(button, { groups: [{ groupname: 'admins' }] }), clientOf(gate)] },
      ['modifyClient button-103'],
    ],
    [
      'who is disabled',
      { clients: [clientOf(button, { disabled: true }), clientOf(gate, { disabled: false })] },
      ['enableClient button-103', 'disableClient gate-1'],
    ],
    [
      "a stranger with a device's role",
      { clients: [clientOf(button), clientOf(gate), clientOf({ ...button, id: 'button-999' })] },
      ['disableClient button-999'],
    ],
    [
      'a user of another system, which is none of ours',
      {
        clients: [
          clientOf(button),
          clientOf(gate),
          { username: 'zigbee', roles: [{ rolename: 'z' }], groups: [] },
        ],
      },
      [],
    ],
  ])('is mended in %s', (_what, difference, commands) => {
    expect(commandsFor(broker(difference))).toEqual(commands);
  });

  test('takes a secret that is known for a device it has already', () => {
    expect(commandsFor(broker(), new Map([['button-103', 'new']]))).toEqual(['setClientPassword button-103']);
  });
});
