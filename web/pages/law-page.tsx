/** The statute as data: every act with its text, elements, measures and grounds, to be read and searched by anyone, in each version. */
import { Input } from 'antd';
import { useState } from 'react';

import type { Fact } from '../../src/console/board.js';

import { Act, textOf } from '../law/act.js';
import { Versions } from '../law/versions.js';
import { AntFrame } from '../parts/ant-frame.js';
import { FileButton } from '../parts/file-button.js';
import { Answer, ProblemLine } from '../parts/answer.js';
import { asProblem, tellBytes, type Problem } from '../api.js';
import { useMay } from '../session.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import type { LawCodes, LawVersion, List } from '../wire.js';

const Load = ({ onLoaded }: { readonly onLoaded: () => void }) => {
  const say = useSay();
  const [problem, setProblem] = useState<Problem>();
  const send = async (file: File): Promise<void> => {
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
    <div className="upload">
      <FileButton accept=".json,application/json" data-testid="law-load" onFile={(file) => void send(file)}>
        {say('law.load')}
      </FileButton>
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

const isLoaded = ({ type }: Fact): boolean => type === 'law.loaded';

/** The one before it, where there is one. */
const before = (version: string, versions: readonly LawVersion[]): string | undefined =>
  versions[versions.findIndex((one) => one.version === version) - 1]?.version;

const Acts = ({ law }: { readonly law: LawCodes }) => {
  const say = useSay();
  const [wanted, setWanted] = useState('');
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const found = law.items.filter((code) => words.every((word) => textOf(code, law).includes(word)));
  return (
    <>
      <Input
        value={wanted}
        allowClear
        data-testid="law-search"
        aria-label={say('law.search')}
        placeholder={say('law.search')}
        onChange={(event) => setWanted(event.target.value)}
      />
      {found.length === 0 ? <p className="empty">{say('law.none')}</p> : null}
      <ul className="law-acts">
        {found.map((code) => (
          <Act key={code.code} code={code} law={law} />
        ))}
      </ul>
    </>
  );
};

/** What the grounds call the Measures, whole and once. */
const Short = ({ law }: { readonly law: LawCodes }) => {
  const say = useSay();
  const language = useLanguage();
  const source = law.sources.find(({ id }) => id === 'measures');
  return source === undefined ? null : (
    <p className="quiet">{say('law.short', { title: source[language] })}</p>
  );
};

const LawPage = () => {
  const say = useSay();
  const language = useLanguage();
  const mayLoad = useMay('law:manage');
  const [chosen, setChosen] = useState<string>();
  const [against, setAgainst] = useState<string>();
  const versions = useFetched<List<LawVersion>>('/law/versions', isLoaded);
  const read = useFetched<LawCodes>(
    chosen === undefined ? '/law/codes' : `/law/versions/${encodeURIComponent(chosen)}`,
    isLoaded,
  );
  const kept = versions.value?.items ?? [];
  const current = kept.find(({ isCurrent }) => isCurrent)?.version;
  const show = (version: string): void => {
    setChosen(version === current ? undefined : version);
    setAgainst(before(version, kept));
  };
  return (
    <AntFrame>
      <div className="page" data-testid="law">
        <Answer of={read}>
          {(law) => (
            <>
              <Answer of={versions}>{() => null}</Answer>
              {current === undefined || law.version === current ? null : (
                <p className="problem">{say('law.not-current', { version: law.version, current })}</p>
              )}
              <p className="quiet">{law.notice[language]}</p>
              <Short law={law} />
              <p className="quiet">
                {say('law.confidence')}
                {say('text.colon')}
                {say('law.letters')}
              </p>
              <Versions
                law={law}
                versions={kept}
                against={against === law.version ? undefined : against}
                onRead={show}
                onAgainst={setAgainst}
              >
                {mayLoad ? (
                  <Load
                    onLoaded={() => {
                      setChosen(undefined);
                      setAgainst(current);
                      read.reload();
                      versions.reload();
                    }}
                  />
                ) : null}
              </Versions>
              <Acts law={law} />
            </>
          )}
        </Answer>
      </div>
    </AntFrame>
  );
};

export default LawPage;
