/** A report by phone or in person: place, free words, and what they may amount to as one types. */
import { Form, Input, Select, Button } from 'antd';
import { useEffect, useState } from 'react';

import { asProblem, tell, type Problem } from '../api.js';
import { AntFrame } from '../parts/ant-frame.js';
import { ProblemLine } from '../parts/answer.js';
import { CandidateRow } from '../parts/candidate-row.js';
import { useNames, useReference } from '../reference.js';
import { hrefOf } from '../routes.js';
import { useMay } from '../session.js';
import { useLanguage, useSay } from '../texts/texts.js';
import type { ClassifyAnswer } from '../wire.js';

const settleMs = 300;

interface Candidates {
  /** what was asked */
  readonly of?: string;
  readonly answer?: ClassifyAnswer;
  readonly problem?: Problem;
}

const classify = async (zone: string, text: string): Promise<Candidates> => {
  try {
    return { answer: await tell<ClassifyAnswer>('/law/classify', { zone, text }) };
  } catch (thrown) {
    return { problem: asProblem(thrown) };
  }
};

const useCandidates = (zone: string | undefined, text: string): Candidates => {
  const mayClassify = useMay('law:classify');
  const [candidates, setCandidates] = useState<Candidates>({});
  const isAsked = mayClassify && zone !== undefined && text.trim().length >= 2;
  useEffect(() => {
    if (!isAsked) return undefined;
    let isWanted = true;
    const read = async (): Promise<void> => {
      const next = await classify(zone, text);
      if (isWanted) setCandidates({ ...next, of: zone });
    };
    const timer = window.setTimeout(() => void read(), settleMs);
    return () => {
      isWanted = false;
      window.clearTimeout(timer);
    };
  }, [isAsked, zone, text]);
  // While one types on, what was said of the text so far stays; of another zone it would be wrong.
  return isAsked && candidates.of === zone ? candidates : {};
};

const LiveCandidates = ({ zone, text }: { readonly zone: string | undefined; readonly text: string }) => {
  const say = useSay();
  const { answer, problem } = useCandidates(zone, text);
  const language = useLanguage();
  const list = answer?.candidates ?? [];
  const suppressors = answer?.suppressors ?? [];
  return (
    <aside className="live-candidates" aria-live="polite">
      <h2>{say('candidates.title')}</h2>
      <p className="quiet">{say('report.only-a-hint')}</p>
      {problem === undefined ? null : <ProblemLine problem={problem} />}
      {list.length === 0 ? (
        <p className="empty">{say(answer === undefined ? 'report.write-first' : 'candidates.empty')}</p>
      ) : null}
      {suppressors.length === 0 ? null : (
        <p className="quiet">
          {say('candidates.suppressed')} {suppressors.map((item) => item[language]).join(say('text.comma'))}
        </p>
      )}
      <ul className="candidates">
        {list.slice(0, 8).map((candidate) => (
          <CandidateRow key={candidate.code} candidate={candidate} />
        ))}
      </ul>
    </aside>
  );
};

const ReportPage = () => {
  const say = useSay();
  const names = useNames();
  const { places } = useReference();
  const [place, setPlace] = useState<string>();
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const mayRead = useMay('incident:read');
  const [isSent, setSent] = useState(false);
  const zone = place === undefined ? undefined : places.get(place)?.zone;

  const send = (): void => {
    setBusy(true);
    setProblem(undefined);
    tell<{ id: string }>('/incidents', { place, text: text.trim() })
      .then(
        ({ id }) => {
          if (mayRead) {
            window.location.assign(hrefOf('incidents', id));
            return;
          }
          setText('');
          setSent(true);
        },
        (thrown: unknown) => setProblem(asProblem(thrown)),
      )
      .finally(() => setBusy(false));
  };

  return (
    <AntFrame>
      <div className="page report-columns">
        <Form layout="vertical" onFinish={send} data-testid="report-form">
          <p className="quiet">{say('report.explain')}</p>
          <Form.Item label={say('report.place')} htmlFor="report-place" required>
            <Select
              id="report-place"
              showSearch={{ optionFilterProp: 'label' }}
              {...(place === undefined ? {} : { value: place })}
              onChange={setPlace}
              placeholder={say('report.choose-place')}
              options={[...places.values()].map(({ id, zone: letter }) => ({
                value: id,
                label: `${names.fullPlace(id)} · ${say(`zone.${letter}`)}`,
              }))}
            />
          </Form.Item>
          <Form.Item label={say('report.text')} htmlFor="report-text" required>
            <Input.TextArea
              id="report-text"
              data-testid="report-text"
              rows={8}
              maxLength={20_000}
              value={text}
              placeholder={say('report.text-hint')}
              onChange={(event) => setText(event.target.value)}
            />
          </Form.Item>
          {problem === undefined ? null : <ProblemLine problem={problem} />}
          {isSent && text === '' ? <output data-testid="report-sent">{say('report.sent')}</output> : null}
          <Button
            type="primary"
            htmlType="submit"
            size="large"
            loading={isBusy}
            disabled={place === undefined || text.trim() === ''}
            data-testid="report-send"
          >
            {say('report.send')}
          </Button>
        </Form>
        <LiveCandidates zone={zone} text={text} />
      </div>
    </AntFrame>
  );
};

export default ReportPage;
