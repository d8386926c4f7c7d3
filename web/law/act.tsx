/** One act of the statute: its text and source, elements, measures with their grounds, the offences it may amount to. */
import { useLanguage, useSay } from '../texts/texts.js';
import type { LawCode, LawCodes } from '../wire.js';
import { groundText } from './ground-text.js';

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
  const source = law.sources.find(({ id }) => id === code.source);
  return (
    <li className="part" data-testid="law-code" data-code={code.code}>
      <h2>
        <b className="code">{code.code}</b> <span lang="zh">{code.zh}</span>
      </h2>
      <p className="quiet">
        {code.en} · {source?.[language]} {code.article} · {say('law.confidence')} {code.confidence}
        {code.residual === true ? ` · ${say('law.residual')}` : ''}
      </p>
      <dl className="law-act">
        <dt>{say('law.elements')}</dt>
        <dd>
          <ul>
            {code.elements.map((element) => (
              <li key={element.en}>
                {element[language]} <span className="quiet">{element.ask[language]}</span>
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
                  {measure[language]} <span className="quiet">{measure.orders[language]} · </span>
                  <span className="quiet">
                    {measure.grounds
                      .map((ground) => `${groundText(ground.zh, language)} ${ground.confidence}`)
                      .join(say('text.stop'))}
                  </span>
                  {confirm === undefined ? '' : ` · ${confirm[language]}`}
                  {measure.decision === undefined ? '' : ` · ${measure.decision[language]}`}
                </li>
              );
            })}
          </ul>
        </dd>
        <dt>{say('law.offences')}</dt>
        <dd lang="zh">
          {[
            ...code.offencesNamed,
            ...code.offencesAdded.map(
              ({ zh, article, mark, confidence }) => `${zh} ${article}（${mark}，${confidence}）`,
            ),
          ].join('；') || '—'}
        </dd>
        {code.administrative.length === 0 ? null : (
          <>
            <dt>{say('law.administrative')}</dt>
            <dd lang="zh">{code.administrative.join('、')}</dd>
          </>
        )}
      </dl>
    </li>
  );
};
