/** Our alarms and troubles in the message shapes of Home Assistant's MQTT discovery, so that a panel a court has shows them. Pure. */
import { drillOf } from '../alarms/alarm.js';
import type { Board, Level } from './board.js';

export interface PanelMessage {
  readonly topic: string;
  readonly payload: string;
}

export interface PanelPlace {
  readonly id: string;
  readonly name: string;
}

/** Home Assistant's default prefix; it says `online` on its status topic whenever it starts. */
const prefix = 'homeassistant';
export const birthTopic = `${prefix}/status`;

const base = (court: string): string => `courthouse/${court}`;
export const availabilityTopic = (court: string): string => `${base(court)}/availability`;

/** What every entity says of where it comes from. */
const shared = (court: string, courtName: string) => ({
  availability_topic: availabilityTopic(court),
  device: {
    identifiers: [`courthouse-${court}`],
    name: courtName,
    manufacturer: 'courthouse-safety-console',
    model: '法院安全控制台',
  },
  origin: { name: 'courthouse-safety-console' },
});

const config = (component: string, court: string, object: string, payload: object): PanelMessage => ({
  topic: `${prefix}/${component}/courthouse_${court}/${object}/config`,
  payload: JSON.stringify(payload),
});

/** One binary sensor a place, one for troubles, and the count of open alarms. */
export function discovery(court: string, courtName: string, places: readonly PanelPlace[]): PanelMessage[] {
  const common = shared(court, courtName);
  const sensors = places.map(({ id, name }) =>
    config('binary_sensor', court, `alarm_${id}`, {
      ...common,
      name,
      unique_id: `courthouse_${court}_alarm_${id}`,
      device_class: 'safety',
      state_topic: `${base(court)}/place/${id}/state`,
      json_attributes_topic: `${base(court)}/place/${id}/attributes`,
    }),
  );
  const trouble = config('binary_sensor', court, 'trouble', {
    ...common,
    name: '故障',
    unique_id: `courthouse_${court}_trouble`,
    device_class: 'problem',
    state_topic: `${base(court)}/trouble/state`,
    json_attributes_topic: `${base(court)}/trouble/attributes`,
  });
  const count = config('sensor', court, 'open_alarms', {
    ...common,
    name: '未关闭报警',
    unique_id: `courthouse_${court}_open_alarms`,
    state_class: 'measurement',
    state_topic: `${base(court)}/open-alarms/state`,
  });
  return [...sensors, trouble, count];
}

const ranks: readonly Level[] = ['trouble', 'medium', 'high', 'emergency'];

/** A silent press is on no panel: it may hang where who must not know it stands; nor is a drill's, which a panel would act on. */
const shownOn = (board: Board) =>
  board.alarms.filter((alarm) => alarm.pattern !== 'silent' && drillOf(alarm) === undefined);

export function states(court: string, board: Board, places: readonly PanelPlace[]): PanelMessage[] {
  const alarms = shownOn(board);
  const said = (of: string, isOn: boolean, attributes: object): PanelMessage[] => [
    { topic: `${base(court)}/${of}/attributes`, payload: JSON.stringify(attributes) },
    { topic: `${base(court)}/${of}/state`, payload: isOn ? 'ON' : 'OFF' },
  ];
  return [
    ...places.flatMap(({ id }) => {
      const open = alarms.filter(({ place }) => place === id);
      const level = ranks.findLast((rank) => open.some((alarm) => alarm.level === rank));
      const since = open.map(({ raisedAt }) => raisedAt).toSorted()[0];
      const isAcknowledged = open.every(({ annunciation }) => annunciation === 'acknowledged');
      const attributes = level === undefined ? {} : { level, since, acknowledged: isAcknowledged };
      return said(`place/${id}`, open.length > 0, attributes);
    }),
    ...said('trouble', board.troubles.length > 0, { count: board.troubles.length }),
    { topic: `${base(court)}/open-alarms/state`, payload: String(alarms.length) },
  ];
}
