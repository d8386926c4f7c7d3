/** How far an incident is, in the words of its alarms while any of them is open: these are read from the alarms and never stored twice. Pure. */
import type { AlarmItem, IncidentItem, Response } from '../../src/console/board.js';
import { isUnacknowledged, responses } from './alarm-order.js';

/** The least that was done for any of its open alarms; nothing where none is open. */
export const standingOf = (
  { alarms: own }: Pick<IncidentItem, 'alarms'>,
  open: ReadonlyMap<string, AlarmItem>,
): Response | undefined =>
  own
    .flatMap((id) => open.get(id) ?? [])
    .map((alarm) => (isUnacknowledged(alarm) ? 'raised' : alarm.response))
    .toSorted((a, b) => responses.indexOf(a) - responses.indexOf(b))[0];
