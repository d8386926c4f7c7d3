/** What a screen shows of a court: the items of the board, shared by server and browser. */
import type {
  AlarmItem,
  Annunciation,
  AlarmSource,
  Level,
  Response,
  Step,
  TroubleItem,
  Word,
  Zone,
} from '../alarms/alarm.js';
import type {
  Candidate,
  FindingItem,
  IncidentItem,
  MeasureItem,
  MissingElement,
  Particulars,
  Reason,
} from '../incidents/incident.js';
import type { SoundCheck, SoundState } from '../duty/duty.js';
import type { ButtonTestItem } from '../alarms/button-test.js';
import type { RunningDrill } from '../alarms/drill.js';
import type { Flood } from '../alarms/flood.js';
import type { Actor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import type { LaneItem } from '../screening/lane.js';

export type { ButtonTestItem, LaneItem, RunningDrill, SoundState };
export type { Candidate, FindingItem, IncidentItem, MeasureItem, MissingElement, Particulars, Reason };
export type { Actor, AlarmItem, AlarmSource, Annunciation, Level, Response, Step, TroubleItem, Word, Zone };

/** One ledger entry as a viewer gets it. */
export interface Fact {
  readonly seq: number;
  readonly type: string;
  readonly at: Instant;
  readonly by: Actor;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly data: Readonly<Record<string, unknown>>;
}

export interface DeviceItem {
  readonly id: string;
  readonly kind: 'button' | 'gate' | 'recorder' | 'door' | 'siren';
  readonly name: string;
  readonly place: string;
  readonly zone: Zone;
  readonly state: 'never-heard' | 'heard' | 'silent' | 'disabled';
  readonly since?: Instant;
}

export interface DutyItem {
  readonly id: string;
  readonly person: string;
  readonly name: Word;
  readonly role: string;
  readonly post: string;
  readonly since: Instant;
  readonly sound?: SoundCheck;
}

/** Open things only: a closed alarm and a cleared trouble leave the board, the lists of the API keep them. */
export interface Board {
  readonly alarms: readonly AlarmItem[];
  readonly troubles: readonly TroubleItem[];
  readonly incidents: readonly IncidentItem[];
  readonly lanes: readonly LaneItem[];
  readonly devices: readonly DeviceItem[];
  readonly duty: readonly DutyItem[];
  /** while there is one: troubles are told in groups, a call for help never */
  readonly flood?: Flood;
  /** of buttons, while any runs: the first press of such a button calls nobody */
  readonly tests?: readonly ButtonTestItem[];
  /** the drill that runs: each alarm says of itself whether it is the drill's */
  readonly drill?: RunningDrill;
}

export const emptyBoard: Board = {
  alarms: [],
  troubles: [],
  incidents: [],
  lanes: [],
  devices: [],
  duty: [],
};
