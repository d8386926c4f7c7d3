/** A report by phone or in person: place, free words, and what they may amount to as one types. */
import { Form, Input, Select, Button } from 'antd';
import { useState } from 'react';

import { asProblem, tell, type Problem } from '../api.js';
import { LiveCandidates } from '../classify/live-candidates.js';
import { AntFrame } from '../parts/ant-frame.js';
import { ProblemLine } from '../parts/answer.js';
import { useNames, useReference } from '../reference.js';
import { hrefOf } from '../routes.js';
import { useMay } from '../session.js';
import { useSay } from '../texts/texts.js';

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
  const isBare = place === undefined || text.trim() === '';
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
          {problem === undefined ? null : (
            <>
              <ProblemLine problem={problem} />
              <p>{say('report.kept')}</p>
            </>
          )}
          {isSent && text === '' ? <output data-testid="report-sent">{say('report.sent')}</output> : null}
          <Button
            type="primary"
            htmlType="submit"
            loading={isBusy}
            disabled={isBare}
            title={isBare ? say('needs.report') : undefined}
            data-testid="report-send"
          >
            {say('report.send')}
          </Button>
        </Form>
        <aside>
          <h2>{say('candidates.title')}</h2>
          <LiveCandidates zone={zone} text={text} />
        </aside>
      </div>
    </AntFrame>
  );
};

export default ReportPage;
