/** What keeps the house running, as the administrator's page tells it. */
import type { Instant } from '../kernel/clock.js';
import type { Verification } from '../ledger/verification.js';
import type { LedgerStanding } from '../ledger/witness.js';
import type { Room } from '../uploads/upload.js';

export interface LedgerOverview {
  /** entries now */
  readonly head: number;
  /** name of the key and SHA-256 of its public half; absent while the signer was never reached */
  readonly key?: { readonly name: string; readonly fingerprint: string };
  readonly checkpoint?: { readonly size: number; readonly at: Instant; readonly note: string };
  readonly witnesses: readonly {
    readonly name: string;
    /** the newest checkpoint that it cosigned */
    readonly size?: number;
    readonly at?: Instant;
  }[];
  readonly standing: LedgerStanding;
  readonly verification: Verification;
}

export const storageParts = ['database', 'blobs', 'quarantine', 'uploads', 'packets'] as const;

export interface StorageOverview {
  readonly freeBytes: number;
  readonly totalBytes: number;
  /** what evidence leaves free, so that alarms can always be written */
  readonly reserveBytes: number;
  readonly room: Room;
  readonly parts: readonly {
    readonly part: (typeof storageParts)[number];
    readonly bytes: number;
    readonly files: number;
  }[];
  readonly measuredAt: Instant;
}
