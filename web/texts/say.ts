/** Says a text of a catalogue, with values where it has `{{names}}` for them. */
import type { Catalogue, TextKey } from './catalogue.js';

export type Values = Readonly<Record<string, string | number>>;
export type Say = (key: TextKey, values?: Values) => string;

export const sayFrom =
  (catalogue: Catalogue): Say =>
  (key, values) => {
    // A word that is newer than these pages is shown as it came.
    const text = (catalogue as Partial<Catalogue>)[key] ?? key;
    return text.includes('{{')
      ? text.replaceAll(/\{\{(?<name>\w+)\}\}/g, (_, name: string) => String(values?.[name] ?? ''))
      : text;
  };
