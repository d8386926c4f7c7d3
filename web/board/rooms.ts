/** Which rooms have no alarm that works now, from what the board shows. */
import { roomsWithoutAlarm as withoutAlarm } from '../../src/alarms/coverage.js';
import { healthOf, type HealthReport } from '../../src/alarms/health.js';
import type { DeviceItem, TroubleItem } from '../../src/console/board.js';

export const reportOf = (device: DeviceItem, troubles: readonly TroubleItem[]): HealthReport =>
  healthOf(
    device.state,
    troubles.filter((trouble) => trouble.device === device.id).map(({ kind }) => kind),
  );

export const roomsWithoutAlarm = (
  places: readonly { readonly id: string; readonly zone: string }[],
  devices: readonly DeviceItem[],
  troubles: readonly TroubleItem[],
): readonly string[] =>
  withoutAlarm(
    places,
    devices.map((device) => ({ ...device, health: reportOf(device, troubles).health })),
  ).map(({ id }) => id);
