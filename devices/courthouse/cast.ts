/** The devices of the demo court (contracts 5). */
import type { Kind } from '../protocol/topic.js';

export interface Member {
  readonly kind: Kind;
  readonly device: string;
}

const named = (kind: Kind, ...devices: string[]): Member[] => devices.map((device) => ({ kind, device }));

export const courtrooms = ['101', '102', '103', '104', '105', '106', '107', '108'].map(
  (room) => `button-${room}`,
);
export const offices = ['109', '110', '111', '112'].map((room) => `button-${room}`);
export const gates = ['gate-1', 'gate-2'] as const;
export const recorders = ['recorder-201', 'recorder-202', 'recorder-203', 'recorder-204'] as const;
export const door = 'door-301';
export const siren = 'siren-1';

export const cast: readonly Member[] = [
  ...named('button', ...courtrooms, ...offices),
  ...named('gate', ...gates),
  ...named('recorder', ...recorders),
  ...named('door', door),
  ...named('siren', siren),
];

/** Demo only: no real device has a secret that can be guessed from its name. */
export const demoSecretOf = (device: string): string => `demo-${device}`;
