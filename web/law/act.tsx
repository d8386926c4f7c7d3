/** One act of the statute: its text and source, elements, measures with their grounds, the offences it may amount to. */
import { Fragment } from 'react';

import { useLanguage, useSay } from '../texts/texts.js';
import type { LawCode, LawCodes } from '../wire.js';
import { Gloss, withLaws } from './gloss.js';
import { articleText, begun, groundText } from './ground-text.js';

/** What the Measures name themselves has neither article nor confidence here. */
type Offence = Pick<LawCode['offencesAdded'][number], 'zh'> & Partial<LawCode['offencesAdded'][number]>;

/** All that may be searched of it. */
export const textOf = (code: LawCode, law: LawCodes): string =>
  [
    code.code,
    code.zh,
    code.en,
    ...code.elements.flatMap((element) => [element.zh, element.en, element.ask.zh]),
    ...code.offencesNamed,
    ...code.offencesAdded.map(({ zh }) => zh),
    ...code.measures.map(({ id }) => law.measures.find((measure) => measure.id === id)?.zh ?? ''),
  ]
    .join('\n')
    .toLowerCase();

export const Act = ({ code, law }: { readonly code: LawCode; readonly law: LawCodes }) => {
  const say = useSay();
  const language = useLanguage();
  const offences: readonly Offence[] = [...code.offencesNamed.map((zh) => ({ zh })), ...code.offencesAdded];
  const laws = withLaws(offences.map(({ article = '' }) => article));
  const source = law.sources.find(({ id }) => id === code.source);
  return (
    <li className="part" data-testid="law-code" data-code={code.code}>
      <h2>
        <b className="code">{code.code}</b> <span lang="zh">{code.zh}</span>
      </h2>
      {language === 'en' ? (
        <p>
          <i className="gloss">
            {say('law.gloss')} {code.en}
          </i>
        </p>
      ) : null}
      <p className="quiet">
        {source?.[language]} {articleText(code.article, language)} · {say('law.confidence')} {code.confidence}
        {code.residual === true ? ` · ${say('law.residual')}` : ''}
      </p>
      <dl className="law-act">
        <dt>{say('law.elements')}</dt>
        <dd>
          <ul>
            {code.elements.map((element) => (
              <li key={element.en}>
                {begun(element[language])} <span className="quiet">{element.ask[language]}</span>
              </li>
            ))}
          </ul>
        </dd>
        <dt>{say('law.measures')}</dt>
        <dd>
          <ul>
            {code.measures.map(({ id, confirm }) => {
              const measure = law.measures.find((one) => one.id === id);
              return measure === undefined ? null : (
                <li key={id}>
                  <Gloss of={measure.zh} by={measure.en} />{' '}
                  <span className="quiet">{begun(measure.orders[language])} · </span>
                  <span className="quiet">
                    {measure.grounds
                      .map((ground) => `${groundText(ground.zh, language)} ${ground.confidence}`)
                      .join(say('text.stop'))}
                  </span>
                  {confirm === undefined ? '' : ` · ${begun(confirm[language])}`}
                  {measure.decision === undefined ? '' : ` · ${begun(measure.decision[language])}`}
                </li>
              );
            })}
          </ul>
        </dd>
        <dt>{say('law.offences')}</dt>
        <dd>
          {offences.length === 0 ? '—' : null}
          <ul>
            {offences.map(({ zh, article = '', confidence }, at) => (
              <li key={`${zh} ${article}`}>
                <Gloss of={zh} />
                {confidence === undefined ? null : (
                  <span className="quiet">
                    {' '}
                    <Gloss of={article} by={laws[at]?.by ?? ''} /> · {say('finding.added')} {confidence}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </dd>
        {code.administrative.length === 0 ? null : (
          <>
            <dt>{say('law.administrative')}</dt>
            <dd>
              {withLaws(code.administrative).map((cited, at) => (
                <Fragment key={cited.of}>
                  {at === 0 ? '' : say('text.comma')}
                  <Gloss {...cited} />
                </Fragment>
              ))}
            </dd>
          </>
        )}
      </dl>
    </li>
  );
};
