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
  #isOver = false;

  constructor(kind: string, words: readonly string[], folder: string, more: NodeJS.ProcessEnv = {}) {
    const main = join(process.cwd(), 'dist/devices', kind, 'main.js');
    const { NODE_OPTIONS: _, ...env } = process.env;
    this.#child = spawn(process.execPath, [main, ...words], { cwd: folder, env: { ...env, ...more } });
    this.#ended = once(this.#child, 'close').then(([code]) => {
      this.#isOver = true;
      this.#told.wake();
      return code as number | null;
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      // A character may come in two pieces.
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        this.text += chunk;
        this.#told.wake();
      });
  }

  /** @throws with all that it said, where it ended without these words */
  async says(words: string): Promise<void> {
    await this.#told.until(() => this.text.includes(words) || this.#isOver);
    if (!this.text.includes(words)) throw new Error(`it ended and never said "${words}":\n${this.text}`);
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
