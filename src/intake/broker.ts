/** What the console needs of a broker, be it its own or one outside: the same path for both. */
import type { Channel } from '../../devices/protocol/topic.js';
import type { Device } from './device.js';

export interface Heard {
  readonly device: Device;
  readonly channel: Extract<Channel, 'event' | 'status'>;
  readonly payload: Uint8Array;
  readonly qos: number;
  readonly retain: boolean;
}

/** Something that was refused: a security fact. */
export interface Refusal {
  readonly what:
    'secret' | 'certificate' | 'identity' | 'will' | 'publish' | 'subscribe' | 'unknown-device' | 'too-large';
  /** the device when it is a known one; else what the stranger called itself */
  readonly device?: Device;
  readonly stranger?: string;
  readonly topic?: string;
  readonly address?: string;
}

/** How an outside broker stands, told when it changes. */
export type BrokerNews =
  | { readonly what: 'lost'; readonly reason: string }
  | { readonly what: 'returned' }
  /** its users are not those of the register, and could not be mended */
  | { readonly what: 'differs'; readonly reason: string; readonly devices?: readonly string[] }
  | { readonly what: 'agrees' };

export interface Ears {
  /** Resolves once the message is on disk; a rejection means that it is not, and that the device must say it again. */
  hear(heard: Heard): Promise<void>;
  /** After the broker's own acknowledgement went out: the receipt may follow. */
  acknowledged(heard: Heard): void;
  authenticate(id: string, secret: string): Promise<Device | undefined>;
  /** Whether a certificate that the court's CA signed counts no more. */
  isRevoked(serial: string): boolean;
  named(id: string): Device | undefined;
  refused(refusal: Refusal): void;
  /** Every device, for a broker that keeps users of its own. */
  register(): readonly Device[];
  stands(news: BrokerNews): void;
}

export interface Broker {
  start(ears: Ears): Promise<void>;
  /** QoS 1, not retained. Resolves when the broker has it. */
  publish(topic: string, payload: string): Promise<void>;
  /** Whether devices can be heard now. */
  isUp(): boolean;
  /** A device was enrolled, its secret being known only now, or may speak again. */
  admit(device: string, secret?: string): void;
  /** Ends the live connection of a device that may no longer speak, and keeps it out. */
  cut(device: string): void;
  stop(): Promise<void>;
}
