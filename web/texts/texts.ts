/** The languages of the pages: Chinese first, English second, each loaded only when it is chosen. */
import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';

import { remember, rememberedLanguage, type Language } from '../preferences.js';
import type { Catalogue, TextKey } from './catalogue.js';

type Values = Readonly<Record<string, string | number>>;
export type Say = (key: TextKey, values?: Values) => string;

const catalogues: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  zh: async () => (await import('./zh.js')).zh,
  en: async () => (await import('./en.js')).en,
};

const load = async (language: Language): Promise<void> => {
  if (i18next.hasResourceBundle(language, 'translation')) return;
  i18next.addResourceBundle(language, 'translation', await catalogues[language]());
};

const markPage = (language: Language): void => {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
};

export const startTexts = async (): Promise<void> => {
  const language = rememberedLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    // keys have dots in them, and React escapes
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: { [language]: { translation: await catalogues[language]() } },
  });
  markPage(language);
};

export const chooseLanguage = async (language: Language): Promise<void> => {
  await load(language);
  await i18next.changeLanguage(language);
  remember('language', language);
  markPage(language);
};

export const useSay = (): Say => useTranslation().t as Say;
export const useLanguage = (): Language => (useTranslation().i18n.language === 'en' ? 'en' : 'zh');

/** The families of words whose members come over the wire and may grow before the pages do. */
export type Family =
  | 'trouble'
  | 'outcome'
  | 'test-outcome'
  | 'pattern'
  | 'source'
  | 'role'
  | 'class'
  | 'decision'
  | 'packet-state'
  | 'incident-state'
  | 'device-state'
  | 'kind'
  | 'measure'
  | 'level'
  | 'alarm-kind'
  | 'how'
  | 'officer-state'
  | 'overdue'
  | 'shelf-mode'
  | 'sound-check'
  | 'likelihood'
  | 'area'
  | 'tag'
  | 'action'
  | 'may'
  | 'police-result'
  | 'fact';

/** A word that the catalogue does not know is shown as it came rather than hidden. */
export const sayOf = (say: Say, family: Family, member: string, values?: Values): string =>
  i18next.exists(`${family}.${member}`) ? say(`${family}.${member}` as TextKey, values) : member;
