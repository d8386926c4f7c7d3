/** Calls back every tenth of a second, on a page in the background too. */
const beatMs = 100;
const listeners = new Set<() => void>();
let isStarted = false;

const beat = (): void => {
  for (const listener of listeners) listener();
};

const start = (): void => {
  if (isStarted) return;
  isStarted = true;
  try {
    const thread = new Worker(new URL('./ticker-thread.ts', import.meta.url), { type: 'module' });
    thread.addEventListener('message', beat);
    // A browser without such a thread still rings while the page is in front.
    thread.addEventListener('error', () => window.setInterval(beat, beatMs), { once: true });
  } catch {
    window.setInterval(beat, beatMs);
  }
};

export const onBeat = (listener: () => void): (() => void) => {
  start();
  listeners.add(listener);
  return () => listeners.delete(listener);
};
