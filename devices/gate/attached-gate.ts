/** A real gate at the end of a wire: what it says becomes events, counts once a minute. */
import { readFileSync } from 'node:fs';
import { reasonOf } from '../../src/kernel/errors.js';
import type { Clock } from '../../src/kernel/clock.js';
import type { Said, Voice } from '../agent/link.js';
import type { SayingOf } from '../protocol/event.js';
import { type Dialect, dialectSchema, readGateSentence } from './dialect.js';
import { GateCounter } from './gate-counter.js';
import { GateLine, type GateLineOptions } from './gate-line.js';

export interface AttachedGateOptions extends Pick<GateLineOptions, 'wire' | 'baud' | 'retryAfter'> {
  readonly voice: Voice<'gate'>;
  readonly dialect: Dialect;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  readonly onSaid?: (saying: SayingOf<'gate'>, said: Said) => void;
  readonly minuteMs?: number;
}

const minuteMs = 60_000;

export class AttachedGate {
  readonly #options: AttachedGateOptions;
  readonly #counter: GateCounter;
  readonly #line: GateLine;
  readonly #timer: NodeJS.Timeout;
  #lastUnknown = '';

  constructor(options: AttachedGateOptions) {
    this.#options = options;
    this.#counter = new GateCounter(options.clock.nowMs());
    this.#line = new GateLine({
      ...options,
      heard: (sentence) => this.hear(sentence),
      onFault: (code) => this.#say({ type: 'fault', code }),
    });
    this.#timer = setInterval(() => this.#tellCounts(), options.minuteMs ?? minuteMs);
  }

  hear(sentence: string): void {
    const heard = readGateSentence(this.#options.dialect, sentence);
    if (heard === undefined) {
      if (sentence !== this.#lastUnknown)
        this.#options.log(`安检门说了不认识的话 the gate said what no rule knows: ${sentence}`);
      this.#lastUnknown = sentence;
      return;
    }
    if ('nothing' in heard) return;
    if ('saying' in heard) {
      if (heard.isPassage) this.#counter.pass(1);
      this.#say(heard.saying);
    } else if (heard.areTotals) this.#counter.compare(heard);
    else this.#counter.pass(heard.alarmed);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#line.close();
    this.#tellCounts();
  }

  #tellCounts(): void {
    const counts = this.#counter.take(this.#options.clock.nowMs());
    if (counts !== undefined) this.#say(counts);
  }

  #say(saying: SayingOf<'gate'>): void {
    const { voice, log, onSaid } = this.#options;
    voice
      .say(saying)
      .then((said) => onSaid?.(saying, said))
      .catch((thrown: unknown) => log(reasonOf(thrown)));
  }
}

/** @throws with what is wrong, where the file is no dialect */
export function readDialect(path: string): Dialect {
  return dialectSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}
