/** Keeps watch on every page: what rings, what was pressed, what the tab says, what is read aloud. */
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';

import type { AlarmItem } from '../../src/console/board.js';
import { inOrder } from '../board/alarm-order.js';
import { useAlarmActs, type AlarmActs } from '../board/use-alarm-acts.js';
import { pickAlarms } from '../live/kept.js';
import { useSeenPresses } from '../liaison/seen-presses.js';
import { useBoard, useLive, useLiveClient } from '../live/live-context.js';
import type { LiveState } from '../live/live-machine.js';
import { useSession } from '../session.js';
import { offDuty } from '../sound/deafness.js';
import { useAnnunciator, useUnlockOnPress, type Rung } from '../sound/use-annunciator.js';
import { screenSound, useSoundGate, type SoundGate } from '../sound/use-sound-gate.js';
import { Announcer } from './marks.js';
import { heardAmong, ringingNow } from './ringing.js';

export interface Watch {
  readonly viewer: 'guard' | 'police' | 'other';
  readonly acts: AlarmActs;
  readonly ordered: readonly AlarmItem[];
  readonly gate: SoundGate;
  /** an alarm is open, or something rings that is more than a trouble */
  readonly isCalling: boolean;
  readonly rung?: Rung;
  readonly hushed: ReadonlySet<string>;
  readonly hush: () => void;
}

const WatchContext = createContext<Watch | null>(null);

export const useWatch = (): Watch => {
  const watch = useContext(WatchContext);
  if (watch === null) throw new Error('nobody keeps watch on this page');
  return watch;
};

const pickCut = (state: LiveState): boolean => state.cutSinceMs !== undefined;

const useViewer = (): Watch['viewer'] => {
  const { permissions } = useSession().person;
  if (!permissions.includes('live:follow')) return 'other';
  if (permissions.includes('liaison:accept')) return 'police';
  return permissions.includes('alarm:acknowledge') ? 'guard' : 'other';
};

/** One's own time on post; `off-duty` where there is none, nothing while the board has not come. */
const useShift = (): string | undefined => {
  const { person } = useSession();
  return useLive(({ cursor, board }) =>
    cursor === null ? undefined : (board.duty.find((item) => item.person === person.id)?.id ?? offDuty),
  );
};

export const WatchProvider = ({ children }: { readonly children: ReactNode }) => {
  const board = useBoard();
  const client = useLiveClient();
  const viewer = useViewer();
  const isCut = useLive(pickCut);
  const acts = useAlarmActs(useLive(pickAlarms));
  const gate = useSoundGate(useShift());
  const [hushed, setHushed] = useState<ReadonlySet<string>>(new Set());
  const { alarms } = acts;
  const seen = useSeenPresses();
  const sound = screenSound(gate.power, gate.stage);
  useEffect(() => {
    if (viewer === 'guard') client?.hear(sound);
  }, [client, viewer, sound]);

  const ringing = useMemo(
    () => ringingNow({ board, alarms, hushed, isCut, viewer, seen }),
    [board, alarms, hushed, isCut, viewer, seen],
  );
  const onHeard = useCallback(
    (ids: readonly string[]) => {
      for (const about of ['alarm', 'test'] as const)
        for (const id of heardAmong(ids, about)) client?.tell('sounded', id, about);
    },
    [client],
  );
  const isUrgent = ringing.some((item) => item.sound !== 'trouble');
  const isTrial = gate.stage === 'testing';
  const { interrupt } = gate;
  useEffect(() => {
    if (isTrial && isUrgent) interrupt();
  }, [isTrial, isUrgent, interrupt]);
  useUnlockOnPress();
  const rung = useAnnunciator(ringing, isTrial && !isUrgent, onHeard);

  const hush = useCallback(
    () => setHushed(new Set(board.troubles.map((trouble) => trouble.id))),
    [board.troubles],
  );
  const ordered = useMemo(() => inOrder(alarms), [alarms]);
  const isCalling = isUrgent || alarms.some(({ response }) => response !== 'closed');
  const watch = useMemo<Watch>(
    () => ({ viewer, acts, ordered, gate, isCalling, hushed, hush, ...(rung === undefined ? {} : { rung }) }),
    [viewer, acts, ordered, gate, isCalling, hushed, hush, rung],
  );
  return (
    <WatchContext value={watch}>
      {children}
      <Announcer viewer={viewer} alarms={ordered} incidents={board.incidents} />
    </WatchContext>
  );
};
