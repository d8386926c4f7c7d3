/** Notes somebody involved: his part and what is seen openly; who he is goes sealed. */
import { Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';

import { injuryGrades, victimRoles } from '../../src/incidents/incident.js';
import { involvedRoles } from '../../src/incidents/involved.js';
import { ProblemLine } from '../parts/answer.js';
import { useSay } from '../texts/texts.js';
import { useSending } from '../use-sending.js';
import { documents } from './documents.js';
import { emptyPerson, flags, personBody, type PersonDraft } from './person-draft.js';

interface FieldsProps {
  readonly draft: PersonDraft;
  readonly change: (part: Partial<PersonDraft>) => void;
}

const written = ['name', 'number', 'phone', 'address', 'link'] as const;

const Who = ({ draft, change }: FieldsProps) => {
  const say = useSay();
  return (
    <>
      {written.map((name) => (
        <label key={name} className="field">
          <span>{say(`person.${name}`)}</span>
          <Input
            value={draft[name]}
            maxLength={200}
            autoComplete="off"
            data-testid={`person-${name}`}
            addonBefore={
              name === 'number' ? (
                <Select
                  value={draft.kind}
                  aria-label={say('person.document')}
                  onChange={(kind) => change({ kind })}
                  options={documents.map(([value, text]) => ({ value, label: say(text) }))}
                />
              ) : undefined
            }
            onChange={(event) => change({ [name]: event.target.value })}
          />
        </label>
      ))}
    </>
  );
};

const Seen = ({ draft, change }: FieldsProps) => {
  const say = useSay();
  return (
    <>
      {draft.role === 'victim' ? (
        <label className="field">
          <span>{say('ask.victimRole')}</span>
          <Select
            allowClear
            value={draft.victimRole ?? null}
            placeholder={say('ask.choose')}
            aria-label={say('ask.victimRole')}
            data-testid="person-victim-role"
            onChange={(victimRole) => change({ victimRole: victimRole ?? undefined })}
            options={victimRoles.map((value) => ({ value, label: say(`victim.${value}`) }))}
          />
        </label>
      ) : null}
      <label className="field">
        <span>{say('ask.injury')}</span>
        <Select
          allowClear
          value={draft.injury ?? null}
          placeholder={say('ask.choose')}
          aria-label={say('ask.injury')}
          onChange={(injury) => change({ injury: injury ?? undefined })}
          options={injuryGrades.map((value) => ({ value, label: say(`injury.${value}`) }))}
        />
      </label>
      <div className="field">
        <span>{say('person.said')}</span>
        <Checkbox.Group
          value={[...draft.flags]}
          onChange={(chosen) => change({ flags: chosen })}
          options={flags.map((value) => ({ value, label: say(`person.${value}`) }))}
        />
      </div>
    </>
  );
};

interface PersonFormProps {
  readonly incident: string;
  readonly onAdded: () => void;
}

export const PersonForm = ({ incident, onAdded }: PersonFormProps) => {
  const say = useSay();
  const [draft, setDraft] = useState<PersonDraft>(emptyPerson);
  const sending = useSending(onAdded);
  const change = (part: Partial<PersonDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const body = personBody(draft);
  return (
    <div className="measure-form" data-testid="person-form">
      <label className="field">
        <span>{say('person.role')}</span>
        <Select
          value={draft.role}
          aria-label={say('person.role')}
          data-testid="person-role"
          onChange={(role) => change({ role })}
          options={involvedRoles.map((value) => ({ value, label: say(`person.${value}`) }))}
        />
      </label>
      <Who draft={draft} change={change} />
      <Seen draft={draft} change={change} />
      <div className="field-end">
        <Button
          type="primary"
          disabled={body === undefined}
          title={body === undefined ? say('person.name-first') : undefined}
          loading={sending.isBusy}
          data-testid="person-save"
          onClick={() => sending.send(`/incidents/${encodeURIComponent(incident)}/involved`, body)}
        >
          {say('person.save')}
        </Button>
      </div>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </div>
  );
};
