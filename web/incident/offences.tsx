/** Which offences an act may amount to, and what that hangs on: a hint, and nobody is told that one was committed. */
import type { FindingItem } from '../../src/console/board.js';
import { offenceHints } from '../../src/law/offence.js';
import { Gloss } from '../law/gloss.js';
import { useLawOf } from '../law/use-law-of.js';
import { useLanguage, useSay } from '../texts/texts.js';

export const Offences = ({ finding }: { readonly finding: FindingItem }) => {
  const say = useSay();
  const language = useLanguage();
  const { codes, offenceNeeds } = useLawOf(finding.lawVersion);
  const code = codes.get(finding.code);
  const hints = code === undefined ? [] : offenceHints(code, finding.particulars ?? {}, offenceNeeds);
  if (hints.length === 0) return null;
  return (
    <details className="quiet">
      <summary>{say('finding.offences')}</summary>
      <ul>
        {hints.map((hint) => (
          <li key={hint.zh}>
            <Gloss of={hint.zh} /> <span lang="zh">{hint.article ?? ''}</span>{' '}
            {hint.isAdded ? say('finding.added') : ''}
            {hint.why === undefined ? null : (
              <>
                {' '}
                <b>{say(`finding.fits-${hint.fits}`)}</b> {hint.why[language]}
              </>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
};
