/** What this browser remembers of its person: language and theme. */
import { useSyncExternalStore } from 'react';

export type Language = 'zh' | 'en';
export type Theme = 'light' | 'dark';

const listeners = new Set<() => void>();
export const recall = (key: string): string | null => {
  try {
    return window.localStorage.getItem(key);
  } catch {
    // Storage may be closed to the page; the choice then lasts until it is left.
    return null;
  }
};

let theme: Theme =
  (recall('theme') as Theme | null) ??
  (window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

export const rememberedLanguage = (): Language => (recall('language') === 'en' ? 'en' : 'zh');

export const remember = (key: string, value: string): void => {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    return;
  }
};

export const applyTheme = (next: Theme = theme): void => {
  theme = next;
  document.documentElement.dataset['theme'] = next;
  document.documentElement.style.colorScheme = next;
  for (const listener of listeners) listener();
};

export const chooseTheme = (next: Theme): void => {
  remember('theme', next);
  applyTheme(next);
};

export const useTheme = (): Theme =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => theme,
  );
