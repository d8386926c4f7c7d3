/** Says `shown` only after the frame that paints the alarm or the test's press, on a page that is really visible. */
import { useEffect } from 'react';

import type { About } from '../live/live-client.js';
import { useLiveClient } from '../live/live-context.js';

export const usePainted = (id: string, about: About = 'alarm'): void => {
  const client = useLiveClient();
  useEffect(() => {
    if (client === null) return undefined;
    let frame = 0;
    let isWanted = true;
    const look = (): void => {
      if (document.visibilityState !== 'visible') return;
      // The first frame draws it; when the second begins, the first has been painted.
      frame = window.requestAnimationFrame(() => {
        frame = window.requestAnimationFrame(() => {
          if (!isWanted || document.visibilityState !== 'visible') return;
          document.removeEventListener('visibilitychange', look);
          client.tell('shown', id, about);
        });
      });
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      isWanted = false;
      window.cancelAnimationFrame(frame);
      document.removeEventListener('visibilitychange', look);
    };
  }, [client, id, about]);
};
