/** A device of the register: what it is, where it hangs, and how its secret is kept. */
import { z } from 'zod';
import { kinds, type Kind } from '../../devices/protocol/topic.js';
import type { Instant } from '../kernel/clock.js';

export type DeviceState = 'never-heard' | 'heard' | 'silent' | 'disabled';

/** A secret as Mosquitto's dynamic-security plugin keeps it: PBKDF2-SHA512 of 64 bytes, base64. */
export interface SecretHash {
  readonly password: string;
  readonly salt: string;
  readonly iterations: number;
}

export interface Device {
  readonly id: string;
  /** `canary` is receipted and never an alarm; on the wire it is a button */
  readonly kind: Kind;
  readonly name: string;
  readonly place: string;
  readonly zone: 'A' | 'B' | 'C' | 'E' | 'R';
  readonly enabled: boolean;
  readonly state: DeviceState;
  readonly since?: Instant;
}

/** With what its last word told. */
export interface HeardDevice extends Device {
  readonly lastHeardAt?: Instant;
  /** percent */
  readonly battery?: number;
}

export const enrolment = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  kind: z.enum(kinds),
  name: z.string().trim().min(1).max(100),
  place: z.string().min(1),
  secret: z.string().min(12).max(200).optional(),
});
export type Enrolment = z.infer<typeof enrolment>;
