/** Where a post will have nobody, and who stands there without rest: the first thing that the rota says. */
import type { Gap, RotaWeek } from '../../src/duty/rota.js';
import { dayAfter, onEndIn, shiftOn } from '../../src/duty/week.js';
import { useNowMs, useTimeZone } from '../court-time.js';
import { LevelMark } from '../parts/level-mark.js';
import { useNames } from '../reference.js';
import { useSay } from '../texts/texts.js';
import { useHoursOn, useMomentText, useSpanText, weekdayOf } from './span-text.js';

const shownAtMost = 6;

type Week = Pick<RotaWeek, 'week' | 'posts' | 'gaps'>;

const hourMs = 3_600_000;

const OnEnd = ({ posts, turns }: Pick<RotaWeek, 'posts' | 'turns'>) => {
  const say = useSay();
  const names = useNames();
  const momentText = useMomentText();
  const nowMs = useNowMs();
  const ahead = onEndIn(
    turns,
    posts.flatMap(({ shifts }) => shifts),
  ).filter(({ endsAt }) => Date.parse(endsAt) > nowMs);
  return ahead.map(({ person, startsAt, endsAt }) => (
    <p key={`${person} ${startsAt}`} className="rota-gaps" data-testid="rota-on-end">
      <LevelMark level="trouble" /> <b>{say('rota.on-end', { who: names.person(person) })}</b>
      <span className="number">
        {momentText(startsAt)} – {momentText(endsAt)} ·{' '}
        {say('rota.on-end-hours', { n: Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / hourMs) })}
      </span>
    </p>
  ));
};

/** The row and the column of the table in which a gap begins: a shift of its post, on the day that shift began. */
const useWhen = ({ week, posts }: Week): ((gap: Gap) => string) => {
  const say = useSay();
  const timeZone = useTimeZone();
  const spanText = useSpanText();
  const hoursOn = useHoursOn();
  return (gap) => {
    const cells = posts
      .filter(({ post }) => post === gap.post)
      .flatMap(({ shifts }) => shifts)
      .flatMap((shift) =>
        shift.days.map((day) => ({ shift, nth: day - 1, ...shiftOn(shift, week, day - 1, timeZone) })),
      );
    const cell = cells.find(({ startsAt, endsAt }) => startsAt <= gap.startsAt && gap.startsAt < endsAt);
    if (cell === undefined) return spanText(gap);
    const day = dayAfter(week, cell.nth);
    return `${say(`rota.day-${weekdayOf(day)}`)} ${day.slice(5)} ${cell.shift.name} ${hoursOn(gap, day)}`;
  };
};

const Gaps = (rota: Week) => {
  const say = useSay();
  const names = useNames();
  const when = useWhen(rota);
  const nowMs = useNowMs();
  const ahead = rota.gaps.filter(({ endsAt }) => Date.parse(endsAt) > nowMs);
  if (ahead.length === 0) return <p className="quiet">{say('rota.no-gaps')}</p>;
  return (
    <section aria-label={say('rota.gaps', { n: ahead.length })} data-testid="rota-gaps">
      <p className="rota-gaps">
        <LevelMark level="trouble" /> <b>{say('rota.gaps', { n: ahead.length })}</b>
      </p>
      <ul>
        {ahead.slice(0, shownAtMost).map((gap) => (
          <li key={`${gap.post} ${gap.startsAt}`} data-testid="rota-gap">
            {names.fullPlace(gap.post)} · <span className="number">{when(gap)}</span> ·{' '}
            {gap.there === 0
              ? say('rota.nobody')
              : say('rota.too-few', { there: gap.there, needed: gap.atLeast })}
          </li>
        ))}
        {ahead.length > shownAtMost ? (
          <li className="quiet">{say('rota.more-gaps', { n: ahead.length - shownAtMost })}</li>
        ) : null}
      </ul>
    </section>
  );
};

export const RotaWarnings = (rota: RotaWeek) =>
  rota.posts.length === 0 ? null : (
    <>
      <Gaps {...rota} />
      <OnEnd {...rota} />
    </>
  );
