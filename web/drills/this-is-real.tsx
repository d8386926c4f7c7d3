/** 这是真的: one act makes a drill's alarm a real one, from wherever the alarm is worked. */
import { drillOf } from '../../src/alarms/alarm.js';
import type { AlarmItem } from '../../src/console/board.js';
import { ProblemLine } from '../parts/answer.js';
import { HeldButton } from '../parts/held-button.js';
import { useMay } from '../session.js';
import { useSay } from '../texts/texts.js';
import { useSending } from '../use-sending.js';

export const ThisIsReal = ({ alarm }: { readonly alarm: AlarmItem }) => {
  const say = useSay();
  const may = useMay('alarm:acknowledge');
  const sending = useSending(() => undefined);
  if (drillOf(alarm) === undefined || !may) return null;
  return (
    <div>
      <HeldButton
        tone="plain"
        data-testid="this-is-real"
        onHeld={() => sending.send(`/alarms/${encodeURIComponent(alarm.id)}/real`)}
      >
        {say('drill.this-is-real')}
      </HeldButton>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </div>
  );
};
