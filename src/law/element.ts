/** Which elements of a code a text shows by its words, and which somebody must still be asked about. */
import type { Law, LawCode } from './code-table.js';
import type { Reading } from './reading.js';

type Element = LawCode['elements'][number];

/** Kinds that the text says and does not negate. */
export const kindsSaid = (reading: Reading): ReadonlySet<string> => {
  const said = new Set<string>();
  for (const { hits } of reading.clauses) for (const hit of hits) if (!hit.isNegated) said.add(hit.kind);
  return said;
};

export const missingElements = (code: LawCode | undefined, said: ReadonlySet<string>): Element[] =>
  (code?.elements ?? []).filter(({ shownBy }) => !shownBy.some((kind) => said.has(kind)));

/** For each code of the law, how many of the elements it cannot be without are not shown. */
export const decisiveMissing = (law: Law, said: ReadonlySet<string>): ReadonlyMap<string, number> =>
  new Map(
    law.codes.map((each) => [
      each.code,
      missingElements(each, said).filter(({ decisive }) => decisive).length,
    ]),
  );
