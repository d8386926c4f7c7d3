/** Why a message was not understood, in the language of the page: the intake keeps one English sentence of each. Pure. */
import type { TextKey } from '../texts/catalogue.js';
import type { Values } from '../texts/say.js';

/** as devices/protocol writes them; the first that fits says it */
const reasons: readonly (readonly [kept: RegExp, key: TextKey])[] = [
  [/^The payload is not UTF-8\.$/, 'oddity-why.not-utf8'],
  [/^The payload is not JSON\.$/, 'oddity-why.not-json'],
  [/^The payload is not a JSON object\.$/, 'oddity-why.not-object'],
  [/^A text holds half a character\.$/, 'oddity-why.half-character'],
  [/^A number is too large\.$/, 'oddity-why.large-number'],
  [/^The payload nests deeper than (?<levels>\d+) levels\.$/, 'oddity-why.deep'],
  [/^The type is unknown\.$/, 'oddity-why.unknown-type'],
  [
    /^The type (?<type>\S+) belongs to the kind (?<other>\w+), not to (?<kind>\w+)\.$/,
    'oddity-why.other-kind',
  ],
  [/^The event is of the wrong shape at (?<field>[^:\s]+): .*received undefined\.$/s, 'oddity-why.no-field'],
  [/^The event is of the wrong shape at (?<field>[^:\s]+): .*$/s, 'oddity-why.bad-field'],
];

/** Nothing where a newer intake gives a reason that is not known here: it is shown as it came. */
export const oddityWhy = (why: string): { readonly key: TextKey; readonly values: Values } | undefined => {
  for (const [kept, key] of reasons) {
    const found = kept.exec(why);
    if (found !== null) return { key, values: { ...found.groups } };
  }
  return undefined;
};
