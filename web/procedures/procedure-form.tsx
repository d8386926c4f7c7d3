/** Writes the next version of a set of steps. */
import { Button, Checkbox, Input, InputNumber } from 'antd';
import { useState } from 'react';

import type { NewProcedure, ProcedureItem } from '../../src/procedures/procedure.js';
import { asProblem, put, tell, type Problem } from '../api.js';
import { ProblemLine } from '../parts/answer.js';
import { sayOf, useLanguage, useSay } from '../texts/texts.js';

const kinds = ['*', 'help', 'emergency', 'silent', 'forced', 'decision'];
const empty: NewProcedure = {
  zh: '',
  en: '',
  kinds: [],
  acts: [],
  steps: [{ id: 'step-1', zh: '', en: '' }],
};

type Step = NewProcedure['steps'][number];

/** An id that no step of it has. */
const freshId = (steps: readonly Step[]): string => {
  const taken = new Set(steps.map(({ id }) => id));
  let nth = steps.length + 1;
  while (taken.has(`step-${nth}`)) nth += 1;
  return `step-${nth}`;
};

const moved = (steps: readonly Step[], from: number): Step[] => {
  const [before, own] = [steps[from - 1], steps[from]];
  return steps.flatMap((step, at) => {
    if (at === from - 1) return own ?? [];
    return at === from ? (before ?? []) : step;
  });
};

const timed = ({ withinMs: _before, ...step }: Step, seconds: number | null): Step =>
  seconds === null ? step : { ...step, withinMs: seconds * 1000 };

/** A step is one sentence, however many lines it takes on the page. */
const onOneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ');

interface StepsFieldProps {
  readonly steps: readonly Step[];
  /** a time counts from an alarm: what stands for acts alone has none */
  readonly isTimed: boolean;
  readonly onChange: (steps: Step[]) => void;
}

const StepsField = ({ steps, isTimed, onChange }: StepsFieldProps) => {
  const say = useSay();
  const write = (at: number, change: Partial<Step>): void =>
    onChange(steps.map((step, index) => (index === at ? { ...step, ...change } : step)));
  return (
    <ol className="procedure-steps">
      <li className="procedure-heads" aria-hidden="true">
        <span />
        <span>{say('procedures.zh')}</span>
        <span>{say('procedures.en')}</span>
        <span>{say('procedures.within')}</span>
      </li>
      {steps.map((step, at) => {
        const nth = say('procedures.step', { n: at + 1 });
        return (
          <li key={step.id}>
            <span className="nth number quiet" aria-hidden="true">
              {at + 1}
            </span>
            <Input.TextArea
              autoSize
              aria-label={`${nth} ${say('procedures.zh')}`}
              placeholder={say('procedures.zh')}
              value={step.zh}
              maxLength={300}
              onChange={(event) => write(at, { zh: onOneLine(event.target.value) })}
            />
            <Input.TextArea
              autoSize
              aria-label={`${nth} ${say('procedures.en')}`}
              placeholder={say('procedures.en')}
              value={step.en}
              maxLength={300}
              onChange={(event) => write(at, { en: onOneLine(event.target.value) })}
            />
            <InputNumber
              aria-label={`${nth} ${say('procedures.within')}`}
              placeholder="—"
              title={say(isTimed ? 'procedures.within' : 'procedures.no-alarm')}
              disabled={!isTimed}
              min={1}
              max={3600}
              data-testid="step-within"
              value={step.withinMs === undefined ? null : step.withinMs / 1000}
              onChange={(value) => onChange(steps.with(at, timed(step, value)))}
            />
            <Button
              disabled={at === 0}
              aria-label={`${nth} ${say('procedures.up')}`}
              onClick={() => onChange(moved(steps, at))}
            >
              {say('procedures.up')}
            </Button>
            <Button
              disabled={at === steps.length - 1}
              aria-label={`${nth} ${say('procedures.down')}`}
              onClick={() => onChange(moved(steps, at + 1))}
            >
              {say('procedures.down')}
            </Button>
            <Button
              disabled={steps.length === 1}
              aria-label={`${nth} ${say('procedures.remove')}`}
              onClick={() => onChange(steps.filter((_, index) => index !== at))}
            >
              {say('procedures.remove')}
            </Button>
          </li>
        );
      })}
    </ol>
  );
};

interface ProcedureFormProps {
  readonly before?: ProcedureItem;
  readonly onClose: (saved?: ProcedureItem) => void;
}

