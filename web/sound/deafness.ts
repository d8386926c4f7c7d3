/** Tells the console how the sound of this screen stands: what was heard at the start of the shift, and when it is deaf. */
import { useEffect, useRef } from 'react';

import type { SoundState } from '../../src/console/board.js';
import { tell } from '../api.js';
import type { SoundPower } from './sound-player.js';

/** A browser that only waits for the first press is not deaf yet. */
const deafAfterMs = 5_000;

export const offDuty = 'off-duty';

/** Who is on no post keeps no watch: there is no shift to note it to. */
export const tellSound = (shift: string | undefined, state: SoundState): void => {
  if (shift === undefined || shift === offDuty) return;
  tell('/duty/sound', { state }).catch(() => undefined);
};

/** A screen that is blocked for a while is told of once; it is told as heard again only where it was the deaf one. */
export const useDeafness = (shift: string | undefined, power: SoundPower, isHeard: boolean): void => {
  const wasDeaf = useRef(false);
  useEffect(() => {
    if (shift === undefined) return undefined;
    if (power === 'running') {
      if (wasDeaf.current && isHeard) tellSound(shift, 'heard');
      wasDeaf.current = false;
      return undefined;
    }
    const timer = window.setTimeout(() => {
      wasDeaf.current = true;
      tellSound(shift, 'blocked');
    }, deafAfterMs);
    return () => window.clearTimeout(timer);
  }, [shift, power, isHeard]);
};
