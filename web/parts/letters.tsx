/** The court's own letters come after the first picture, so that they keep no alarm from being shown. */
import { useEffect } from 'react';
import { useSay } from '../texts/texts.js';

const afterMs = 1500;

/** What is said when nothing can be fetched any more. */
const lastWords = ['cut.title', 'cut.short', 'cut.since', 'cut.police', 'cut.what-to-do'] as const;

const bring = async (words: string): Promise<void> => {
  await import('../styles/fonts.js');
  await Promise.all([400, 700].map((weight) => document.fonts.load(`${weight} 1em "Noto Sans SC"`, words)));
};

/** Stands beside a page, and so waits with it. */
export const Letters = () => {
  const say = useSay();
  const words = lastWords.map((word) => say(word)).join('');
  useEffect(() => {
    const timer = window.setTimeout(() => {
      // Without them the page has the machine's own letters.
      bring(words).catch(() => undefined);
    }, afterMs);
    return () => window.clearTimeout(timer);
  }, [words]);
  return null;
};
