/** The register of devices in the words of Mosquitto's dynamic-security plugin (2.0.11): its file, and what mends a broker that differs. */
import { filterOf, topicOf, type Channel } from '../../devices/protocol/topic.js';
import type { Device, SecretHash } from './device.js';

export const controlTopic = '$CONTROL/dynamic-security/v1';
export const controlAnswerTopic = `${controlTopic}/response`;

/** User and client id of the console; the dot keeps it from ever being a device's. */
export const consoleName = (court: string): string => `console.${court}`;

type AclType =
  | 'publishClientSend'
  | 'publishClientReceive'
  | 'subscribeLiteral'
  | 'subscribePattern'
  | 'unsubscribeLiteral'
  | 'unsubscribePattern';

export interface Acl {
  readonly acltype: AclType;
  readonly topic: string;
  readonly priority: number;
  readonly allow: boolean;
}

export interface Role {
  readonly rolename: string;
  readonly acls: readonly Acl[];
}

export type Registered = Pick<Device, 'id' | 'kind' | 'enabled'>;
type RegisteredWithSecret = Registered & { readonly secret?: SecretHash };

/** A client as `listClients` shows it. */
export interface FoundClient {
  readonly username: string;
  readonly clientid?: string;
  readonly disabled?: boolean;
  readonly roles: readonly { readonly rolename: string }[];
  readonly groups: readonly unknown[];
}

export interface DefaultAccess {
  readonly acltype: string;
  readonly allow: boolean;
}

export interface Found {
  readonly defaults: readonly DefaultAccess[];
  readonly roles: readonly Role[];
  readonly clients: readonly FoundClient[];
}

export interface Command {
  readonly command: string;
  readonly [field: string]: unknown;
}

export interface Mending {
  readonly commands: readonly Command[];
  /** devices that the broker does not know, whose secrets nobody knows any more: its file must be written anew */
  readonly lost: readonly string[];
}

const rolePrefix = 'device:';
const roleName = (device: string): string => `${rolePrefix}${device}`;
const allow = (acltype: AclType, topics: readonly string[]): Acl[] =>
  topics.map((topic) => ({ acltype, topic, priority: 0, allow: true }));

/** What one device may do: its own four topics, each spelled out; everything else falls to the default, which denies. */
export function deviceRole(court: string, { id, kind }: Registered): Role {
  const own = (...channels: Channel[]): string[] =>
    channels.map((channel) => topicOf({ court, kind, device: id, channel }));
  return {
    rolename: roleName(id),
    acls: [
      ...allow('publishClientSend', own('event', 'status')),
      ...allow('publishClientReceive', own('receipt', 'command')),
      ...allow('subscribeLiteral', own('receipt', 'command')),
      ...allow('unsubscribeLiteral', own('receipt', 'command')),
    ],
  };
}

/** The console hears all its devices and answers them; it publishes on what they say only to clear retained copies. */
export function consoleRole(court: string): Role {
  const heard = [filterOf(court, 'event'), filterOf(court, 'status')];
  const said = [filterOf(court, 'receipt'), filterOf(court, 'command')];
  return {
    rolename: 'console',
    acls: [
      ...allow('publishClientSend', [...said, ...heard, controlTopic]),
      ...allow('publishClientReceive', [...heard, controlAnswerTopic]),
      ...allow('subscribeLiteral', [...heard, controlAnswerTopic]),
      ...allow('unsubscribeLiteral', [...heard, controlAnswerTopic]),
    ],
  };
}

const clientOf = ({ id, enabled }: Registered) => ({
  username: id,
  // The plugin refuses a right secret that comes with another client id.
  clientid: id,
  // The broker does not ask the plugin who comes with a certificate: one that is disabled has no rights either.
  roles: enabled ? [{ rolename: roleName(id), priority: 0 }] : [],
  groups: [],
});

const deniedByDefault: readonly DefaultAccess[] = [
  { acltype: 'publishClientSend', allow: false },
  { acltype: 'publishClientReceive', allow: false },
  { acltype: 'subscribe', allow: false },
  { acltype: 'unsubscribe', allow: false },
];

/**
 * The plugin's whole file. The plugin rewrites it at every change and reads it only when the broker starts.
 * @param consoleUser the secret of the console's own user, which is named `consoleName(court)`
 */
