/** What a simulated device is told at its start, and what it does afterwards. */
import type { Clock } from '../../src/kernel/clock.js';
import type { Command } from '../protocol/command.js';
import type { Kind } from '../protocol/topic.js';
import type { Act } from './day.js';

export interface PlayerOptions {
  readonly mqttUrl: string;
  readonly httpUrl: string;
  readonly court: string;
  readonly kind: Kind;
  readonly device: string;
  readonly secret: string;
  readonly folder: string;
  readonly speed: number;
  readonly seed: number;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

export interface Role {
  readonly act: (act: Act) => Promise<void>;
  readonly obey: (command: Command) => Promise<void>;
  readonly close: () => Promise<void>;
}
