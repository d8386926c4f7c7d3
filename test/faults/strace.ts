/** Breaks a running process at a chosen system call: kills it there, or lets the call fail. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Injection {
  /** one or several, with commas */
  readonly calls: string;
  /** what happens there: `signal=KILL`, `error=EIO` */
  readonly what: string;
  /** from the moment of attaching, in each thread: `3` the third, `1+` the first and all after it */
  readonly when: string;
}

export interface Attached {
  /** Lets the process go on unharmed; resolves at once where it is gone. */
  detach(): Promise<void>;
}

const words = ({ calls, what, when }: Injection): string[] => [
  '-f',
  '-o',
  '/dev/null',
  '-e',
  `trace=${calls}`,
  '-e',
  `inject=${calls}:${what}:when=${when}`,
];

/** Resolves when every thread of the process is watched. @throws where strace may not or cannot */
export async function attach(pid: number, injection: Injection): Promise<Attached> {
  const strace = spawn('strace', [...words(injection), '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(strace, 'close');
  let text = '';
  await new Promise<void>((done, failed) => {
    strace.on('error', failed);
    strace.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (/attached/.test(text)) done();
    });
    strace.on('close', () => failed(new Error(`strace could not watch the console: ${text}`)));
  });
  return {
    detach: async () => {
      strace.kill('SIGINT');
      await ended;
    },
  };
}

/** What stands before a program that is to be broken from its first instruction on. */
export const under = (injection: Injection): readonly string[] => ['strace', ...words(injection)];
