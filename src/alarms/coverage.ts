/** Which rooms have no alarm that works now. Pure; the pages use it too. */
import type { Health } from './health.js';

interface Room {
  readonly id: string;
  readonly zone: string;
}

interface Button {
  readonly kind: string;
  readonly place: string;
  readonly health: Health;
}

/** Rooms of the trial zone must have a button that can be relied on; any other place only if one was put there. */
export function roomsWithoutAlarm<Place extends Room>(
  places: readonly Place[],
  devices: readonly Button[],
): Place[] {
  const buttons = devices.filter(({ kind }) => kind === 'button');
  return places
    .filter(({ id, zone }) => zone === 'A' || buttons.some(({ place }) => place === id))
    .filter(({ id }) => !buttons.some(({ place, health }) => place === id && health !== 'red'));
}
