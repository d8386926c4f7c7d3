/** What a guard must know of the room before he leaves his chair: its hearings, who came in with what, what is being kept. Pure. */
import type { Instant } from '../kernel/clock.js';
import { laterBy } from '../kernel/clock.js';
import type { LaneStepAt } from '../screening/lane.js';
import type { HearingItem } from '../timetable/hearing.js';
import type { DeviceItem } from './board.js';

export interface RoomContext {
  readonly alarm: string;
  readonly place: string;
  /** what is heard there at the moment of the alarm; two where the timetable says so */
  readonly now: readonly HearingItem[];
  /** the next one of that room within a day, where nothing is heard now */
  readonly next?: HearingItem;
  /** what the gates saw and decided from two hours before the hearing, newest first */
  readonly screening: {
    readonly from: Instant;
    readonly steps: readonly LaneStepAt[];
  };
  /** what records nearby, and from when until when nothing of it may be deleted */
  readonly recorders: readonly Pick<DeviceItem, 'id' | 'name' | 'place' | 'state'>[];
  readonly held?: { readonly from: Instant; readonly to: Instant };
}

const arrivalMs = 2 * 3_600_000;

/** People come through the gate well before their hearing begins. */
export const screenedFrom = (now: readonly HearingItem[], raisedAt: Instant): Instant =>
  laterBy(now.map(({ startsAt }) => startsAt).toSorted()[0] ?? raisedAt, -arrivalMs);
