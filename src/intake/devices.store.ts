/** The rows of the device register. */
import { flag, json, key, table, text, whole } from '../storage/entity.js';
import type { Kind } from '../../devices/protocol/topic.js';
import type { Ailments } from './ailments.js';
import type { CertificateItem } from './credentials.js';
import type { DeviceState, SecretHash } from './device.js';

export interface DeviceRow {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  readonly place: string;
  readonly secret?: SecretHash;
  readonly enabled: boolean;
  readonly state: DeviceState;
  readonly since?: string;
  readonly heardAt?: string;
  readonly boot?: string;
  readonly lastSeq?: number;
  readonly ailments?: Ailments | null;
  /** counts beside the new one for a while */
  readonly oldSecret?: SecretHash;
  readonly oldSecretUntil?: string;
}

export const DeviceTable = table<DeviceRow>('devices', {
  id: key,
  kind: text,
  name: text,
  place: text,
  secret: json,
  enabled: flag,
  state: text,
  since: text,
  heardAt: text,
  boot: text,
  lastSeq: whole,
  ailments: json,
  oldSecret: json,
  oldSecretUntil: text,
});

export const CertificateTable = table<CertificateItem>('certificates', {
  serial: key,
  device: text,
  issuedAt: text,
  until: text,
  endsAt: text,
  revoked: flag,
});