export function dynamicSecurityFile(
  rows: readonly RegisteredWithSecret[],
  court: string,
  consoleUser: SecretHash,
): string {
  // A device without a secret signs in by certificate, which this plugin does not check.
  const known = rows.flatMap(({ secret, ...row }) => (secret === undefined ? [] : [{ row, secret }]));
  const own = consoleName(court);
  const file = {
    defaultACLAccess: Object.fromEntries(deniedByDefault.map(({ acltype, allow }) => [acltype, allow])),
    clients: [
      {
        username: own,
        clientid: own,
        roles: [{ rolename: 'console', priority: 0 }],
        groups: [],
        ...kept(consoleUser),
      },
      ...known.map(({ row, secret }) => ({
        ...clientOf(row),
        ...(row.enabled ? {} : { disabled: true }),
        ...kept(secret),
      })),
    ],
    groups: [],
    roles: [consoleRole(court), ...known.map(({ row }) => deviceRole(court, row))],
  };
  return `${JSON.stringify(file, null, '\t')}\n`;
}

const kept = ({ password, salt, iterations }: SecretHash): SecretHash => ({ password, salt, iterations });

/** What makes the broker agree with the register. Users that are no devices of ours are left alone. */
export function mendingOf(
  court: string,
  register: readonly Registered[],
  secrets: ReadonlyMap<string, string>,
  found: Found,
): Mending {
  const commands: Command[] = [];
  const lost: string[] = [];
  const isDenied = found.defaults.every((one) => !one.allow);
  if (!isDenied) commands.push({ command: 'setDefaultACLAccess', acls: deniedByDefault });
  const roles = new Map(found.roles.map((role) => [role.rolename, role]));
  const clients = new Map(found.clients.map((client) => [client.username, client]));
  for (const device of register) {
    const client = clients.get(device.id);
    const secret = secrets.get(device.id);
    if (client === undefined && secret === undefined) {
      lost.push(device.id);
      continue;
    }
    commands.push(...roleMending(deviceRole(court, device), roles.get(roleName(device.id))));
    commands.push(
      ...(client === undefined ? creation(device, secret) : clientMending(device, client, secret)),
    );
  }
  return { commands: [...commands, ...strangersCut(register, found.clients)], lost };
}

function roleMending(wanted: Role, found: Role | undefined): Command[] {
  if (found === undefined) return [{ command: 'createRole', ...wanted }];
  // The broker cuts every client of a role that changes, so a right one is left alone.
  return sameAcls(wanted, found) ? [] : [{ command: 'modifyRole', ...wanted }];
}

function sameAcls(one: Role, other: Role): boolean {
  const spelled = ({ acls }: Role): string =>
    acls
      .map((acl) => `${acl.acltype} ${acl.topic} ${acl.allow}`)
      .toSorted()
      .join('\n');
  return spelled(one) === spelled(other);
}

function creation(device: Registered, secret: string | undefined): Command[] {
  const created = { command: 'createClient', ...clientOf(device), password: secret };
  return device.enabled ? [created] : [created, { command: 'disableClient', username: device.id }];
}

function clientMending(device: Registered, found: FoundClient, secret: string | undefined): Command[] {
  const { id: username, enabled } = device;
  const commands: Command[] = [];
  const isOurs =
    found.clientid === username &&
    found.groups.length === 0 &&
    found.roles.length === (enabled ? 1 : 0) &&
    found.roles.every(({ rolename }) => rolename === roleName(username));
  if (!isOurs) commands.push({ command: 'modifyClient', ...clientOf(device) });
  if (secret !== undefined) commands.push({ command: 'setClientPassword', username, password: secret });
  if (enabled === (found.disabled === true))
    commands.push({ command: enabled ? 'enableClient' : 'disableClient', username });
  return commands;
}

/** A device's role in the hands of a user that the register does not know. */
function strangersCut(register: readonly Registered[], clients: readonly FoundClient[]): Command[] {
  const known = new Set(register.map((device) => device.id));
  return clients
    .filter(
      (client) =>
        client.disabled !== true &&
        !known.has(client.username) &&
        client.roles.some(({ rolename }) => rolename.startsWith(rolePrefix)),
    )
    .map(({ username }) => ({ command: 'disableClient', username }));
}
