/** Which trouble stands first: what keeps a call for help from being heard, then what makes the ledger doubtful, then people who lack; a low battery last. Pure. */
import type { TroubleItem } from '../../src/console/board.js';

const heaviestFirst: readonly string[] = [
  'self-test',
  'unraised',
  'unguarded-hearing',
  'tamper-refused',
  'ledger-contradicted',
  'ledger-unsigned',
  'tamper',
  'silent',
  'fault',
  'self-check',
  'test-failed',
  'nobody-reachable',
  'no-contact',
  'post-unmanned',
  'rotted',
  'put-back',
  'police-link',
  'disk',
  'own-clock',
  'keeper',
  'lane-operators',
  'lane-unchecked',
  'clip-missing',
  'reaction',
];

const weightOf = ({ kind, urgent }: Pick<TroubleItem, 'kind' | 'urgent'>): number => {
  const rank = heaviestFirst.indexOf(kind);
  if (urgent) return -1;
  return rank === -1 ? heaviestFirst.length : rank;
};

/** Of equal weight, the older stands first. */
export const heaviest = <Trouble extends Pick<TroubleItem, 'kind' | 'urgent'>>(
  troubles: readonly Trouble[],
): readonly Trouble[] => troubles.toSorted((a, b) => weightOf(a) - weightOf(b));
