/** How many stand in line, counted with one touch. */
import type { LaneDetail } from '../../src/screening/lane.js';
import { Age } from '../parts/times.js';
import { useSay } from '../texts/texts.js';
import { useSending } from '../use-sending.js';

const counts = [0, 5, 10, 20, 40] as const;

export const WaitingCount = ({ lane }: { readonly lane: LaneDetail }) => {
  const say = useSay();
  const sending = useSending(() => undefined);
  return (
    <section className="desk-part" aria-label={say('desk.waiting')}>
      <h2>{say('desk.waiting')}</h2>
      <div className="desk-line">
        {counts.map((people) => (
          <button
            key={people}
            type="button"
            className="desk-button number"
            aria-pressed={lane.waiting?.people === people}
            data-testid="desk-waiting"
            onClick={() => sending.send(`/screening/${lane.id}/waiting`, { people })}
          >
            {people === 0 ? people : say('desk.about', { n: people })}
          </button>
        ))}
        {lane.waiting === undefined ? null : (
          <span className="quiet">
            <Age at={lane.waiting.at} />
          </span>
        )}
      </div>
    </section>
  );
};
