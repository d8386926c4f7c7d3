/** The week as a table: a row for each shift of a post, a column for each day, a name where somebody stands. */
import type { Gap, PostItem, RotaWeek, Turn } from '../../src/duty/rota.js';
import { dayAfter, shiftOn, type Span } from '../../src/duty/week.js';
import { useNowMs, useTimeZone } from '../court-time.js';
import { LevelMark } from '../parts/level-mark.js';
import { useNames } from '../reference.js';
import { useMay } from '../session.js';
import { useSay } from '../texts/texts.js';
import { partsOf } from '../times.js';
import { useHoursOn, useShiftText, weekdays } from './span-text.js';

type Shift = PostItem['shifts'][number];

/** One shift of a post on one day, to be filled. */
export interface Cell {
  readonly post: string;
  readonly shift: Shift;
  /** 0 is Monday */
  readonly nth: number;
  readonly span: Span;
  readonly gap?: Gap;
}

const meets = (a: Span, b: Span): boolean => a.startsAt < b.endsAt && b.startsAt < a.endsAt;

/** Gaps that meet are one: a cell shows its own part. */
const within = <T extends Span>(piece: T, { startsAt, endsAt }: Span): T => ({
  ...piece,
  startsAt: piece.startsAt < startsAt ? startsAt : piece.startsAt,
  endsAt: piece.endsAt > endsAt ? endsAt : piece.endsAt,
});

interface GridProps {
  readonly rota: RotaWeek;
  /** id of the turn that is under the hand */
  readonly chosen?: string;
  readonly onTurn: (turn: Turn) => void;
  readonly onCell: (cell: Cell) => void;
}

interface TurnChipProps {
  readonly turn: Turn;
  readonly shift?: Span;
  /** of the column, `2026-11-16` */
  readonly day: string;
  readonly isChosen: boolean;
  readonly onTurn: (turn: Turn) => void;
}

/** Its hours are said where they are not the shift's. */
const TurnChip = ({ turn, shift, day, isChosen, onTurn }: TurnChipProps) => {
  const names = useNames();
  const hoursOn = useHoursOn();
  const nowMs = useNowMs();
  const mayManage = useMay('policy:manage');
  const isWhole = shift !== undefined && turn.startsAt === shift.startsAt && turn.endsAt === shift.endsAt;
  const words = (
    <>
      {names.person(turn.person)}
      {isWhole ? null : <small className="number">{hoursOn(turn, day)}</small>}
    </>
  );
  return mayManage && Date.parse(turn.endsAt) > nowMs ? (
    <button
      type="button"
      className="rota-turn"
      aria-pressed={isChosen}
      data-testid="rota-turn"
      onClick={() => onTurn(turn)}
    >
      {words}
    </button>
  ) : (
    <span className="rota-turn" data-testid="rota-turn">
      {words}
    </span>
  );
};

type CellProps = GridProps & { readonly cell: Omit<Cell, 'gap'> };

const GridCell = ({ rota, cell, chosen, onTurn, onCell }: CellProps) => {
  const say = useSay();
  const names = useNames();
  const hoursOn = useHoursOn();
  const nowMs = useNowMs();
  const mayManage = useMay('policy:manage');
  const { post, shift, span } = cell;
  const day = dayAfter(rota.week, cell.nth);
  const turns = rota.turns.filter((turn) => turn.post === post && meets(turn, span));
  const gaps = rota.gaps
    .filter((gap) => gap.post === post && meets(gap, span))
    .map((gap) => within(gap, span));
  const isAhead = Date.parse(span.endsAt) > nowMs;
  const [gap] = gaps;
  return (
    <div className="rota-cell">
      {[...turns, ...gaps]
        .toSorted((one, two) => one.startsAt.localeCompare(two.startsAt))
        .map((piece) =>
          'id' in piece ? (
            <TurnChip
              key={piece.id}
              turn={piece}
              shift={span}
              day={day}
              isChosen={piece.id === chosen}
              onTurn={onTurn}
            />
          ) : (
            <span key={piece.startsAt} className="rota-gap" data-ahead={isAhead}>
              {isAhead ? <LevelMark level="trouble" /> : null}
              <span>
                <span className="number">{hoursOn(piece, day)}</span> {say('rota.nobody')}
              </span>
            </span>
          ),
        )}
      {mayManage && isAhead ? (
        <button
          type="button"
          className="rota-add"
          data-testid="rota-add"
          aria-label={say('rota.add-to', {
            post: names.place(post),
            shift: shift.name,
            day: say(`rota.day-${weekdays[cell.nth] ?? 1}`),
          })}
          onClick={() => onCell(gap === undefined ? cell : { ...cell, gap })}
        >
          +
        </button>
      ) : null}
    </div>
  );
};

