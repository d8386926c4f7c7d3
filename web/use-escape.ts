/** Leaves what was begun when Escape is pressed. */
import { useEffect } from 'react';

export const useEscape = (leave: () => void): void => {
  useEffect(() => {
    const hear = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') leave();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [leave]);
};
