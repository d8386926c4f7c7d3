/** Which rooms have no alarm that works now: their buttons are silent, disabled or were never heard. */
import type { DeviceItem } from '../../src/console/board.js';

/** Places of the trial zone must have a button; any other place counts only if one was put there. */
export const roomsWithoutAlarm = (
  places: readonly { readonly id: string; readonly zone: string }[],
  devices: readonly DeviceItem[],
): readonly string[] => {
  const buttons = devices.filter((device) => device.kind === 'button');
  return places
    .filter(({ id, zone }) => zone === 'A' || buttons.some((button) => button.place === id))
    .filter(({ id }) => !buttons.some((button) => button.place === id && button.state === 'heard'))
    .map(({ id }) => id);
};
