/** Plans one day at court: who presses, passes, calls and opens when, decided by a seed. */
import type { EventOf, SayingOf } from '../protocol/event.js';
import { courtrooms, door, gates, offices, recorders, siren } from './cast.js';
import { type Dice, diceOf } from './chance.js';

type DecisionOutcome = Extract<EventOf<'gate'>, { type: 'decision' }>['outcome'];
type DetectionClass = Extract<EventOf<'gate'>, { type: 'detection' }>['class'];
type Tag = Extract<EventOf<'recorder'>, { type: 'flagged' }>['tag'];

export type Act =
  | { readonly kind: 'button'; readonly saying: SayingOf<'button'> }
  | { readonly kind: 'door'; readonly saying: SayingOf<'door'> }
  | { readonly kind: 'siren'; readonly saying: SayingOf<'siren'> }
  | { readonly kind: 'gate'; readonly saying: SayingOf<'gate'> }
  | { readonly kind: 'recorder'; readonly saying: SayingOf<'recorder'> }
  /** the minute that just ended; its times are the player's */
  | { readonly kind: 'gate'; readonly passages: { readonly passed: number; readonly alarmed: number } }
  /** about the gate's last detection */
  | { readonly kind: 'gate'; readonly decision: Decision }
  | { readonly kind: 'recorder'; readonly call: Call };

export interface Decision {
  readonly outcome: DecisionOutcome;
  readonly item?: string;
  readonly operators: string[];
}

export interface Call {
  readonly direction: 'in' | 'out';
  readonly peer: string;
  readonly extension: string;
  readonly seconds: number;
  readonly tag?: Tag;
}

export interface Planned {
  /** since the court opened, in the day's own time */
  readonly atMs: number;
  readonly device: string;
  readonly act: Act;
}

export const minuteMs = 60_000;
/** 08:00 to 18:00 */
export const dayMs = 600 * minuteMs;

const officers = ['screener-1', 'screener-2'] as const;

export function planDay(seed: number): readonly Planned[] {
  const dice = diceOf(seed);
  const acts = [
    ...opening(dice),
    ...gates.flatMap((gate) => atGate(gate, dice)),
    ...presses(dice),
    ...doorway(dice),
    ...recorders.flatMap((recorder) => onPhone(recorder, dice)),
  ];
  return acts.toSorted((a, b) => a.atMs - b.atMs);
}

const at = (minute: number, device: string, act: Act): Planned => ({
  atMs: Math.round(minute * minuteMs),
  device,
  act,
});

/** Every button, the siren and the gates are tried before the public comes. */
function opening(dice: Dice): Planned[] {
  const buttons = [...courtrooms, ...offices].map((button, index) =>
    at(1 + index * 0.75, button, { kind: 'button', saying: { type: 'test' } }),
  );
  const checks = gates.map((gate, index) =>
    at(3 + index, gate, { kind: 'gate', saying: { type: 'self-check', ok: true, by: [...officers] } }),
  );
  const tired = dice.pick([...offices] as [string, ...string[]]);
  return [
    ...buttons,
    ...checks,
    at(10.5, siren, { kind: 'siren', saying: { type: 'test' } }),
    ...(dice.next() < 0.3
      ? [at(40, tired, { kind: 'button', saying: { type: 'battery', percent: dice.between(9, 18) } })]
      : []),
  ];
}

const firstPassage = 15;
const lastPassage = 585;

function atGate(gate: string, dice: Dice): Planned[] {
  const acts: Planned[] = [];
  for (let minute = firstPassage; minute <= lastPassage; minute += 1) {
    const passed = dice.between(0, crowdAt(minute));
    const alarmed = dice.between(0, Math.ceil(passed / 6));
    acts.push(at(minute, gate, { kind: 'gate', passages: { passed, alarmed } }));
    if (alarmed > 0 && dice.next() < 0.3) acts.push(...found(gate, minute - 0.5, dice));
  }
  if (dice.next() < 0.5) acts.push(...refusal(gate, dice.between(60, 500) + 0.25, dice));
  return acts;
}

