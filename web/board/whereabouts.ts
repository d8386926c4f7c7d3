/** Where each person on duty is: at the alarm that he reached, else at his post, and whither he is going. Pure. */
import type { AlarmItem, DutyItem } from '../../src/console/board.js';

export interface Whereabouts extends DutyItem {
  /** the place of the alarm that he took and has not reached */
  readonly goesTo?: string;
  /** at the place of an alarm, away from his own post */
  readonly isAtScene: boolean;
}

const arrived = new Set(['on-scene', 'needs-help']);

/** @param nameOf for who is at an alarm without being on duty */
export const whereabouts = (
  duty: readonly DutyItem[],
  alarms: readonly AlarmItem[],
  nameOf: (person: string) => string,
): readonly Whereabouts[] => {
  const answering = alarms
    .flatMap(({ place, officers = [] }) => officers.map((officer) => ({ ...officer, place })))
    .filter(({ state }) => state !== 'left');
  const at = (person: string) => {
    const own = answering.filter((one) => one.person === person);
    return own.find(({ state }) => arrived.has(state)) ?? own.at(-1);
  };
  const known = new Set(duty.map(({ person }) => person));
  const others = [...new Set(answering.map(({ person }) => person))]
    .filter((person) => !known.has(person))
    .map((person): DutyItem => {
      const { place = '', since = '' } = at(person) ?? {};
      const name = { word: '', text: nameOf(person) };
      return { id: `answering ${person}`, person, name, role: 'officer', post: place, since };
    });
  return [...duty, ...others].map((item) => {
    const one = at(item.person);
    if (one === undefined) return { ...item, isAtScene: false };
    if (arrived.has(one.state)) return { ...item, post: one.place, isAtScene: true };
    return { ...item, isAtScene: false, ...(one.place === item.post ? {} : { goesTo: one.place }) };
  });
};
