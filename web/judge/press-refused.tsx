/** A call that the console refuses for good: said once. */
import type { Problem } from '../api.js';
import { useSay } from '../texts/texts.js';
import { TroubleLine } from './trouble-line.js';

export const PressRefused = ({ problem }: { readonly problem: Problem }) => (
  <TroubleLine data-testid="press-refused">
    {useSay()('judge.refused')} <span className="quiet">{problem.body.code ?? problem.status}</span>
  </TroubleLine>
);
