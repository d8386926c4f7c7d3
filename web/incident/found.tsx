/** What a finding rests on, as people ticked and answered it: element by element, with how many exhibits show each. */
import type { FindingItem } from '../../src/console/board.js';
import { stillAsked } from '../../src/incidents/particulars.js';
import { begun } from '../law/ground-text.js';
import { useLawOf } from '../law/use-law-of.js';
import { Dotted } from '../parts/dotted.js';
import { useNames } from '../reference.js';
import type { TextKey } from '../texts/catalogue.js';
import { useLanguage, useSay } from '../texts/texts.js';

const Answers = ({ particulars }: { readonly particulars: NonNullable<FindingItem['particulars']> }) => {
  const say = useSay();
  const names = useNames();
  const { victimRole, injury, headCount, headCountSource, damageYuan, damageSource } = particulars;
  const source = (word: typeof headCountSource): string =>
    word === undefined ? '' : ` ${say('text.quoted', { text: names.word(word) })}`;
  const answers = [
    victimRole === undefined ? '' : `${say('ask.victimRole')} ${say(`victim.${victimRole}` as TextKey)}`,
    injury === undefined ? '' : `${say('ask.injury')} ${say(`injury.${injury}` as TextKey)}`,
    headCount === undefined ? '' : `${say('ask.headCount')} ${headCount}${source(headCountSource)}`,
    damageYuan === undefined ? '' : `${say('ask.damageYuan')} ${damageYuan}${source(damageSource)}`,
  ].filter((text) => text !== '');
  return <p className="quiet">{answers.join(' · ')}</p>;
};

export const Found = ({ finding }: { readonly finding: FindingItem }) => {
  const say = useSay();
  const language = useLanguage();
  const code = useLawOf(finding.lawVersion).codes.get(finding.code);
  const elements = code?.elements ?? [];
  /** What is ticked is not established while nobody has said what it is. */
  const stillOf = (id: string): string => {
    const asked = code === undefined ? undefined : stillAsked(code, id, finding.particulars ?? {});
    return asked === undefined ? '' : say('ask.still', { what: say(`ask.${asked}`) });
  };
  const proofs = (id: string): number => finding.proofs?.[id]?.length ?? 0;
  const shown = elements.filter(({ id }) => finding.elements.includes(id));
  const open = elements.filter(({ id }) => !finding.elements.includes(id));
  return (
    <div data-testid="found">
      {shown.map((element) => (
        <p key={element.id}>
          <Dotted>
            {`${stillOf(element.id) === '' ? '✓ ' : ''}${begun(element[language])}`}
            {stillOf(element.id) === '' ? null : <b>{stillOf(element.id)}</b>}
            <span className="quiet">
              {proofs(element.id) === 0
                ? say('finding.no-proof')
                : say('finding.proofs', { n: proofs(element.id) })}
            </span>
          </Dotted>
        </p>
      ))}
      {open.length === 0 || finding.status !== 'confirmed' ? null : (
        <p className="quiet">
          {say('finding.not-shown')}
          {open.map((element) => element[language]).join(say('text.comma'))}
        </p>
      )}
      {finding.particulars === undefined ? null : <Answers particulars={finding.particulars} />}
    </div>
  );
};
