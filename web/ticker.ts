/** Calls back every tenth of a second, on a page in the background too. */
const beatMs = 100;
const listeners = new Set<() => void>();
let isStarted = false;
let beatenAtMs = 0;

const beat = (): void => {
  beatenAtMs = performance.now();
  for (const listener of listeners) listener();
};

const start = (): void => {
  if (isStarted) return;
  isStarted = true;
  try {
    const thread = new Worker(new URL('./ticker-thread.ts', import.meta.url), { type: 'module' });
    thread.addEventListener('message', beat);
  } catch {
    // A browser without such a thread.
  }
  // A thread that does not come, or was ended, may not stop what watches over the court: while it is silent the page beats itself.
  window.setInterval(() => {
    if (performance.now() - beatenAtMs > 3 * beatMs) beat();
  }, beatMs);
};

export const onBeat = (listener: () => void): (() => void) => {
  start();
  listeners.add(listener);
  return () => listeners.delete(listener);
};
