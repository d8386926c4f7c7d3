/** What a device's message turned out to be, as features hear of it. */
import type { DeviceEvent } from '../../devices/protocol/event.js';
import type { Instant } from '../kernel/clock.js';
import type { RecordedFact, Unit } from '../storage/unit.js';
import type { Device } from './device.js';

export type Verdict = 'recorded' | 'malformed' | 'conflict';

export interface Occurrence {
  readonly device: Device;
  readonly verdict: Verdict;
  /** SHA-256 of the payload, hex */
  readonly sha256: string;
  readonly boot?: string;
  readonly seq?: number;
  /** of the event, as far as it can be read */
  readonly type?: string;
  /** when understood */
  readonly event?: DeviceEvent;
  /** for a conflict: the type of the content that came first */
  readonly firstType?: string;
  /** why it was not understood */
  readonly why?: string;
  /** when the broker handed it over; the fact's own time is when it was stored, or made to ring */
  readonly heardAt: Instant;
  /** the device's clock says that it happened long before, or after, it was heard */
  readonly late: boolean;
  readonly deviceAt?: Instant;
}

/** The one essential reaction: makes an occurrence ring where it must. @returns the alarm's id where there is one */
export type Raise = (unit: Unit, occurrence: Occurrence, fact: RecordedFact) => Promise<string | undefined>;

/** An event that could not become an alarm yet. */
export interface Unraised {
  /** of the event, as its facts name it */
  readonly id: string;
  readonly since: Instant;
  readonly occurrence: Occurrence;
  readonly why: { readonly word: string };
  /** people were called to it without an alarm */
  readonly isCalled: boolean;
}
