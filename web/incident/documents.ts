/** The documents that somebody may show: kept in Chinese for the police's forms, named in the language of the page. Pure. */
import type { TextKey } from '../texts/catalogue.js';
import type { Say } from '../texts/say.js';

export const documents: readonly (readonly [kept: string, text: TextKey])[] = [
  ['居民身份证', 'document.identity'],
  ['护照', 'document.passport'],
  ['律师执业证', 'document.lawyer'],
  ['其他证件', 'document.other'],
];

/** One that was written elsewhere stays as it came. */
export const documentText = (say: Say, kept: string): string => {
  const found = documents.find(([name]) => name === kept);
  return found === undefined ? kept : say(found[1]);
};