/** Most come before the morning's and the afternoon's hearings. */
function crowdAt(minute: number): number {
  const isRush = (minute > 30 && minute < 90) || (minute > 330 && minute < 380);
  return isRush ? 14 : 5;
}

interface Find {
  readonly class: DetectionClass;
  readonly item: string;
  readonly outcome: DecisionOutcome;
}

const finds: readonly [Find, ...Find[]] = [
  { class: 'metal', item: '钥匙', outcome: 'cleared' },
  { class: 'metal', item: '皮带扣', outcome: 'cleared' },
  { class: 'metal', item: '手机', outcome: 'cleared' },
  { class: 'other', item: '雨伞', outcome: 'deposited' },
  { class: 'other', item: '打火机', outcome: 'deposited' },
  { class: 'liquid', item: '饮料', outcome: 'deposited' },
  { class: 'knife', item: '水果刀', outcome: 'deposited' },
  { class: 'metal', item: '剪刀', outcome: 'withheld' },
];

const found = (gate: string, minute: number, dice: Dice): Planned[] =>
  find(gate, minute, dice.pick(finds), dice);

// Measures Art. 11(2)1: carrying AND evading the check, both.
const refusal = (gate: string, minute: number, dice: Dice): Planned[] =>
  find(gate, minute, { class: 'knife', item: '管制刀具', outcome: 'refused' }, dice);

function find(gate: string, minute: number, one: Find, dice: Dice): Planned[] {
  const zoneCode = `${dice.pick(['L', 'M', 'R'])}${dice.between(1, 6)}`;
  const decision = { outcome: one.outcome, item: one.item, operators: [...officers] };
  return [
    at(minute, gate, { kind: 'gate', saying: { type: 'detection', zoneCode, class: one.class } }),
    at(minute + 0.2, gate, { kind: 'gate', decision }),
  ];
}

function presses(dice: Dice): Planned[] {
  const rooms = [...courtrooms, ...offices] as [string, ...string[]];
  const acts: Planned[] = [];
  const pressed = (minute: number, device: string, pattern: 'help' | 'emergency' | 'silent'): void => {
    acts.push(at(minute, device, { kind: 'button', saying: { type: 'pressed', pattern } }));
  };
  const helps = dice.between(2, 4);
  for (let count = 0; count < helps; count += 1) pressed(dice.between(25, 560), dice.pick(rooms), 'help');
  if (dice.next() < 0.4) {
    const minute = dice.between(70, 520);
    const room = dice.pick([...courtrooms] as [string, ...string[]]);
    pressed(minute, room, 'emergency');
    acts.push(
      at(minute + dice.between(4, 9), room, { kind: 'button', saying: { type: 'stand-down-asked' } }),
    );
  }
  if (dice.next() < 0.1) pressed(dice.between(70, 520), 'button-109', 'silent');
  return acts;
}

function doorway(dice: Dice): Planned[] {
  const acts: Planned[] = [];
  for (let minute = dice.between(5, 20); minute < 590; minute += dice.between(9, 25)) {
    const by = `card-${dice.between(1, 40)}`;
    acts.push(at(minute, door, { kind: 'door', saying: { type: 'opened', by } }));
    if (dice.next() < 0.05) acts.push(at(minute + 2, door, { kind: 'door', saying: { type: 'held-open' } }));
  }
  return acts;
}

const tags: readonly [Tag, ...Tag[]] = ['inquiry', 'insult', 'threat', 'interference'];

function onPhone(recorder: string, dice: Dice): Planned[] {
  const storage = { type: 'storage', freePercent: dice.between(35, 90) } as const;
  const acts = [at(20 + dice.next(), recorder, { kind: 'recorder', saying: storage })];
  const calls = dice.between(2, 4);
  for (let count = 0; count < calls; count += 1) {
    const call: Call = {
      direction: dice.next() < 0.75 ? 'in' : 'out',
      peer: `0438-${dice.between(2_000_000, 8_999_999)}`,
      extension: recorder.slice(-3),
      seconds: dice.between(60, 360),
      ...(dice.next() < 0.3 && { tag: dice.pick(tags) }),
    };
    acts.push(at(dice.between(22, 570) + dice.next(), recorder, { kind: 'recorder', call }));
  }
  return acts;
}
