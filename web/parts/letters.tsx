/** The court's own letters come after the first picture, so that they keep no alarm from being shown. */
import { useEffect } from 'react';

const afterMs = 1500;

/** Stands beside a page, and so waits with it. */
export const Letters = () => {
  useEffect(() => {
    const timer = window.setTimeout(() => void import('../styles/fonts.js'), afterMs);
    return () => window.clearTimeout(timer);
  }, []);
  return null;
};
