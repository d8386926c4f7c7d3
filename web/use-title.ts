/** What the browser's tab and its list of places say. */
import { useEffect } from 'react';

export const useTitle = (title: string): void => {
  useEffect(() => {
    document.title = title;
  }, [title]);
};
