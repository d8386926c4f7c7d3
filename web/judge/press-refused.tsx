/** A call that the console refuses for good: said once, without a loud word or colour, since somebody may look at the page. */
import type { Problem } from '../api.js';
import { useSay } from '../texts/texts.js';
import '../styles/judge.css';

export const PressRefused = ({ problem }: { readonly problem: Problem }) => (
  <output className="press-refused" data-testid="press-refused">
    <b>{useSay()('judge.refused')}</b> <span className="quiet">{problem.body.code ?? problem.status}</span>
  </output>
);
