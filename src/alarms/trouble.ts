/** Which troubles a person may end. Pure. */

/** What the console sees for itself ends when it is over; a person who says so does not end it. */
export const endsByItself: ReadonlySet<string> = new Set([
  'silent',
  'clock',
  'test-failed',
  'test-overdue',
  'self-test',
  'unguarded-hearing',
  'nobody-reachable',
  'no-contact',
  'post-unmanned',
  'keeper',
]);
