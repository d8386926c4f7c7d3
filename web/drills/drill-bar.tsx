/** While a drill runs it stands across every page of the house, with what it does not cover. */
import { memo } from 'react';

import type { RunningDrill } from '../../src/console/board.js';
import { useBoard } from '../live/live-context.js';
import { ProblemLine } from '../parts/answer.js';
import { DrillMark } from '../parts/drill-mark.js';
import { HeldButton } from '../parts/held-button.js';
import { Clock } from '../parts/times.js';
import { useNames } from '../reference.js';
import { useMay } from '../session.js';
import { useSay } from '../texts/texts.js';
import { useSending } from '../use-sending.js';

interface DrillLineProps {
  readonly drill: Pick<RunningDrill, 'id' | 'places' | 'until'>;
  readonly mayEnd?: boolean;
  /** what a press beside the plan is, in words fit for the page */
  readonly rest?: 'drill.rest-is-real' | 'drill.here-is-real' | 'drill.others-are-real';
}

export const DrillLine = ({ drill, mayEnd = false, rest = 'drill.rest-is-real' }: DrillLineProps) => {
  const say = useSay();
  const names = useNames();
  const sending = useSending(() => undefined);
  return (
    <section className="bar drill-bar" aria-label={say('drill.mark')} data-testid="drill-bar">
      <DrillMark />
      <span>
        {drill.places.map(names.fullPlace).join(say('text.comma'))} · {say('drill.until')}{' '}
        <Clock at={drill.until} />
      </span>
      <span>{say(rest)}</span>
      {mayEnd ? (
        <HeldButton
          tone="plain"
          isSmall
          data-testid="drill-end"
          onHeld={() => sending.send(`/drills/${encodeURIComponent(drill.id)}/end`)}
        >
          {say('drill.end')}
        </HeldButton>
      ) : null}
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </section>
  );
};

/** @param isWall nothing on a wall can be pressed */
export const DrillBar = memo(({ isWall }: { readonly isWall: boolean }) => {
  const { drill } = useBoard();
  const mayEnd = useMay('drill:end') && !isWall;
  return drill === undefined ? null : <DrillLine drill={drill} mayEnd={mayEnd} />;
});
