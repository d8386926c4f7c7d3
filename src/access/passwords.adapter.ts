/** Hashes and checks passwords with argon2id, off the writer and few at a time. */
import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { unavailable } from '../kernel/errors.js';

/** OWASP: at least 19 MiB, two passes, one lane. The package's default algorithm is argon2id. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** At most four are allowed; two leave half of the process's four I/O threads to files that must not wait. */
const atOnce = 2;
const mostWaiting = 200;

/** The same keys on another keyboard give the same password (NIST SP 800-63B 3.1.1.2). */
const typed = (password: string): string => password.normalize('NFKC');

export class Passwords {
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  #decoy: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(typed(password), cost));
  }

  /** Without a hash (nobody is called so) it takes as long and is false. */
  async isRight(password: string, hashed: string | undefined): Promise<boolean> {
    const against = hashed ?? (await this.decoy());
    const right = await this.#inTurn(() => verify(against, typed(password)));
    return right && hashed !== undefined;
  }

  /** A hash that no password is known for; made once, before the first sign-in. */
  decoy(): Promise<string> {
    this.#decoy ??= this.hash(randomBytes(32).toString('hex'));
    return this.#decoy;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= atOnce) {
      if (this.#waiting.length >= mostWaiting)
        throw unavailable('SIGN_IN_BUSY', 'too many people are signing in at once; try again in a moment', {
          retryAfterSeconds: 5,
        });
      await new Promise<void>((go) => this.#waiting.push(go));
    } else this.#running += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
