/** Classifies in a thread of the browser, made at the first word; answers nothing where that cannot be. */
import type { Classification, Report } from '../../src/law/classification.js';
import type { Asked, Read } from './classifying-thread.js';

let thread: Worker | undefined;
let isBroken = false;
let turn = 0;
const waiting = new Map<number, (read: Read | undefined) => void>();

const giveUp = (): void => {
  isBroken = true;
  for (const answer of waiting.values()) answer(undefined);
  waiting.clear();
};

const start = (): Worker => {
  const made = new Worker(new URL('./classifying-thread.ts', import.meta.url), { type: 'module' });
  made.addEventListener('error', giveUp);
  made.addEventListener('message', ({ data }: MessageEvent<Read>) => {
    waiting.get(data.turn)?.(data);
    waiting.delete(data.turn);
  });
  return made;
};

const ask = (report: Report): Promise<Read | undefined> =>
  new Promise((answer) => {
    turn += 1;
    waiting.set(turn, answer);
    thread ??= start();
    const asked: Asked = { turn, report };
    thread.postMessage(asked);
  });

/** @param version of the law in force: a thread that knows another one is not believed */
export const classifyHere = async (report: Report, version: string): Promise<Classification | undefined> => {
  if (isBroken) return undefined;
  const read = await ask(report);
  return read?.version === version ? read?.classification : undefined;
};
