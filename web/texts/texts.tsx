/** The languages of the pages: Chinese first, English second, each loaded only when it is chosen. */
import { createContext, useContext, useSyncExternalStore, type ReactNode } from 'react';

import { remember, rememberedLanguage, type Language } from '../preferences.js';
import type { Catalogue, TextKey } from './catalogue.js';
import { sayFrom, type Say, type Values } from './say.js';

export type { Say } from './say.js';

interface Spoken {
  readonly language: Language;
  readonly catalogue: Catalogue;
  readonly say: Say;
}

const catalogues: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  zh: async () => (await import('./zh.js')).zh,
  en: async () => (await import('./en.js')).en,
};

let spoken: Spoken | undefined;
const listeners = new Set<() => void>();

const speak = async (language: Language): Promise<void> => {
  const catalogue = await catalogues[language]();
  spoken = { language, catalogue, say: sayFrom(catalogue) };
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  for (const listener of listeners) listener();
};

export const startTexts = (): Promise<void> => speak(rememberedLanguage());

export const chooseLanguage = async (language: Language): Promise<void> => {
  await speak(language);
  remember('language', language);
};

const listen = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const SpokenContext = createContext<Spoken | undefined>(undefined);

/** Every page is drawn inside it, and drawn again when the language is another. */
export const Texts = ({ children }: { readonly children: ReactNode }) => (
  <SpokenContext value={useSyncExternalStore(listen, () => spoken)}>{children}</SpokenContext>
);

const useSpoken = (): Spoken => {
  const now = useContext(SpokenContext);
  if (now === undefined) throw new Error('a page was drawn before it had a language');
  return now;
};

export const useSay = (): Say => useSpoken().say;
export const useLanguage = (): Language => useSpoken().language;

/** The families of words whose members come over the wire and may grow before the pages do. */
export type Family =
  | 'trouble'
  | 'outcome'
  | 'test-outcome'
  | 'pattern'
  | 'source'
  | 'role'
  | 'class'
  | 'deciding'
  | 'decision'
  | 'packet-state'
  | 'incident-state'
  | 'device-state'
  | 'kind'
  | 'law-field'
  | 'level'
  | 'alarm-kind'
  | 'how'
  | 'officer-state'
  | 'overdue'
  | 'own-clock'
  | 'shelf-mode'
  | 'lack'
  | 'screen-sound'
  | 'sound-check'
  | 'bench-test'
  | 'own-call'
  | 'likelihood'
  | 'area'
  | 'tag'
  | 'action'
  | 'may'
  | 'police-result'
  | 'form'
  | 'fact';

/** A word that the catalogue does not know is shown as it came rather than hidden. */
export const sayOf = (say: Say, family: Family, member: string, values?: Values): string =>
  spoken !== undefined && Object.hasOwn(spoken.catalogue, `${family}.${member}`)
    ? say(`${family}.${member}` as TextKey, values)
    : member;
