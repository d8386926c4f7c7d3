/** What is read of the live state stays the same object for as long as it says the same, so that nobody is drawn again for nothing. Pure. */
import type { AlarmItem, DeviceItem, DutyItem } from '../../src/console/board.js';
import type { LiveState } from './live-machine.js';

interface Row {
  readonly id: string;
}
type IsSame<T> = (before: T, now: T) => boolean;

/** Every row that says the same as before is the row that it was; the list too, where they all are. */
export const keptRows = <T extends Row>(
  before: readonly T[],
  now: readonly T[],
  isSame: IsSame<T>,
): readonly T[] => {
  const known = new Map(before.map((row) => [row.id, row]));
  const rows = now.map((row) => {
    const old = known.get(row.id);
    return old !== undefined && isSame(old, row) ? old : row;
  });
  return rows.length === before.length && rows.every((row, index) => row === before[index]) ? before : rows;
};

const keeping = <T extends Row>(
  pick: (state: LiveState) => readonly T[],
  isSame: IsSame<T>,
): ((state: LiveState) => readonly T[]) => {
  let seen: readonly T[] = [];
  let kept = seen;
  return (state) => {
    const now = pick(state);
    if (now !== seen) kept = keptRows(kept, now, isSame);
    seen = now;
    return kept;
  };
};

/** The console writes down that an alarm was shown and sounded; no list draws it. */
const undrawn: ReadonlySet<string> = new Set(['shown', 'sounded'] satisfies (keyof AlarmItem)[]);

export const looksTheSame: IsSame<AlarmItem> = (before, now) =>
  [...Object.keys(before), ...Object.keys(now)].every(
    (key) => undrawn.has(key) || before[key as keyof AlarmItem] === now[key as keyof AlarmItem],
  );

export const pickAlarms = keeping<AlarmItem>(({ board }) => board.alarms, looksTheSame);

/** A device that is heard or falls silent has the name that it had. */
export const pickDeviceNames = keeping<DeviceItem>(
  ({ board }) => board.devices,
  (before, now) => before.name === now.name && before.place === now.place,
);

export const pickDutyNames = keeping<DutyItem>(
  ({ board }) => board.duty,
  (before, now) => before.person === now.person && before.name.text === now.name.text,
);
