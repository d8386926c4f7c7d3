/** The open alarms, the one thing on the board that nothing may ever cover. */
import type { AlarmItem } from '../../src/console/board.js';
import { LevelMark } from '../parts/level-mark.js';
import { Running } from '../parts/times.js';
import { useNames } from '../reference.js';
import { NoneLine } from './none-line.js';
import { sayOf, useSay } from '../texts/texts.js';
import { isUnacknowledged } from './alarm-order.js';
import { usePainted } from './use-painted.js';

interface AlarmRowProps {
  readonly alarm: AlarmItem;
  readonly index: number;
  readonly isChosen: boolean;
  readonly isPending: boolean;
  readonly onChoose: (id: string) => void;
}

const AlarmRow = ({ alarm, index, isChosen, isPending, onChoose }: AlarmRowProps) => {
  const say = useSay();
  const names = useNames();
  usePainted(alarm.id);
  const last = alarm.steps[alarm.response];
  const state = isUnacknowledged(alarm)
    ? say('alarm.press-space')
    : `${say(`response.${alarm.response}`)}${last === undefined ? '' : ` · ${names.actor(last.by)}`}`;
  return (
    <li>
      <button
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
          <b>{say(`level.${alarm.level}`)}</b>{' '}
          {sayOf(say, alarm.pattern === undefined ? 'source' : 'pattern', alarm.pattern ?? alarm.source)}
          {alarm.presses > 1 ? ` ×${alarm.presses}` : ''} · {state}
        </span>
      </button>
    </li>
  );
};

interface AlarmListProps {
  readonly alarms: readonly AlarmItem[];
  readonly chosen: string | undefined;
  readonly pending: ReadonlyMap<string, unknown>;
  readonly onChoose: (id: string) => void;
}

export const AlarmList = ({ alarms, chosen, pending, onChoose }: AlarmListProps) => {
  const say = useSay();
  return (
    <section className="list-part alarms-part" aria-label={say('board.alarms')}>
      <h2>
        {say('board.alarms')} <span className="number">{alarms.length}</span>
      </h2>
      {alarms.length === 0 ? <NoneLine text="board.no-alarms" /> : null}
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
    </section>
  );
};
