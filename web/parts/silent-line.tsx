/** What nobody may do about a silent alarm, nor about any other of its room, and who is there already; the word alone is easily read over. */
import { isSilentAt } from '../board/alarm-order.js';
import { useBoard } from '../live/live-context.js';
import { useNames } from '../reference.js';
import { useSay } from '../texts/texts.js';

interface SilentLineProps {
  readonly place: string;
  /** the alarm beside which it stands is none of the silent ones */
  readonly isOther?: boolean;
}

export const SilentLine = ({ place, isOther = false }: SilentLineProps) => {
  const say = useSay();
  const names = useNames();
  const { alarms } = useBoard();
  if (!isSilentAt(alarms, place)) return null;
  const there = alarms
    .filter((alarm) => alarm.place === place)
    .flatMap(({ officers = [] }) => officers)
    .flatMap(({ person, state }) =>
      state === 'on-scene' || state === 'needs-help'
        ? [say(`silent.${state}`, { who: names.person(person) })]
        : [],
    );
  return (
    <p className="silent-line" data-testid="silent">
      <b>{say(isOther ? 'alarm.silent-other' : 'alarm.silent')}</b>
      {[...new Set(there)].map((told) => (
        <span key={told}>{told}</span>
      ))}
    </p>
  );
};
