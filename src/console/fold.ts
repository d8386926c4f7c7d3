/** The one reducer: a board and a fact give the next board, on the server as in the browser. */
import { laterOf, patternAfter } from '../alarms/alarm.js';
import { officerReducers, overdueReducers, released, shelfReducers } from './alarm-reducers.js';
import { after, isPanic } from '../alarms/annunciation.js';
import type {
  AlarmItem,
  Board,
  DeviceItem,
  DutyItem,
  Fact,
  Level,
  Response,
  SoundState,
  TroubleItem,
  Word,
} from './board.js';
import { careReducers } from './care-reducers.js';
import { incidentReducers } from './incident-reducers.js';
import { laneReducers } from './lane-reducers.js';
import { exerciseReducers } from './exercise-reducers.js';
import { change, put, read, stepOf, type Data, type Reducer } from './reducer.js';
import { given } from '../kernel/given.js';

const onAlarm =
  (next: (alarm: AlarmItem, fact: Fact) => AlarmItem): Reducer =>
  (board, fact) => ({
    ...board,
    alarms: change(board.alarms, fact.subject.id, (alarm) => next(alarm, fact)),
  });
const onDevice =
  (state: DeviceItem['state']): Reducer =>
  (board, fact) => ({
    ...board,
    devices: change(board.devices, fact.subject.id, (device) => ({ ...device, state, since: fact.at })),
  });

const answered = (response: Response): Reducer =>
  onAlarm((alarm, fact) => ({
    ...alarm,
    response: laterOf(response, alarm.response),
    annunciation: 'acknowledged',
    steps: {
      ...alarm.steps,
      acknowledged: alarm.steps.acknowledged ?? stepOf(fact),
      [response]: alarm.steps[response] ?? stepOf(fact),
    },
  }));

const alarmRaised: Reducer = (board, fact) => {
  const data = read<Pick<AlarmItem, 'place' | 'zone' | 'level' | 'source'> & Partial<AlarmItem>>(fact);
  const alarm: AlarmItem = {
    id: fact.subject.id,
    place: data.place,
    zone: data.zone,
    level: data.level,
    source: data.source,
    ...(given({
      device: data.device,
      pattern: data.pattern,
      deviceAt: data.deviceAt,
      late: data.late,
      brokerAt: data.brokerAt,
      incident: data.incident,
      drill: data.drill,
    }) as Partial<AlarmItem>),
    annunciation: data.annunciation ?? 'unacknowledged',
    response: 'raised',
    raisedAt: fact.at,
    presses: 1,
    pressedAt: fact.at,
    escalation: 0,
    steps: {},
  };
  return { ...board, alarms: put(board.alarms, alarm) };
};

const pressedAgain = onAlarm((alarm, fact) => {
  const { level, pattern } = read<{ level: Level; pattern?: string }>(fact);
  return {
    ...alarm,
    level,
    annunciation: after(alarm.annunciation, 'press', isPanic(alarm.source)) ?? alarm.annunciation,
    ...(given({ pattern: patternAfter(alarm.pattern, pattern) }) as Partial<AlarmItem>),
    presses: alarm.presses + 1,
    pressedAt: fact.at,
  };
});

const troubleRaised: Reducer = (board, fact) => {
  const { kind, device, place, annunciation, ...detail } = read<
    { kind: string } & Pick<TroubleItem, 'device' | 'place' | 'annunciation'> & Data
  >(fact);
  const trouble = {
    id: fact.subject.id,
    kind,
    urgent: false,
    ...given({ device, place, annunciation }),
    raisedAt: fact.at,
    detail,
  } as TroubleItem;
  return { ...board, troubles: put(board.troubles, trouble) };
};

const eventUnraised: Reducer = (board, fact) => {
  const { device, place, ...detail } = read<{ device?: string; place?: string } & Data>(fact);
  const trouble = {
    id: fact.subject.id,
    kind: 'unraised',
    urgent: true,
    ...given({ device, place }),
    raisedAt: fact.at,
    detail,
  } as TroubleItem;
  return { ...board, troubles: put(board.troubles, trouble) };
};

