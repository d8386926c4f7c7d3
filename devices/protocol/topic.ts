/** Spells and reads every topic of the device protocol; nobody else puts a topic together. */
export const kinds = ['button', 'gate', 'recorder', 'door', 'siren'] as const;
export type Kind = (typeof kinds)[number];

export const channels = ['event', 'status', 'receipt', 'command'] as const;
export type Channel = (typeof channels)[number];

export interface Address {
  readonly court: string;
  readonly kind: Kind;
  readonly device: string;
}

export interface Topic extends Address {
  readonly channel: Channel;
}

const nameShape = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** Whether `text` may name a court or a device. */
export const isName = (text: string): boolean => nameShape.test(text);
export const isKind = (text: string): text is Kind => (kinds as readonly string[]).includes(text);
const isChannel = (text: string): text is Channel => (channels as readonly string[]).includes(text);

/** @throws TypeError where court or device is no name, so that no wildcard can slip into a topic */
export function topicOf({ court, kind, device, channel }: Topic): string {
  return `court/${named(court)}/${kind}/${named(device)}/${channel}`;
}

/** The filter by which a console hears one channel of every device of its court. */
export const filterOf = (court: string, channel: Channel): string => `court/${named(court)}/+/+/${channel}`;

const topicShape = /^court\/([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)$/;

/** The parts of a topic, or nothing where it is not spelled as `topicOf` spells it. */
export function readTopic(topic: string): Topic | undefined {
  const [, court = '', kind = '', device = '', channel = ''] = topicShape.exec(topic) ?? [];
  if (!isName(court) || !isName(device)) return undefined;
  if (!isKind(kind) || !isChannel(channel)) return undefined;
  return { court, kind, device, channel };
}

function named(text: string): string {
  if (!isName(text)) throw new TypeError(`"${text}" is no name of a court or a device`);
  return text;
}