const draftOf = ({ zh, en, kinds: of, acts, respondMs, resolveMs, steps }: ProcedureItem): NewProcedure => ({
  zh,
  en,
  kinds: of,
  acts,
  steps,
  ...(respondMs === undefined ? {} : { respondMs }),
  ...(resolveMs === undefined ? {} : { resolveMs }),
});

const Times = ({
  draft,
  onChange,
}: {
  readonly draft: NewProcedure;
  readonly onChange: (next: NewProcedure) => void;
}) => {
  const say = useSay();
  const { respondMs, resolveMs, ...rest } = draft;
  const write = (respond: number | undefined, resolve: number | undefined): void =>
    onChange({
      ...rest,
      ...(respond === undefined ? {} : { respondMs: respond }),
      ...(resolve === undefined ? {} : { resolveMs: resolve }),
    });
  const inMs = (value: number | null, unit: number): number | undefined =>
    value === null ? undefined : value * unit;
  return (
    <div className="page-tools">
      <label>
        {say('procedures.respond')}
        <InputNumber
          min={1}
          max={3600}
          value={respondMs === undefined ? null : respondMs / 1000}
          onChange={(value) => write(inMs(value, 1000), resolveMs)}
        />
      </label>
      <label>
        {say('procedures.resolve')}
        <InputNumber
          min={1}
          max={1440}
          value={resolveMs === undefined ? null : resolveMs / 60_000}
          onChange={(value) => write(respondMs, inMs(value, 60_000))}
        />
      </label>
    </div>
  );
};

export const ProcedureForm = ({ before, onClose }: ProcedureFormProps) => {
  const say = useSay();
  const language = useLanguage();
  const from = before === undefined ? empty : draftOf(before);
  const [draft, setDraft] = useState(from);
  const [acts, setActs] = useState(draft.acts.join(', '));
  const [problem, setProblem] = useState<Problem>();
  const given = { ...draft, acts: acts.split(/[\s,，、]+/).filter((code) => code !== '') };
  const isSame = JSON.stringify(given) === JSON.stringify(from);
  const save = async (): Promise<void> => {
    try {
      onClose(
        before === undefined
          ? await tell<ProcedureItem>('/procedures', given)
          : await put<ProcedureItem>(`/procedures/${encodeURIComponent(before.id)}`, given),
      );
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  return (
    <section className="part procedure-form" aria-labelledby="procedure-edited" data-testid="procedure-form">
      <h2 id="procedure-edited">{before?.[language] ?? say('procedures.new')}</h2>
      <div className="page-tools">
        {(['zh', 'en'] as const).map((language) => (
          <label key={language} className="field">
            {say('procedures.name', { language: say(`procedures.${language}`) })}
            <Input
              value={draft[language]}
              maxLength={300}
              onChange={(event) => setDraft({ ...draft, [language]: event.target.value })}
            />
          </label>
        ))}
      </div>
      <fieldset>
        <legend>{say('procedures.kinds')}</legend>
        <Checkbox.Group
          value={draft.kinds}
          options={kinds.map((kind) => ({ value: kind, label: sayOf(say, 'alarm-kind', kind) }))}
          onChange={(chosen) => setDraft({ ...draft, kinds: chosen })}
        />
      </fieldset>
      <label>
        {say('procedures.acts')}
        <Input value={acts} maxLength={300} onChange={(event) => setActs(event.target.value)} />
      </label>
      <Times draft={draft} onChange={setDraft} />
      <StepsField
        steps={draft.steps}
        isTimed={draft.kinds.length > 0}
        onChange={(steps) => setDraft({ ...draft, steps })}
      />
      <Button
        data-testid="procedure-add-step"
        onClick={() =>
          setDraft({ ...draft, steps: [...draft.steps, { id: freshId(draft.steps), zh: '', en: '' }] })
        }
      >
        {say('procedures.add')}
      </Button>
      {problem === undefined ? null : <ProblemLine problem={problem} />}
      <p className="page-tools">
        <Button
          type="primary"
          disabled={isSame}
          title={isSame ? say('needs.change') : undefined}
          data-testid="procedure-save"
          onClick={() => void save()}
        >
          {say('procedures.save')}
        </Button>
        <Button onClick={() => onClose()}>{say('do.cancel')}</Button>
      </p>
    </section>
  );
};
