/** How an alarm or an incident that changes hands changes the board. */
import { heldBy, withOffer, withoutOffer, type Care, type Offer } from '../alarms/care.js';
import type { Fact } from './board.js';
import { change, read, type Reducer } from './reducer.js';

interface Told extends Omit<Offer, 'id' | 'at'> {
  readonly offer: string;
}

const offered = (care: Care | undefined, fact: Fact): Care => {
  const { offer: id, giver, receiver, until, note } = read<Told>(fact);
  const words = note === undefined ? {} : { note };
  return withOffer(care, { id, giver, receiver, at: fact.at, until, ...words });
};
const takenOver = (_care: Care | undefined, fact: Fact): Care => heldBy(read<Told>(fact).receiver, fact.at);

const changes: Readonly<Record<string, (care: Care | undefined, fact: Fact) => Care>> = {
  offered,
  'taken-over': takenOver,
  'offer-declined': withoutOffer,
  'offer-withdrawn': withoutOffer,
  'offer-lapsed': withoutOffer,
};

/** An alarm's own care, or an incident's. */
const on =
  (list: 'alarms' | 'incidents', next: (care: Care | undefined, fact: Fact) => Care): Reducer =>
  (board, fact) => ({
    ...board,
    [list]: change<{ id: string; care?: Care }>(board[list], fact.subject.id, (item) => ({
      ...item,
      care: next(item.care, fact),
    })),
  });

export const careReducers: Readonly<Record<string, Reducer>> = Object.fromEntries(
  Object.entries(changes).flatMap(([what, next]) => [
    [`alarm.${what}`, on('alarms', next)],
    [`incident.${what}`, on('incidents', next)],
  ]),
);
