/** Candidates and findings: the machine suggests, a named person confirms or rejects. */
import { Button, Select } from 'antd';
import { useState } from 'react';

import type { Candidate, FindingItem } from '../../src/console/board.js';
import { ProblemLine } from '../parts/answer.js';
import { CandidateReasons, CandidateRow, Likelihood } from '../parts/candidate-row.js';
import { useLawOf } from '../law/use-law-of.js';
import { Clock } from '../parts/times.js';
import { useNames, useReference } from '../reference.js';
import { useMay } from '../session.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { useSending } from '../use-sending.js';
import type { IncidentDetail } from '../wire.js';
import { Decide } from './decide.js';
import { Found } from './found.js';
import { Offences } from './offences.js';
import { ReasonInput } from './reason-input.js';

interface PartProps {
  readonly incident: IncidentDetail;
  readonly onChanged: () => void;
}

interface FindingRowProps {
  readonly incident: IncidentDetail;
  readonly finding: FindingItem;
  /** what the suggestion rests on */
  readonly candidate: Candidate | undefined;
  readonly onChanged: () => void;
}

const RowHead = ({ finding, isPrimary }: { readonly finding: FindingItem; readonly isPrimary: boolean }) => {
  const say = useSay();
  const names = useNames();
  const language = useLanguage();
  const text = useLawOf(finding.lawVersion).codes.get(finding.code);
  return (
    <>
      <p>
        <b className="code">{finding.code}</b> {text?.[language] ?? ''}{' '}
        <span className="tags">
          <span className="tag">{say(`finding.${finding.status}`)}</span>
          {isPrimary ? <span className="tag">{say('finding.primary')}</span> : null}
          {finding.level === undefined ? null : <Likelihood level={finding.level} />}
        </span>
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
      {finding.replaced?.reason === undefined ? null : <q>{names.word(finding.replaced.reason)}</q>}
    </>
  );
};

/** Of a suggestion what it went by and still lacks; of what people decided what they found. */
const Basis = ({ finding, candidate }: Pick<FindingRowProps, 'finding' | 'candidate'>) => {
  const isOpen = finding.status === 'candidate';
  return (
    <>
      {candidate === undefined ? null : (
        <CandidateReasons candidate={isOpen ? candidate : { ...candidate, missing: [] }} />
      )}
      {isOpen ? null : <Found finding={finding} />}
    </>
  );
};

const FindingRow = ({ incident, finding, candidate, onChanged }: FindingRowProps) => {
  const mayDecide = useMay('finding:decide');
  const { codes } = useReference();
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
      <RowHead isPrimary={incident.primary === finding.id} finding={finding} />
      <Basis finding={finding} candidate={candidate} />
      {finding.status === 'candidate' || finding.status === 'confirmed' ? (
        <Offences finding={finding} />
      ) : null}
      {finding.status === 'candidate' && mayDecide ? (
        <Decide
          code={codes.get(finding.code)}
          finding={finding}
          exhibits={incident.evidence}
          sending={sending}
          onConfirm={(said) => sending.send(`${path}/confirm`, said)}
          onReject={(reason) => sending.send(`${path}/reject`, { reason })}
        />
      ) : null}
      {finding.status === 'confirmed' && mayDecide ? (
        <Confirmed incident={incident} finding={finding} path={path} onChanged={onChanged} />
      ) : null}
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </li>
  );
};

interface ConfirmedProps extends PartProps {
  readonly finding: FindingItem;
  readonly path: string;
}

/** What was confirmed can be added to, or turn out to be another act. */
const Confirmed = ({ incident, finding, path, onChanged }: ConfirmedProps) => {
  const say = useSay();
  const { codes } = useReference();
  const lawThen = useLawOf(finding.lawVersion);
  const [open, setOpen] = useState<'complete' | 'reclassify'>();
  const [code, setCode] = useState<string>();
  const [reason, setReason] = useState('');
  const sending = useSending(() => {
    setOpen(undefined);
    onChanged();
  });
  return (
    <>
      <div className="choices">
        <Button
          size="small"
          data-testid="finding-complete"
          aria-expanded={open === 'complete'}
          onClick={() => setOpen(open === 'complete' ? undefined : 'complete')}
        >
          {say('finding.complete')}
        </Button>
        <Button
          size="small"
          data-testid="finding-reclassify"
          aria-expanded={open === 'reclassify'}
          onClick={() => setOpen(open === 'reclassify' ? undefined : 'reclassify')}
        >
          {say('finding.reclassify')}
        </Button>
      </div>
      {open === 'complete' ? (
        <Decide
          code={lawThen.codes.get(finding.code)}
          finding={finding}
          exhibits={incident.evidence}
          sending={sending}
          doing="complete.keep"
          onConfirm={(said) => sending.send(`${path}/complete`, said)}
        />
      ) : null}
      {open === 'reclassify' ? (
        <>
          <CodeSelect incident={incident} value={code} onChange={setCode} />
          <ReasonInput asks="life.reason" value={reason} onChange={setReason} />
          {code === undefined || reason.trim() === '' ? null : (
            <Decide
              key={code}
              code={codes.get(code)}
              exhibits={incident.evidence}
              sending={sending}
              doing="finding.reclassify-do"
              onConfirm={(said) =>
                sending.send(`${path}/reclassify`, { ...said, code, reason: reason.trim() })
              }
            />
          )}
        </>
      ) : null}
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </>
  );
};

interface CodeSelectProps {
  readonly incident: IncidentDetail;
  readonly value: string | undefined;
  readonly onChange: (code: string | undefined) => void;
}

/** Acts of one zone are not offered in another; threats, records and the like belong to every zone. */
const zoneFamilies = ['A', 'B', 'C'];

const CodeSelect = ({ incident, value, onChange }: CodeSelectProps) => {
  const say = useSay();
  const language = useLanguage();
  const { codes } = useReference();
  return (
    <Select
      showSearch={{ optionFilterProp: 'label' }}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
      allowClear
      aria-label={say('finding.add')}
      placeholder={say('finding.add')}
      style={{ width: '100%' }}
      options={[...codes.values()]
        .filter((item) => !zoneFamilies.includes(item.family) || item.family === incident.zone)
        .map((item) => ({ value: item.code, label: `${item.code} ${item[language]}` }))}
    />
  );
};

const AddFinding = ({ incident, onChanged }: PartProps) => {
  const { codes } = useReference();
  const [code, setCode] = useState<string>();
  const [reason, setReason] = useState('');
  const sending = useSending(() => {
    setCode(undefined);
    onChanged();
  });
  const isResidual = code !== undefined && codes.get(code)?.residual === true;
  return (
    <div className="add-finding">
      <CodeSelect incident={incident} value={code} onChange={setCode} />
      {isResidual ? <ReasonInput asks="law.residual" value={reason} onChange={setReason} /> : null}
      {code === undefined ? null : (
        <Decide
          key={code}
          code={codes.get(code)}
          exhibits={incident.evidence}
          sending={sending}
          onConfirm={(said) =>
            sending.send(`/incidents/${encodeURIComponent(incident.id)}/findings`, {
              ...said,
              code,
              ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
            })
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
            incident={incident}
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
