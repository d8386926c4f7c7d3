/** A call that the console refuses for good: said once. */
import type { Problem } from '../api.js';
import { GuardTelephone } from '../parts/guard-telephone.js';
import { useSay } from '../texts/texts.js';
import { TroubleLine } from './trouble-line.js';

export const PressRefused = ({ problem }: { readonly problem: Problem }) => (
  <TroubleLine data-testid="press-refused">
    {useSay()('judge.refused')}
    <GuardTelephone /> <span className="quiet">{problem.body.code ?? problem.status}</span>
  </TroubleLine>
);
