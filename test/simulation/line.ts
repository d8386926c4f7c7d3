/** What is really owed by one device: which of its events have not come, and since when they could have. */
import { missingAfterMs } from '../../src/intake/ailments.js';
import { complaint, type Complaint } from '../faults/complaint.js';
import type { VirtualTime } from './platform.js';

/** R7: a minute, and what the line takes. */
const toldWithinMs = 61_000;

export class Line {
  boot = 'boot-0';
  /** nothing passes, either way */
  isCut = false;
  /** it says nothing, or nobody hears it */
  isAway = false;
  /** the longest that a gap took to be told */
  slowestMs = 0;
  gaps = 0;
  #seq = 0;
  /** speaks without a break since then */
  #upSinceMs = 0;
  /** said under this power-up or one before and not come yet, by `boot/seq`; when it was said */
  readonly #owed = new Map<string, number>();
  /** what is swallowed wherever it comes from */
  #eaten: string | undefined;
  #isTold = false;

  constructor(
    readonly device: string,
    readonly time: VirtualTime,
    readonly complaints: Complaint[],
  ) {}

  reboot(boot: string): void {
    this.boot = boot;
    this.#seq = 0;
  }

  says(): void {
    this.#seq += 1;
    this.#owed.set(`${this.boot}/${this.#seq}`, this.time.nowMs);
  }

  /** The event said next comes through only after `forMs`. */
  eatsNext(forMs: number): void {
    if (this.#eaten !== undefined) return;
    const name = `${this.boot}/${this.#seq + 1}`;
    this.#eaten = name;
    this.time.after(forMs, () => (this.#eaten = undefined));
    this.time.after(toldWithinMs, () => this.#mustBeTold(name));
  }

  isEaten(payload: string): boolean {
    if (this.#eaten === undefined) return false;
    const { boot, seq } = JSON.parse(payload) as { boot: string; seq: number };
    return this.#eaten === `${boot}/${seq}`;
  }

  comes(boot: string, seq: number): void {
    this.#owed.delete(`${boot}/${seq}`);
  }

  isUpAgain(): void {
    [this.isCut, this.isAway] = [false, false];
    this.#upSinceMs = this.time.nowMs;
  }

  /** The console says that something is missing, or that all has come. */
  told(gap: { readonly boot: string; readonly missing: number } | undefined): void {
    this.#isTold = gap !== undefined;
    if (gap === undefined) return;
    this.gaps += 1;
    const owedSince = [...this.#owed]
      .filter(([name]) => name.startsWith(`${gap.boot}/`))
      .map(([, saidAtMs]) => Math.max(saidAtMs, this.#upSinceMs));
    const longestMs = this.time.nowMs - Math.min(...owedSince);
    if (longestMs < missingAfterMs || owedSince.length === 0)
      this.#say('false-gap', `${gap.missing} of ${gap.boot} are called missing after ${longestMs} ms`);
    else this.slowestMs = Math.max(this.slowestMs, longestMs);
  }

  /** All has come, and nothing stands. */
  end(): void {
    if (this.#isTold) this.#say('false-gap', 'a gap stands, and nothing is missing');
  }

  #mustBeTold(name: string): void {
    const saidAtMs = this.#owed.get(name);
    const isDue =
      saidAtMs !== undefined &&
      name.startsWith(`${this.boot}/`) &&
      this.time.nowMs - Math.max(saidAtMs, this.#upSinceMs) >= toldWithinMs;
    if (isDue && !this.isAway && !this.#isTold) this.#say('gap-unnoticed', `${name} never came`);
  }

  #say(invariant: 'false-gap' | 'gap-unnoticed', about: string): void {
    this.complaints.push(complaint(invariant, `${this.device}: ${about}`));
  }
}