const dutyStarted: Reducer = (board, fact) => {
  const data = read<{ person: string; name: Word; role: string; post: string }>(fact);
  const duty: DutyItem = {
    id: fact.subject.id,
    person: data.person,
    name: data.name,
    role: data.role,
    post: data.post,
    since: fact.at,
  };
  return { ...board, duty: put(board.duty, duty) };
};

/** A copy without the text of that word, wherever it stands. */
export const withoutText = <Document>(document: Document, word: string): Document =>
  JSON.parse(JSON.stringify(document), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && 'word' in value && value.word === word ? { word } : value,
  ) as Document;

const redacted: Reducer = (board, fact) => withoutText(board, read<{ word: string }>(fact).word);

const reducers: Readonly<Record<string, Reducer>> = {
  'alarm.raised': alarmRaised,
  'alarm.pressed-again': pressedAgain,
  'alarm.acknowledged': answered('acknowledged'),
  'alarm.responding': answered('responding'),
  'alarm.on-scene': answered('on-scene'),
  'alarm.controlled': answered('controlled'),
  'alarm.closed': (board, fact) => ({
    ...board,
    alarms: board.alarms.filter((alarm) => alarm.id !== fact.subject.id),
  }),
  'alarm.shown': onAlarm((alarm, fact) => (alarm.shown ? alarm : { ...alarm, shown: stepOf(fact) })),
  'alarm.sounded': onAlarm((alarm, fact) => (alarm.sounded ? alarm : { ...alarm, sounded: stepOf(fact) })),
  'alarm.escalated': onAlarm((alarm, fact) => ({ ...alarm, escalation: read<{ tier: number }>(fact).tier })),
  'alarm.made-real': onAlarm((alarm, fact) => ({
    ...alarm,
    madeReal: stepOf(fact),
    annunciation: read<Pick<AlarmItem, 'annunciation'>>(fact).annunciation,
    pressedAt: fact.at,
  })),
  'trouble.raised': troubleRaised,
  'trouble.cleared': (board, fact) => ({
    ...board,
    troubles: released(board.troubles, fact).filter((item) => item.id !== fact.subject.id),
  }),
  'flood.began': (board, fact) => ({
    ...board,
    flood: { since: fact.at, count: read<{ count: number }>(fact).count },
  }),
  'flood.ended': ({ flood: _over, ...board }) => board,
  ...careReducers,
  ...officerReducers,
  ...overdueReducers,
  ...shelfReducers,
  'event.unraised': eventUnraised,
  'event.raised-late': (board, fact) => ({
    ...board,
    troubles: board.troubles.filter((item) => item.id !== fact.subject.id),
  }),
  'device.enrolled': (board, fact) => ({
    ...board,
    devices: put(board.devices, {
      id: fact.subject.id,
      ...read<Omit<DeviceItem, 'id' | 'state'>>(fact),
      state: 'never-heard',
    }),
  }),
  'device.heard': onDevice('heard'),
  'device.silent': onDevice('silent'),
  'device.returned': onDevice('heard'),
  'device.disabled': onDevice('disabled'),
  'device.enabled': onDevice('never-heard'),
  ...incidentReducers,
  ...laneReducers,
  ...exerciseReducers,
  'duty.started': dutyStarted,
  'duty.ended': (board, fact) => ({
    ...board,
    duty: board.duty.filter((item) => item.id !== fact.subject.id),
  }),
  'duty.sound-checked': (board, fact) => ({
    ...board,
    duty: change(board.duty, fact.subject.id, (item) => ({
      ...item,
      sound: { state: read<{ state: SoundState }>(fact).state, at: fact.at },
    })),
  }),
  'words.redacted': redacted,
};

/** A fact that no screen shows leaves the board as it is. */
export const fold = (board: Board, fact: Fact): Board => reducers[fact.type]?.(board, fact) ?? board;
export const foldAll = (board: Board, facts: readonly Fact[]): Board => facts.reduce(fold, board);
