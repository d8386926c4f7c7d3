/** The statute as data: every act with its text, elements, measures and grounds, to be read and searched by anyone. */
import { Input } from 'antd';
import { useState } from 'react';

import type { LawChange } from '../../src/law/law-changes.js';

import { AntFrame } from '../parts/ant-frame.js';
import { Answer, ProblemLine } from '../parts/answer.js';
import { asProblem, tellBytes, type Problem } from '../api.js';
import { useMay } from '../session.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import type { LawCode, LawCodes, List } from '../wire.js';

const textOf = (code: LawCode, law: LawCodes): string =>
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

const Act = ({ code, law }: { readonly code: LawCode; readonly law: LawCodes }) => {
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
      <p>
        {say('law.elements')}{' '}
        {code.elements.map((element) => `${element[language]}（${element.ask[language]}）`).join(' ')}
      </p>
      <ul>
        {code.measures.map(({ id, confirm }) => {
          const measure = law.measures.find((one) => one.id === id);
          return measure === undefined ? null : (
            <li key={id}>
              {measure[language]} <span className="quiet">{measure.orders[language]} · </span>
              <span className="quiet" lang="zh">
                {measure.grounds.map((ground) => `${ground.zh} ${ground.confidence}`).join('；')}
              </span>
              {confirm === undefined ? '' : ` · ${confirm[language]}`}
              {measure.decision === undefined ? '' : ` · ${measure.decision[language]}`}
            </li>
          );
        })}
      </ul>
      <p className="quiet" lang="zh">
        {say('law.offences')} {code.offencesNamed.join('、')}
        {code.offencesAdded.map(
          ({ zh, article, mark, confidence }) => ` ${zh} ${article}（${mark}，${confidence}）`,
        )}
        {code.administrative.length === 0
          ? ''
          : ` · ${say('law.administrative')} ${code.administrative.join('、')}`}
      </p>
    </li>
  );
};

const Changes = ({ version }: { readonly version: string }) => {
  const say = useSay();
  const changes = useFetched<List<LawChange>>(`/law/versions/${encodeURIComponent(version)}/changes`);
  return (
    <details>
      <summary>{say('law.changes')}</summary>
      <Answer of={changes}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="empty">{say('law.no-changes')}</p>
          ) : (
            <ul data-testid="law-changes">
              {items.map(({ part, id, change, fields }) => (
                <li key={`${part} ${id}`}>
                  {id} {say(`law.${change}`)} {fields.join('、')}
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </details>
  );
};

const Load = ({ onLoaded }: { readonly onLoaded: () => void }) => {
  const say = useSay();
  const [problem, setProblem] = useState<Problem>();
  const send = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setProblem(undefined);
    try {
      await tellBytes('/law/versions', file);
      onLoaded();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const told = problem?.body['problems'];
  return (
    <div>
      <label>
        {say('law.load')}{' '}
        <input
          type="file"
          accept=".json,application/json"
          data-testid="law-load"
          onChange={(event) => void send(event.target.files?.[0])}
        />
      </label>
      {problem === undefined ? null : <ProblemLine problem={problem} />}
      {Array.isArray(told) ? (
        <ul>
          {told.map((line) => (
            <li key={String(line)}>{String(line)}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
};

const LawPage = () => {
  const say = useSay();
  const language = useLanguage();
  const mayLoad = useMay('law:manage');
  const read = useFetched<LawCodes>('/law/codes', (fact) => fact.type === 'law.loaded');
  const [wanted, setWanted] = useState('');
  return (
    <AntFrame>
      <div className="page" data-testid="law">
        <Answer of={read}>
          {(law) => {
            const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
            const found = law.items.filter((code) => words.every((word) => textOf(code, law).includes(word)));
            return (
              <>
                <p className="quiet">
                  {say('law.current')} {law.version} · {law.notice[language]}
                </p>
                <Input
                  value={wanted}
                  allowClear
                  data-testid="law-search"
                  aria-label={say('law.search')}
                  placeholder={say('law.search')}
                  onChange={(event) => setWanted(event.target.value)}
                />
                <Changes key={law.version} version={law.version} />
                {mayLoad ? <Load onLoaded={read.reload} /> : null}
                {found.length === 0 ? <p className="empty">{say('law.none')}</p> : null}
                <ul className="findings">
                  {found.map((code) => (
                    <Act key={code.code} code={code} law={law} />
                  ))}
                </ul>
              </>
            );
          }}
        </Answer>
      </div>
    </AntFrame>
  );
};

export default LawPage;
