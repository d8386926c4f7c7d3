/** A test of a button as its judge sees it: how far it came, and not through whose hands. Pure. */
import { testOutcomes, type ButtonTestItem, type TestOutcome } from '../alarms/button-test.js';
import type { Instant } from '../kernel/clock.js';

/** `waits` for the press; `arriving`: pressed, and not yet both shown and sounded */
export const ownTestStates = ['waits', 'arriving', ...testOutcomes] as const;
export type OwnTestState = 'waits' | 'arriving' | TestOutcome;

export interface OwnTest {
  readonly id: string;
  readonly state: OwnTestState;
  readonly openedAt: Instant;
  readonly until: Instant;
  /** begun by himself: he may stop it */
  readonly isOwn: boolean;
  readonly pressedAt?: Instant;
  readonly receivedAt?: Instant;
  readonly shownAt?: Instant;
  readonly soundedAt?: Instant;
}

export interface OwnButton {
  readonly device: string;
  readonly name: string;
  readonly place: string;
  /** the newest one */
  readonly test?: OwnTest;
}

const stateOf = ({ outcome, pressedAt }: ButtonTestItem): OwnTestState =>
  outcome ?? (pressedAt === undefined ? 'waits' : 'arriving');

export const ownTest = (test: ButtonTestItem, person: string): OwnTest => ({
  id: test.id,
  state: stateOf(test),
  openedAt: test.opened.at,
  until: test.until,
  isOwn: test.opened.by.id === person,
  ...(test.pressedAt === undefined ? {} : { pressedAt: test.pressedAt }),
  ...(test.receiptedAt === undefined ? {} : { receivedAt: test.receiptedAt }),
  ...(test.shown === undefined ? {} : { shownAt: test.shown.at }),
  ...(test.sounded === undefined ? {} : { soundedAt: test.sounded.at }),
});
