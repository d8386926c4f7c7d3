/** Asks the second reader, in Python, what it thinks of packets. */
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { join } from 'node:path';

const program = join(import.meta.dirname, '../../../test/support/second-reader.py');

/** `exit verdict` for one packet. */
export function secondVerdict(packet: string, trust: string, older?: string): string {
  const { status, stdout } = spawnSync(
    'python3',
    [program, packet, trust, ...(older === undefined ? [] : [older])],
    { encoding: 'utf8' },
  );
  return `${status} ${stdout.trim()}`;
}

/** One Python that reads packet after packet. */
export class SecondReader {
  readonly #child: ChildProcessWithoutNullStreams = spawn('python3', [program, '--many']);
  readonly #lines: Interface = createInterface({ input: this.#child.stdout });
  readonly #verdicts = this.#lines[Symbol.asyncIterator]();

  async verdict(packet: string, trust: string): Promise<string> {
    this.#child.stdin.write(`${packet}\t${trust}\n`);
    return String((await this.#verdicts.next()).value);
  }

  close(): void {
    this.#child.stdin.end();
  }
}
