/** A device program in a process of its own, as a person starts it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Waiters } from './device-waiters.js';

export class Program {
  text = '';
  readonly #told = new Waiters();
  readonly #child;
  readonly #ended: Promise<number | null>;

  constructor(kind: string, words: readonly string[], folder: string, more: NodeJS.ProcessEnv = {}) {
    const main = join(process.cwd(), 'dist/devices', kind, 'main.js');
    const { NODE_OPTIONS: _, ...env } = process.env;
    this.#child = spawn(process.execPath, [main, ...words], { cwd: folder, env: { ...env, ...more } });
    this.#ended = once(this.#child, 'close').then(([code]) => code as number | null);
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream.on('data', (chunk: Buffer) => {
        this.text += chunk.toString();
        this.#told.wake();
      });
  }

  says(words: string): Promise<void> {
    return this.#told.until(() => this.text.includes(words));
  }

  type(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  interrupt(): void {
    this.#child.kill('SIGINT');
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Resolves when all that it said is here too. @returns the exit code, nothing where a signal ended it */
  ended(): Promise<number | null> {
    return this.#ended;
  }
}
