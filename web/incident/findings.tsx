/** Candidates and findings: the machine suggests, a named person confirms or rejects. */
import { Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';

import type { Candidate, FindingItem } from '../../src/console/board.js';
import { ProblemLine } from '../parts/answer.js';
import { CandidateReasons, CandidateRow } from '../parts/candidate-row.js';
import { Clock } from '../parts/times.js';
import { useNames, useReference } from '../reference.js';
import { useMay } from '../session.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { useSending, type Sending } from '../use-sending.js';
import type { IncidentDetail, LawElement } from '../wire.js';

interface PartProps {
  readonly incident: IncidentDetail;
  readonly onChanged: () => void;
}

interface DecideProps {
  readonly code: string;
  readonly ticked: readonly string[];
  readonly onConfirm: (elements: readonly string[]) => void;
  readonly onReject?: (reason: string) => void;
  readonly sending: Sending;
}

/** The elements are questions that the law asks; ticking says yes. */
const Decide = ({ code, ticked, onConfirm, onReject, sending }: DecideProps) => {
  const say = useSay();
  const language = useLanguage();
  const elements: readonly LawElement[] = useReference().codes.get(code)?.elements ?? [];
  const [yes, setYes] = useState<readonly string[]>(ticked);
  const [reason, setReason] = useState('');
  return (
    <div className="decide">
      {elements.length === 0 ? null : (
        <Checkbox.Group
          value={[...yes]}
          onChange={(values) => setYes(values.map(String))}
          options={elements.map((element) => ({
            value: element.id,
            label: (
              <>
                {element[language]}{' '}
                <span className="quiet">{element.ask === undefined ? '' : element.ask[language]}</span>
              </>
            ),
          }))}
        />
      )}
      <div className="decide-line">
        <Button
          type="primary"
          loading={sending.isBusy}
          data-testid="finding-confirm"
          onClick={() => onConfirm(yes)}
        >
          {say('finding.confirm')}
        </Button>
        {onReject === undefined ? null : (
          <>
            <Input
              value={reason}
              maxLength={500}
              data-testid="finding-reason"
              aria-label={say('finding.reason')}
              placeholder={say('finding.reason')}
              onChange={(event) => setReason(event.target.value)}
            />
            <Button
              disabled={reason.trim() === ''}
              loading={sending.isBusy}
              data-testid="finding-reject"
              onClick={() => onReject(reason.trim())}
            >
              {say('finding.reject')}
            </Button>
          </>
        )}
      </div>
    </div>
  );
};

interface FindingRowProps {
  readonly finding: FindingItem;
  /** what the suggestion rests on */
  readonly candidate: Candidate | undefined;
  readonly onChanged: () => void;
}

const FindingRow = ({ finding, candidate, onChanged }: FindingRowProps) => {
  const say = useSay();
  const names = useNames();
  const mayDecide = useMay('finding:decide');
  const sending = useSending(onChanged);
  const path = `/findings/${encodeURIComponent(finding.id)}`;
  return (
    <li
      className="finding"
      data-testid="finding-row"
      data-code={finding.code}
      data-status={finding.status}
      data-finding={finding.id}
    >
      <p>
        <b className="code">{finding.code}</b> {names.code(finding.code)}
        <span className="tag">{say(`finding.${finding.status}`)}</span>
        {finding.level === undefined ? null : (
          <span className="likelihood">{say(`likelihood.${finding.level}`)}</span>
        )}
      </p>
      <p className="quiet">
        {say('finding.law-version', { version: finding.lawVersion })}
        {finding.decided === undefined ? null : (
          <>
            {' · '}
            {names.actor(finding.decided.by)} <Clock at={finding.decided.at} />
          </>
        )}
        {finding.reason === undefined ? null : <q>{names.word(finding.reason)}</q>}
      </p>
      {candidate === undefined ? null : <CandidateReasons candidate={candidate} />}
      {finding.status === 'candidate' && mayDecide ? (
        <Decide
          code={finding.code}
          ticked={finding.elements}
          sending={sending}
          onConfirm={(elements) => sending.send(`${path}/confirm`, { elements })}
          onReject={(reason) => sending.send(`${path}/reject`, { reason })}
        />
      ) : null}
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </li>
  );
};

/** Acts of one zone are not offered in another; threats, records and the like belong to every zone. */
const zoneFamilies = ['A', 'B', 'C'];

const AddFinding = ({ incident, onChanged }: PartProps) => {
  const say = useSay();
  const language = useLanguage();
  const { codes } = useReference();
  const [code, setCode] = useState<string>();
  const sending = useSending(() => {
    setCode(undefined);
    onChanged();
  });
  return (
    <div className="add-finding">
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        value={code ?? null}
        onChange={(value) => setCode(value)}
        allowClear
        aria-label={say('finding.add')}
        placeholder={say('finding.add')}
        style={{ width: '100%' }}
        options={[...codes.values()]
          .filter((item) => !zoneFamilies.includes(item.family) || item.family === incident.zone)
          .map((item) => ({ value: item.code, label: `${item.code} ${item[language]}` }))}
      />
      {code === undefined ? null : (
        <Decide
          key={code}
          code={code}
          ticked={[]}
          sending={sending}
          onConfirm={(elements) =>
            sending.send(`/incidents/${encodeURIComponent(incident.id)}/findings`, { code, elements })
          }
        />
      )}
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </div>
  );
};

export const Findings = ({ incident, onChanged }: PartProps) => {
  const say = useSay();
  const mayDecide = useMay('finding:decide');
  const named = new Set(incident.findings.map((finding) => finding.code));
  const others: readonly Candidate[] = incident.candidates.filter((candidate) => !named.has(candidate.code));
  return (
    <section className="part" aria-labelledby="findings">
      <h3 id="findings">{say('finding.title')}</h3>
      <p className="quiet">{say('finding.people-decide')}</p>
      <ul className="findings">
        {incident.findings.map((finding) => (
          <FindingRow
            key={finding.id}
            finding={finding}
            candidate={incident.candidates.find((candidate) => candidate.code === finding.code)}
            onChanged={onChanged}
          />
        ))}
      </ul>
      {incident.findings.length === 0 && others.length === 0 ? (
        <p className="empty">{say('candidates.empty')}</p>
      ) : null}
      {others.length === 0 ? null : (
        <>
          <h4>{say('finding.why')}</h4>
          <ul className="candidates">
            {others.map((candidate) => (
              <CandidateRow key={candidate.code} candidate={candidate} />
            ))}
          </ul>
        </>
      )}
      {mayDecide ? <AddFinding incident={incident} onChanged={onChanged} /> : null}
    </section>
  );
};