const ShiftRow = ({
  post,
  shift,
  ...grid
}: GridProps & { readonly post: PostItem; readonly shift: Shift }) => {
  const say = useSay();
  const names = useNames();
  const timeZone = useTimeZone();
  const shiftText = useShiftText();
  return (
    <tr data-testid="rota-row">
      <th scope="row">
        {names.place(post.post)}
        <span className="quiet">
          {shift.name} <span className="number">{shiftText(shift)}</span>
          {post.atLeast > 1 ? ` · ${say('rota.at-least', { n: post.atLeast })}` : ''}
        </span>
      </th>
      {weekdays.map((day, nth) => (
        <td key={day}>
          {shift.days.includes(day) ? (
            <GridCell
              {...grid}
              cell={{ post: post.post, shift, nth, span: shiftOn(shift, grid.rota.week, nth, timeZone) }}
            />
          ) : (
            <div className="rota-cell quiet">—</div>
          )}
        </td>
      ))}
    </tr>
  );
};

/** What is written for a time or a post that nobody demands. */
const Beside = ({ rota, chosen, onTurn }: GridProps) => {
  const say = useSay();
  const names = useNames();
  const timeZone = useTimeZone();
  const demanded = rota.posts.flatMap(({ post, shifts }) =>
    shifts.flatMap((shift) =>
      shift.days.map((day) => ({ post, ...shiftOn(shift, rota.week, day - 1, timeZone) })),
    ),
  );
  const others = rota.turns.filter(
    (turn) => !demanded.some((one) => one.post === turn.post && meets(one, turn)),
  );
  if (others.length === 0) return null;
  const onDay = (turn: Turn, nth: number): boolean =>
    partsOf(Date.parse(turn.startsAt), timeZone).date === dayAfter(rota.week, nth);
  return (
    <tr>
      <th scope="row">{say('rota.beside')}</th>
      {weekdays.map((day, nth) => (
        <td key={day}>
          {others
            .filter((turn) => onDay(turn, nth))
            .map((turn) => (
              <div key={turn.id}>
                <span className="quiet">{names.place(turn.post)}</span>
                <TurnChip
                  turn={turn}
                  day={dayAfter(rota.week, nth)}
                  isChosen={turn.id === chosen}
                  onTurn={onTurn}
                />
              </div>
            ))}
        </td>
      ))}
    </tr>
  );
};

export const RotaGrid = (grid: GridProps) => {
  const say = useSay();
  const timeZone = useTimeZone();
  const nowMs = useNowMs();
  const { rota } = grid;
  const today = partsOf(nowMs, timeZone).date;
  if (rota.posts.length + rota.turns.length === 0)
    return <p className="empty">{say('rota.nothing-demanded')}</p>;
  return (
    <div className="rota-scroll">
      <table className="rota-grid">
        <caption className="only-read">
          {say('page.rota')} {say('rota.week', { from: rota.week, to: dayAfter(rota.week, 6) })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{say('rota.post')}</th>
            {weekdays.map((day, nth) => (
              <th
                key={day}
                scope="col"
                aria-current={dayAfter(rota.week, nth) === today ? 'date' : undefined}
              >
                {say(`rota.day-${day}`)} <span className="number">{dayAfter(rota.week, nth).slice(5)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rota.posts.flatMap((post) =>
            post.shifts.map((shift) => (
              <ShiftRow
                key={`${post.post} ${shift.name} ${shift.from}`}
                post={post}
                shift={shift}
                {...grid}
              />
            )),
          )}
          <Beside {...grid} />
        </tbody>
      </table>
    </div>
  );
};
