/** The guard board: anything wrong, where, since when, what to press. */
import { useCallback, useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';

import type { AlarmItem, Board } from '../../src/console/board.js';
import { pickIsLive, useBoard, useLive } from '../live/live-context.js';
import { useSay } from '../texts/texts.js';
import { useWatch } from '../watch/watch.js';
import { AlarmList } from './alarm-list.js';
import { choose, isUnacknowledged, mayStill, type Verb } from './alarm-order.js';
import type { Behalf } from './behalf-line.js';
import { Calm } from './calm.js';
import { ChosenAlarm, fetchRest } from './chosen-alarm.js';
import { FindBox } from './find-box.js';
import { FloorPlan } from './floor-plan.js';
import { KeysPanel } from './keys-panel.js';
import { DutyLine, Lanes, RoomsLine } from './middle-feet.js';
import { ScreensLine } from './screens-line.js';
import { TestsLine } from './tests-line.js';
import { IncidentList } from './incident-list.js';
import { TroubleList } from './trouble-list.js';
import { isWritingIn, useBoardKeys } from './use-board-keys.js';

interface Chosen {
  readonly chosen: string | undefined;
  readonly setChosen: (id: string) => void;
}

const useChosen = (ordered: readonly AlarmItem[], isWriting: () => boolean): Chosen => {
  const [chosen, setChosen] = useState<string>();
  const known = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const had = known.current;
    const writes = isWriting();
    setChosen((before) => choose(before, ordered, had, writes));
    known.current = new Set(ordered.map((alarm) => alarm.id));
  }, [ordered, isWriting]);
  return { chosen, setChosen };
};

/** What is written beside an alarm and not yet sent. */
interface Draft {
  readonly note: string;
  readonly behalf?: Behalf | undefined;
}
const blank: Draft = { note: '' };

/** Each alarm keeps its own while another one is looked at. */
const useDrafts = () => {
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({});
  return {
    draftOf: (alarm: string): Draft => drafts[alarm] ?? blank,
    write: (alarm: string, part: Partial<Draft>): void =>
      setDrafts((before) => ({ ...before, [alarm]: { ...blank, ...before[alarm], ...part } })),
    forget: (alarm: string): void => setDrafts((before) => ({ ...before, [alarm]: blank })),
  };
};

interface MiddleProps {
  readonly part: RefObject<HTMLDivElement | null>;
  readonly board: Board;
  readonly ordered: readonly AlarmItem[];
  readonly chosen: AlarmItem | undefined;
  readonly onChoose: (alarm: string) => void;
  readonly children: ReactNode;
}

const Middle = ({ part, board, ordered, chosen, onChoose, children }: MiddleProps) => (
  <div className="board-middle" ref={part}>
    <FloorPlan
      duty={board.duty}
      devices={board.devices}
      troubles={board.troubles}
      alarms={ordered}
      chosen={chosen}
      onChoose={onChoose}
    />
    {children}
    <TestsLine tests={board.tests} />
    <DutyLine duty={board.duty} alarms={ordered} />
    <ScreensLine />
    <RoomsLine devices={board.devices} troubles={board.troubles} alarms={ordered} />
    <Lanes lanes={board.lanes} />
  </div>
);

const restAfterMs = 1500;

const useRestFetched = (isLive: boolean): void => {
  useEffect(() => {
    if (!isLive) return undefined;
    const timer = window.setTimeout(fetchRest, restAfterMs);
    return () => window.clearTimeout(timer);
  }, [isLive]);
};

export const BoardPage = () => {
  const say = useSay();
  const board = useBoard();
  const isLive = useLive(pickIsLive);
  const { ordered, acts, hushed, hush } = useWatch();
  const { draftOf, write, forget } = useDrafts();
  const [areKeysShown, setKeysShown] = useState(false);
  const noteField = useRef<HTMLInputElement>(null);
  const findField = useRef<HTMLInputElement>(null);
  const timelinePart = useRef<HTMLElement>(null);
  const planPart = useRef<HTMLDivElement>(null);
  useRestFetched(isLive);
  const isWriting = useCallback(() => isWritingIn(document.activeElement), []);
  const { chosen, setChosen } = useChosen(ordered, isWriting);
  const alarm = ordered.find((item) => item.id === chosen);

  const act = (verb: Exclude<Verb, 'close'>): void => {
    if (alarm === undefined) return;
    if (!mayStill(verb, alarm)) {
      // The chosen one is acknowledged already: the key goes on to the next that rings.
      const next = ordered.find(isUnacknowledged);
      if (verb === 'acknowledge' && next !== undefined) setChosen(next.id);
      return;
    }
    const { note, behalf } = draftOf(alarm.id);
    acts.act(alarm.id, verb, { ...behalf, ...(note.trim() === '' ? {} : { note: note.trim() }) });
    forget(alarm.id);
  };

  useBoardKeys({
    act,
    choose: (index) => {
      const item = ordered[index];
      if (item !== undefined) setChosen(item.id);
    },
    focusNote: () => noteField.current?.focus(),
    focusFind: () => findField.current?.focus(),
    focusTimeline: () => timelinePart.current?.focus(),
    focusPlan: () => planPart.current?.querySelector('svg')?.focus(),
    toggleKeys: () => setKeysShown((before) => !before),
  });

  return (
    <div className="board" data-testid="board" data-alarms={ordered.length}>
      <div className="board-left">
        <AlarmList alarms={ordered} chosen={chosen} pending={acts.pending} onChoose={setChosen} />
        <TroubleList
          devices={board.devices}
          troubles={board.troubles}
          flood={board.flood}
          hushed={hushed}
          onHush={hush}
        />
        <IncidentList incidents={board.incidents} alarms={ordered} />
        <FindBox field={findField} board={board} onChoose={setChosen} />
      </div>
      <Middle part={planPart} board={board} ordered={ordered} chosen={alarm} onChoose={setChosen}>
        {areKeysShown ? <KeysPanel onClose={() => setKeysShown(false)} /> : null}
      </Middle>
      <div className="board-right">
        <div className="board-right-main">
          {alarm === undefined ? (
            <Calm board={board} isLive={isLive} />
          ) : (
            <ChosenAlarm
              key={alarm.id}
              alarm={alarm}
              incident={board.incidents.find((item) => item.alarms.includes(alarm.id))}
              acts={acts}
              note={draftOf(alarm.id).note}
              onNote={(note) => write(alarm.id, { note })}
              behalf={draftOf(alarm.id).behalf}
              onBehalf={(behalf) => write(alarm.id, { behalf })}
              noteField={noteField}
              timelinePart={timelinePart}
              act={act}
            />
          )}
        </div>
        <p className="keys-hint quiet">
          <kbd>?</kbd> {say('keys.all')}
        </p>
      </div>
    </div>
  );
};
