/** A device on a connection, with the topics that are its own spelled once. */
import { topicOf, type Channel } from '../../devices/protocol/topic.js';
import type { Device } from './device.js';

export interface Speaker {
  readonly device: Device;
  readonly topics: Readonly<Record<Channel, string>>;
}

export function speakerOf(court: string, device: Device): Speaker {
  const topic = (channel: Channel): string =>
    topicOf({ court, kind: device.kind, device: device.id, channel });
  return {
    device,
    topics: {
      event: topic('event'),
      status: topic('status'),
      receipt: topic('receipt'),
      command: topic('command'),
    },
  };
}

/** The channel it speaks on by this topic, or nothing where the topic is not its own. */
export const spokenChannel = ({ topics }: Speaker, topic: string): 'event' | 'status' | undefined =>
  topic === topics.event ? 'event' : topic === topics.status ? 'status' : undefined;

export const mayHear = ({ topics }: Speaker, topic: string): boolean =>
  topic === topics.receipt || topic === topics.command;
