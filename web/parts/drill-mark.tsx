/** 演练 / DRILL: in both languages whatever the page speaks, in a hatched frame, so that nobody reads it as colour alone. */
import { drillOf } from '../../src/alarms/alarm.js';
import type { AlarmItem } from '../../src/console/board.js';
import '../styles/drill.css';
import { useSay } from '../texts/texts.js';

export const DrillMark = () => (
  <b className="drill-mark" data-testid="drill-mark">
    {useSay()('drill.mark')}
  </b>
);

/** Nothing for a real alarm, and for one that was made real. */
export const AlarmDrillMark = ({ alarm }: { readonly alarm: Pick<AlarmItem, 'drill' | 'madeReal'> }) =>
  drillOf(alarm) === undefined ? null : <DrillMark />;

/**
 * The same below a place of the floor plan, whose name stands above it.
 * @param y of its middle, from the place's own point
 */
export const PlanDrillMark = ({ y }: { readonly y: number }) => (
  <g className="plan-drill-mark" data-testid="plan-drill-mark" transform={`translate(0 ${y})`}>
    <rect x="-52" y="-13" width="104" height="26" />
    <text y="6">{useSay()('drill.mark')}</text>
  </g>
);
