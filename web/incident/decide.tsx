/** Asks what makes an act this act: its elements as questions, the exhibits that show each, what the offence depends on. */
import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';

import type { FindingItem } from '../../src/console/board.js';
import { injuryGrades, victimRoles } from '../../src/incidents/incident.js';
import { stillAsked, unanswered } from '../../src/incidents/particulars.js';
import type { TextKey } from '../texts/catalogue.js';
import { useLanguage, useSay } from '../texts/texts.js';
import type { Sending } from '../use-sending.js';
import type { LawCode } from '../wire.js';
import { ReasonInput } from './reason-input.js';

export interface Said {
  readonly elements: readonly string[];
  readonly proofs?: Readonly<Record<string, readonly string[]>>;
  readonly particulars?: Readonly<Record<string, string | number>>;
}

interface DecideProps {
  /** as the law says it that decides here: the one in force, or the finding's own; none while it is read */
  readonly code: LawCode | undefined;
  readonly finding?: FindingItem;
  readonly exhibits: readonly string[];
  readonly onConfirm: (said: Said) => void;
  readonly onReject?: (reason: string) => void;
  readonly sending: Sending;
  readonly doing?: TextKey;
}

type Answers = Readonly<Record<string, string | number>>;

interface AskedProps {
  readonly code: LawCode | undefined;
  readonly answers: Answers;
  readonly onAnswers: (answers: Answers) => void;
}

/** Victim's role and injury, head-count, damage: asked where the law's table says that the offence depends on them. */
const Particulars = ({ code, answers, onAnswers }: AskedProps) => {
  const say = useSay();
  const asked = code === undefined ? [] : unanswered(code);
  const put = (name: string) => (value: string | number | null | undefined) => {
    const { [name]: _before, ...rest } = answers;
    onAnswers(value === null || value === undefined || value === '' ? rest : { ...rest, [name]: value });
  };
  const choice = (name: 'victimRole' | 'injury', members: readonly string[], family: 'victim' | 'injury') => (
    <label>
      {say(`ask.${name}`)}{' '}
      <Select
        allowClear
        style={{ minWidth: 140 }}
        value={answers[name] ?? null}
        data-testid={`ask-${name}`}
        aria-label={say(`ask.${name}`)}
        placeholder={say('ask.choose')}
        onChange={put(name)}
        options={members.map((value) => ({ value, label: say(`${family}.${value}` as TextKey) }))}
      />
    </label>
  );
  const amount = (name: 'headCount' | 'damageYuan', source: 'headCountSource' | 'damageSource') => (
    <>
      <label>
        {say(`ask.${name}`)}{' '}
        <InputNumber
          min={0}
          value={(answers[name] as number | undefined) ?? null}
          data-testid={`ask-${name}`}
          onChange={put(name)}
        />
      </label>
      <Input
        aria-label={say(`ask.${source}`)}
        placeholder={say(`ask.${source}`)}
        value={answers[source] ?? ''}
        onChange={(event) => put(source)(event.target.value)}
      />
    </>
  );
  if (asked.length === 0) return null;
  return (
    <div className="decide-asked">
      {asked.includes('victimRole') ? choice('victimRole', victimRoles, 'victim') : null}
      {asked.includes('injury') ? choice('injury', injuryGrades, 'injury') : null}
      {asked.includes('headCount') ? amount('headCount', 'headCountSource') : null}
      {asked.includes('damageYuan') ? amount('damageYuan', 'damageSource') : null}
    </div>
  );
};

