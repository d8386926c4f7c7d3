/** What the gates saw and decided, told once: a detection that was decided about is told with its decision. Pure. */
import type { RoomContext } from '../../src/console/room-context.js';

type GateStep = RoomContext['screening']['steps'][number];

const mostTold = 6;

/** @param steps newest first */
export const tellingSteps = (steps: readonly GateStep[]): readonly GateStep[] => {
  const decisions = steps.filter(({ what }) => what === 'decision');
  return steps
    .filter((step) => {
      if (step.what !== 'detection') return step.what === 'decision';
      const own = decisions.findIndex(
        ({ lane, class: found, at }) => lane === step.lane && found === step.class && at >= step.at,
      );
      if (own !== -1) decisions.splice(own, 1);
      return own === -1;
    })
    .slice(0, mostTold);
};
