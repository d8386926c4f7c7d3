/** What a catalogue must hold: every key of the Chinese one, and a sentence for every fact. */
import type { zh } from './zh.js';

export type TextKey = keyof typeof zh;
export type Catalogue = Readonly<Record<TextKey, string>>;
