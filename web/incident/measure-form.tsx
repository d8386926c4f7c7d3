/** Asks how a measure was carried out: who ordered and did it, what was told and when, force, injuries, recordings, the decision. */
import { Button, Input, InputNumber, Select } from 'antd';
import { useState, type ReactNode } from 'react';

import { WhenInput } from '../parts/when-input.js';
import { useSay, type Say } from '../texts/texts.js';
import type { OfferedMeasure } from '../wire.js';
import { bodyOf, lacksOf, type MeasureDraft, type Proceeding } from './measure-draft.js';

type Change = (part: Partial<MeasureDraft>) => void;

interface FieldsProps {
  readonly draft: MeasureDraft;
  readonly change: Change;
}

const Field = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <label className="field">
    <span>{label}</span>
    {children}
  </label>
);

type TextPart = 'orderedBy' | 'told' | 'injuries' | 'force' | 'note' | 'number' | 'approvedBy';

interface WordsProps extends FieldsProps {
  readonly name: TextPart;
  readonly label: string;
  readonly hint?: string;
}

const Words = ({ draft, change, name, label, hint }: WordsProps) => (
  <Field label={label}>
    <Input
      value={draft[name] ?? ''}
      maxLength={500}
      placeholder={hint}
      data-testid={`measure-${name}`}
      onChange={(event) => change({ [name]: event.target.value })}
    />
  </Field>
);

type WhenPart = 'toldAt' | 'startedAt' | 'endedAt' | 'approvedAt';

const When = ({
  draft,
  change,
  name,
  label,
}: FieldsProps & { readonly name: WhenPart; readonly label: string }) => (
  <div className="field">
    <span>{label}</span>
    <WhenInput label={label} value={draft[name]} onChange={(at) => change({ [name]: at })} />
  </div>
);

const Executors = ({ draft, change }: FieldsProps) => {
  const say = useSay();
  const [first = '', second = ''] = draft.executedBy ?? [];
  return (
    <div className="field">
      <span>{say('measure.executed-by')}</span>
      <span className="pair">
        <Input
          aria-label={say('measure.executor', { n: 1 })}
          placeholder={say('measure.executor', { n: 1 })}
          value={first}
          maxLength={100}
          data-testid="measure-executor-1"
          onChange={(event) => change({ executedBy: [event.target.value, second] })}
        />
        <Input
          aria-label={say('measure.executor', { n: 2 })}
          placeholder={say('measure.executor', { n: 2 })}
          value={second}
          maxLength={100}
          data-testid="measure-executor-2"
          onChange={(event) => change({ executedBy: [first, event.target.value] })}
        />
      </span>
    </div>
  );
};

const proceedings: readonly Proceeding[] = ['civil', 'criminal', 'administrative'];

/** 罚款、拘留: what the president approved and the court decided; it is recorded here and never made. */
const Decision = ({ draft, change, measure }: FieldsProps & { readonly measure: OfferedMeasure }) => {
  const say = useSay();
  const has = (limit: 'amountYuan' | 'days'): boolean =>
    (measure.caps ?? []).some((cap) => cap[limit] !== undefined);
  const amount = (name: 'amountYuan' | 'days', label: string) => (
    <Field label={label}>
      <InputNumber
        min={1}
        value={draft[name] ?? null}
        data-testid={`measure-${name}`}
        onChange={(value) => change({ [name]: value ?? undefined })}
      />
    </Field>
  );
  return (
    <>
      <Words draft={draft} change={change} name="number" label={say('measure.number')} />
      <Words draft={draft} change={change} name="approvedBy" label={say('measure.approved-by')} />
      <When draft={draft} change={change} name="approvedAt" label={say('measure.approved-at')} />
      <Field label={say('measure.proceeding')}>
        <Select
          value={draft.proceeding ?? null}
          placeholder={say('ask.choose')}
          aria-label={say('measure.proceeding')}
          onChange={(proceeding) => change({ proceeding: proceeding ?? undefined })}
          options={proceedings.map((value) => ({ value, label: say(`proceeding.${value}`) }))}
        />
      </Field>
      {has('amountYuan') ? amount('amountYuan', say('measure.amount')) : null}
      {has('days') ? amount('days', say('measure.days')) : null}
    </>
  );
};

const Recordings = ({ draft, change, exhibits }: FieldsProps & { readonly exhibits: readonly string[] }) => {
  const say = useSay();
  if (exhibits.length === 0) return null;
  return (
    <Field label={say('measure.recordings')}>
      <Select
        mode="multiple"
        value={[...(draft.recordings ?? [])]}
        aria-label={say('measure.recordings')}
        onChange={(recordings: string[]) => change({ recordings })}
        options={exhibits.map((id, at) => ({
          value: id,
          label: `${say('evidence.title')} ${at + 1} · ${id.slice(-6)}`,
        }))}
      />
    </Field>
  );
};

interface MeasureFormProps {
  /** absent when a measure noted before is added to */
  readonly measure?: OfferedMeasure;
  readonly exhibits: readonly string[];
  readonly isBusy: boolean;
  readonly doing: string;
  readonly onSend: (body: Record<string, unknown>) => void;
}

const lackText = (measure: OfferedMeasure | undefined, draft: MeasureDraft, say: Say): string =>
  (measure === undefined ? [] : lacksOf(measure, draft))
    .map((lack) => say(`measure.${lack}`))
    .join(say('text.comma'));

export const MeasureForm = ({ measure, exhibits, isBusy, doing, onSend }: MeasureFormProps) => {
  const say = useSay();
  const [draft, setDraft] = useState<MeasureDraft>({});
  const change: Change = (part) => setDraft((before) => ({ ...before, ...part }));
  const fields = { draft, change };
  const lacks = lackText(measure, draft, say);
  const body = bodyOf(draft);
  return (
    <div className="measure-form">
      {measure?.decision === undefined ? null : <Decision {...fields} measure={measure} />}
      <Words {...fields} name="orderedBy" label={say('measure.ordered-by')} />
      <Executors {...fields} />
      <Words {...fields} name="told" label={say('measure.told')} hint={say('measure.told-hint')} />
      <When {...fields} name="toldAt" label={say('measure.told-at')} />
      <When {...fields} name="startedAt" label={say('measure.started-at')} />
      <When {...fields} name="endedAt" label={say('measure.ended-at')} />
      <Words {...fields} name="injuries" label={say('measure.injuries')} />
      <Words {...fields} name="force" label={say('measure.force')} />
      <Recordings {...fields} exhibits={exhibits} />
      <Words {...fields} name="note" label={say('measure.note')} />
      <div className="field-end">
        <Button
          type="primary"
          loading={isBusy}
          disabled={lacks !== '' || (measure === undefined && Object.keys(body).length === 0)}
          data-testid="measure-take"
          onClick={() => onSend(body)}
        >
          {doing}
        </Button>
        {lacks === '' ? null : (
          <span className="quiet" data-testid="measure-lacks">
            {say('measure.lacks')}
            {lacks}
          </span>
        )}
      </div>
    </div>
  );
};
