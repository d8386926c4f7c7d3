/** The day as a strip: one line a room, one bar a hearing; the list below says the same in words. */
import type { HearingItem } from '../../src/timetable/hearing.js';
import { useNowMs, useTimeZone } from '../court-time.js';
import { useNames } from '../reference.js';
import { useSay } from '../texts/texts.js';
import { partsOf } from '../times.js';

/** of the width, in per cent: where the hours begin and end, the names of the rooms before them */
const left = 12;
const right = 98;
const row = 26;
const head = 20;

interface DayStripProps {
  readonly hearings: readonly HearingItem[];
  /** `2026-03-02` */
  readonly day: string;
}

export const DayStrip = ({ hearings, day }: DayStripProps) => {
  const say = useSay();
  const names = useNames();
  const timeZone = useTimeZone();
  const nowMs = useNowMs();
  /** hours since midnight of that day; what goes on past it ends at 24 */
  const hourOf = (ms: number): number => {
    const { date, time } = partsOf(ms, timeZone);
    if (date !== day) return date < day ? 0 : 24;
    return Number(time.slice(0, 2)) + Number(time.slice(3, 5)) / 60;
  };
  const spans = hearings.map((hearing) => ({
    hearing,
    from: hourOf(Date.parse(hearing.startsAt)),
    to: hourOf(Date.parse(hearing.endsAt)),
  }));
  const first = Math.min(8, ...spans.map(({ from }) => Math.floor(from)));
  const last = Math.max(18, ...spans.map(({ to }) => Math.ceil(to)));
  const x = (hour: number): number => left + ((hour - first) / (last - first)) * (right - left);
  const at = (hour: number): string => `${x(hour)}%`;
  const rooms = [...new Set(hearings.map(({ place }) => place))].toSorted();
  const now = hourOf(nowMs);
  const height = head + rooms.length * row + 4;
  return (
    <div className="day-strip">
      <svg width="100%" height={height} role="img" aria-label={say('hearing.strip', { day })}>
        {Array.from({ length: last - first + 1 }, (_, index) => first + index).map((hour) => (
          <g key={hour}>
            <line x1={at(hour)} x2={at(hour)} y1={head} y2={height} className="bar-rail" />
            <text x={at(hour)} y={14} textAnchor="middle">
              {`${String(hour).padStart(2, '0')}:00`}
            </text>
          </g>
        ))}
        {rooms.map((room, index) => (
          <text key={room} x={0} y={head + index * row + 18}>
            {names.place(room)}
          </text>
        ))}
        {spans.map(({ hearing, from, to }) => (
          <rect
            key={hearing.id}
            x={at(from)}
            y={head + rooms.indexOf(hearing.place) * row + 4}
            width={`${Math.max(0.3, x(to) - x(from))}%`}
            height={row - 8}
            rx="3"
            className={hearing.risk === 'high' ? 'strip-high' : 'strip-bar'}
          />
        ))}
        {now >= first && now <= last && now < 24 ? (
          <line x1={at(now)} x2={at(now)} y1={head - 4} y2={height} className="bar-target" />
        ) : null}
        {spans
          .filter(({ hearing }) => hearing.risk === 'high')
          .map(({ hearing, from }) => (
            <text
              key={hearing.id}
              x={at(from)}
              dx="8"
              y={head + rooms.indexOf(hearing.place) * row + 18}
              className="strip-word"
            >
              {say('hearing.high-risk')}
            </text>
          ))}
      </svg>
      <p className="quiet strip-legend">{say('hearing.strip-legend')}</p>
    </div>
  );
};
