/** The bugs that only many deliveries, late and doubled and after absences, bring out. */
import { ringsAgain, type Sabotage } from './bug.js';

export const deliveryBugs: Readonly<Record<string, Sabotage>> = {
  'a late repeat rings again': {
    changes: [ringsAgain],
    fault: 'deliveries',
    breaks: 'doubled',
  },
  'what is on its way is missed': {
    changes: [
      {
        file: 'src/intake/supervision.follower.js',
        from: 'const due = arrears.claim(boot, lastSeq, this.steady.nowMs());',
        to: 'arrears.claim(boot, lastSeq, this.steady.nowMs()); const due = lastSeq;',
      },
    ],
    fault: 'deliveries',
    breaks: 'false-gap',
  },
  'who was away is believed missing': {
    changes: [
      {
        file: 'src/intake/arrears.js',
        from: 'if (boot !== this.#boot || nowMs - this.#heardAtMs >= awayAfterMs)',
        to: 'if (boot !== this.#boot)',
      },
    ],
    fault: 'deliveries',
    // It takes one that was lost just before an absence.
    rounds: 50_000,
    breaks: 'false-gap',
  },
  'a gap is waited for too long': {
    changes: [
      { file: 'src/intake/ailments.js', from: 'missingAfterMs = 30_000', to: 'missingAfterMs = 90_000' },
    ],
    fault: 'deliveries',
    breaks: 'gap-unnoticed',
  },
};
