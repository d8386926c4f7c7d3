/** The open alarms, the one thing on the board that nothing may ever cover. */
import { memo, useEffect, useRef } from 'react';

import type { AlarmItem } from '../../src/console/board.js';
import { alarmKind } from '../parts/alarm-kind.js';
import { AlarmDrillMark } from '../parts/drill-mark.js';
import { LevelMark } from '../parts/level-mark.js';
import { Scrolled, showInList } from '../parts/scrolled.js';
import { Running } from '../parts/times.js';
import { useNames } from '../reference.js';
import { NoneLine } from './none-line.js';
import { useSay } from '../texts/texts.js';
import { useFinger } from '../use-finger.js';
import { isUnacknowledged } from './alarm-order.js';
import { usePainted } from './use-painted.js';

interface AlarmRowProps {
  readonly alarm: AlarmItem;
  readonly index: number;
  readonly isChosen: boolean;
  readonly isPending: boolean;
  readonly onChoose: (id: string) => void;
}

/** What is to be done with it, or how far it came and by whom. */
const useStanding = (alarm: AlarmItem, isChosen: boolean): string => {
  const say = useSay();
  const names = useNames();
  const isFinger = useFinger();
  if (isUnacknowledged(alarm)) {
    // A key acts on the chosen one alone, a finger opens another one.
    if (isChosen === isFinger) return say('response.raised');
    return isFinger ? `${say('response.raised')} · ${say('alarm.tap')}` : say('alarm.press-space');
  }
  const last = alarm.steps[alarm.response];
  return `${say(`response.${alarm.response}`)}${last === undefined ? '' : ` · ${names.actor(last.by)}`}`;
};

const AlarmRow = memo(({ alarm, index, isChosen, isPending, onChoose }: AlarmRowProps) => {
  const say = useSay();
  const names = useNames();
  usePainted(alarm.id);
  const { holder: held, offer } = alarm.care ?? {};
  const state = useStanding(alarm, isChosen);
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isChosen) showInList(row.current);
  }, [isChosen]);
  return (
    <li>
      <button
        ref={row}
        type="button"
        className="alarm-row"
        data-testid="alarm-row"
        data-alarm={alarm.id}
        data-level={alarm.level}
        data-response={alarm.response}
        data-ringing={isUnacknowledged(alarm)}
        data-chosen={isChosen}
        data-pending={isPending}
        aria-pressed={isChosen}
        onClick={() => onChoose(alarm.id)}
      >
        <span className="flash-bar" aria-hidden="true" />
        <LevelMark level={alarm.level} />
        <span className="row-place">{names.place(alarm.place)}</span>
        <Running since={alarm.raisedAt} />
        <kbd aria-hidden="true">{index < 9 ? index + 1 : ''}</kbd>
        <span className="row-state">
          <AlarmDrillMark alarm={alarm} /> <b>{say(`level.${alarm.level}`)}</b> {alarmKind(say, alarm)}
          {alarm.presses > 1 ? ` ×${alarm.presses}` : ''} · {state}
          {held === undefined ? '' : ` · ${say('care.held', { holder: names.person(held.person) })}`}
          {offer === undefined ? '' : ` · ${say('care.asked', { receiver: names.person(offer.receiver) })}`}
        </span>
      </button>
    </li>
  );
});

interface AlarmListProps {
  readonly alarms: readonly AlarmItem[];
  readonly chosen: string | undefined;
  readonly pending: ReadonlyMap<string, unknown>;
  readonly onChoose: (id: string) => void;
}

export const AlarmList = memo(({ alarms, chosen, pending, onChoose }: AlarmListProps) => {
  const say = useSay();
  return (
    <section className="list-part alarms-part" aria-label={say('board.alarms')}>
      <h2>
        {say('board.alarms')} <span className="number">{alarms.length}</span>
      </h2>
      {alarms.length === 0 ? <NoneLine text="board.no-alarms" /> : null}
      <Scrolled label={say('board.alarms')} items=".alarm-row">
        <ol>
          {alarms.map((alarm, index) => (
            <AlarmRow
              key={alarm.id}
              alarm={alarm}
              index={index}
              isChosen={alarm.id === chosen}
              isPending={pending.has(alarm.id)}
              onChoose={onChoose}
            />
          ))}
        </ol>
      </Scrolled>
    </section>
  );
});