const knownAnswers = (finding: FindingItem | undefined): Answers => {
  const { victimRole, injury, headCount, damageYuan } = finding?.particulars ?? {};
  return Object.fromEntries(
    Object.entries({ victimRole, injury, headCount, damageYuan }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  );
};

const Still = ({ of }: { readonly of: TextKey | undefined }) => {
  const say = useSay();
  return of === undefined ? null : <b data-testid="still-asked">{say('ask.still', { what: say(of) })}</b>;
};

const Elements = ({
  code,
  yes,
  answers,
  onYes,
}: {
  readonly code: LawCode | undefined;
  readonly yes: readonly string[];
  readonly answers: Answers;
  readonly onYes: (yes: readonly string[]) => void;
}) => {
  const say = useSay();
  const language = useLanguage();
  const elements = code?.elements ?? [];
  /** What is ticked is not established while nobody has said what it is. */
  const stillOf = (id: string): TextKey | undefined => {
    const asked = code === undefined || !yes.includes(id) ? undefined : stillAsked(code, id, answers);
    return asked === undefined ? undefined : `ask.${asked}`;
  };
  return (
    <Checkbox.Group
      value={[...yes]}
      onChange={(values) => onYes(values.map(String))}
      options={elements.map((element) => ({
        value: element.id,
        label: (
          <>
            <b className="begins">{element[language]}</b>
            {say('text.colon')}
            <span className="quiet">{element.ask[language]}</span>
            <Still of={stillOf(element.id)} />
          </>
        ),
      }))}
    />
  );
};

type Proofs = Readonly<Record<string, readonly string[]>>;

interface ExhibitsProps {
  readonly code: LawCode | undefined;
  readonly yes: readonly string[];
  readonly exhibits: readonly string[];
  readonly proofs: Proofs;
  readonly onProofs: (proofs: Proofs) => void;
}

/** Each ticked element may name the exhibits that show it. */
const Exhibits = ({ code, yes, exhibits, proofs, onProofs }: ExhibitsProps) => {
  const say = useSay();
  const language = useLanguage();
  const elements = code?.elements ?? [];
  if (exhibits.length === 0) return null;
  return (
    <>
      {elements
        .filter(({ id }) => yes.includes(id))
        .map((element) => (
          <Select
            key={element.id}
            mode="multiple"
            value={[...(proofs[element.id] ?? [])]}
            aria-label={`${element[language]} ${say('finding.proof')}`}
            placeholder={`${element[language]} · ${say('finding.proof')}`}
            style={{ width: '100%' }}
            onChange={(ids: string[]) => onProofs({ ...proofs, [element.id]: ids })}
            options={exhibits.map((id, at) => ({
              value: id,
              label: `${say('evidence.title')} ${at + 1} · ${id.slice(-6)}`,
            }))}
          />
        ))}
    </>
  );
};

interface RejectProps {
  readonly onReject: (reason: string) => void;
  readonly isBusy: boolean;
}

const Reject = ({ onReject, isBusy }: RejectProps) => {
  const say = useSay();
  const [reason, setReason] = useState('');
  const isEmpty = reason.trim() === '';
  return (
    <>
      <ReasonInput asks="finding.reason" value={reason} data-testid="finding-reason" onChange={setReason} />
      <Button
        disabled={isEmpty}
        title={isEmpty ? say('life.needs-reason') : undefined}
        loading={isBusy}
        data-testid="finding-reject"
        onClick={() => onReject(reason.trim())}
      >
        {say('finding.reject')}
      </Button>
    </>
  );
};

/** B1, B3, B7: all decisive elements together make the act; said, and refused to nobody who decides. */
const AllNeeded = ({
  code,
  yes,
}: {
  readonly code: LawCode | undefined;
  readonly yes: readonly string[];
}) => {
  const say = useSay();
  const language = useLanguage();
  const lacking = code?.elements.filter(({ id, decisive }) => decisive === true && !yes.includes(id)) ?? [];
  if (code?.conjunctive !== true || lacking.length === 0) return null;
  return (
    <p data-testid="all-needed">
      {say('finding.all-needed', {
        elements: lacking.map((element) => element[language]).join(say('text.comma')),
      })}
    </p>
  );
};

const saidOf = (elements: readonly string[], proofs: Proofs, particulars: Answers): Said => ({
  elements,
  ...(Object.keys(proofs).length === 0 ? {} : { proofs }),
  ...(Object.keys(particulars).length === 0 ? {} : { particulars }),
});

export const Decide = ({ code, finding, exhibits, onConfirm, onReject, sending, doing }: DecideProps) => {
  const say = useSay();
  const [yes, setYes] = useState<readonly string[]>(finding?.elements ?? []);
  const [proofs, setProofs] = useState<Proofs>(finding?.proofs ?? {});
  const [answers, setAnswers] = useState<Answers>(knownAnswers(finding));
  return (
    <div className="decide">
      <p className="quiet">{say('finding.tick')}</p>
      <Elements code={code} yes={yes} answers={answers} onYes={setYes} />
      <Exhibits code={code} yes={yes} exhibits={exhibits} proofs={proofs} onProofs={setProofs} />
      <Particulars code={code} answers={answers} onAnswers={setAnswers} />
      <AllNeeded code={code} yes={yes} />
      <div className="decide-line">
        <Button
          type="primary"
          loading={sending.isBusy}
          data-testid="finding-confirm"
          onClick={() => onConfirm(saidOf(yes, proofs, answers))}
        >
          {say(doing ?? 'finding.confirm')}
        </Button>
        {onReject === undefined ? null : <Reject onReject={onReject} isBusy={sending.isBusy} />}
      </div>
    </div>
  );
};
