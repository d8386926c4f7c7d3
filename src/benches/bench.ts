/** A judge's own rooms: whose room a place was, and from when until when it was nobody else's too. Pure. */
import type { Instant } from '../kernel/clock.js';

export interface Bench {
  readonly id: string;
  readonly person: string;
  readonly place: string;
  readonly since: Instant;
  /** absent while it still is his */
  readonly until?: Instant;
}

/** in [from, to) */
export interface Alone {
  readonly place: string;
  readonly from: Instant;
  readonly to: Instant;
}

const forever: Instant = '9999-12-31T23:59:59.999Z';
const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);
const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);

const without =
  ({ place, since, until = forever }: Bench) =>
  (span: Alone): Alone[] =>
    span.place === place
      ? [
          { ...span, to: earlier(span.to, since) },
          { ...span, from: later(span.from, until) },
        ].filter(({ from, to }) => from < to)
      : [span];

/**
 * What a telephone of a room flags is one person's only while nobody else has the room.
 * @param benches all that were ever given of his places
 */
export const aloneIn = (benches: readonly Bench[], person: string): Alone[] =>
  benches
    .filter((bench) => bench.person !== person)
    .reduce(
      (spans, other) => spans.flatMap(without(other)),
      benches
        .filter((bench) => bench.person === person)
        .map(({ place, since, until = forever }): Alone => ({ place, from: since, to: until })),
    );

/** Which rooms he gets and which he leaves. */
export const changeTo = (
  held: readonly Bench[],
  places: readonly string[],
): { readonly give: readonly string[]; readonly take: readonly Bench[] } => ({
  give: [...new Set(places)].filter((place) => !held.some((bench) => bench.place === place)),
  take: held.filter(({ place }) => !places.includes(place)),
});
