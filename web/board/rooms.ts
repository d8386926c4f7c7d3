/** Which rooms have no alarm that works now and why, from what the board shows. */
import { roomsWithoutAlarm as withoutAlarm } from '../../src/alarms/coverage.js';
import { healthOf, type HealthReport, type ReasonCode } from '../../src/alarms/health.js';
import type { DeviceItem, TroubleItem } from '../../src/console/board.js';

export const reportOf = (device: DeviceItem, troubles: readonly TroubleItem[]): HealthReport =>
  healthOf(
    device.state,
    troubles.filter((trouble) => trouble.device === device.id).map(({ kind }) => kind),
  );

/** What its first button suffers from most; a room without any has none. */
export type Lack = ReasonCode | 'no-button';

export const roomsWithoutAlarm = (
  places: readonly { readonly id: string; readonly zone: string }[],
  devices: readonly DeviceItem[],
  troubles: readonly TroubleItem[],
): ReadonlyMap<string, Lack> => {
  const reports = devices.map((device) => ({ ...device, ...reportOf(device, troubles) }));
  const lackOf = (room: string): Lack =>
    reports.find(({ kind, place }) => kind === 'button' && place === room)?.reasons[0] ?? 'no-button';
  return new Map(withoutAlarm(places, reports).map(({ id }) => [id, lackOf(id)]));
};
