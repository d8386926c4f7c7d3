/** Whether one points with a finger here, or on a screen so narrow: a telephone has no Space to press. */
import { useSyncExternalStore } from 'react';

const finger = window.matchMedia('(pointer: coarse), (width < 800px)');

const listen = (listener: () => void): (() => void) => {
  finger.addEventListener('change', listener);
  return () => finger.removeEventListener('change', listener);
};

export const useFinger = (): boolean => useSyncExternalStore(listen, () => finger.matches);
