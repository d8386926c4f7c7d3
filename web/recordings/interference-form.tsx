/** Files a record of interference or an inquiry; the recording goes into the sealed register with it. */
import { useState, type FormEvent } from 'react';

import { channels } from '../../src/interference/interference.js';
import { begun } from '../law/ground-text.js';
import { ProblemLine } from '../parts/answer.js';
import { useMay } from '../session.js';
import { useSay } from '../texts/texts.js';
import { useSending } from '../use-sending.js';

const fields = ['who', 'unit', 'caseNumber', 'content'] as const;

const writtenIn = (form: HTMLFormElement): Readonly<Record<string, string>> =>
  Object.fromEntries(new FormData(form)) as Record<string, string>;

interface InterferenceFormProps {
  readonly clip?: string;
  readonly onFiled: () => void;
}

export const InterferenceForm = ({ clip, onFiled }: InterferenceFormProps) => {
  const say = useSay();
  const mayFile = useMay('interference:file');
  const [isOpen, setOpen] = useState(false);
  const [isBlank, setBlank] = useState(true);
  const [isFiled, setFiled] = useState(false);
  const sending = useSending(() => {
    setOpen(false);
    setFiled(true);
    setBlank(true);
    onFiled();
  });
  if (!mayFile) return null;
  // A recording says it itself.
  const isNothing = clip === undefined && isBlank;
  const look = (event: FormEvent<HTMLFormElement>): void => {
    const given = writtenIn(event.currentTarget);
    setBlank(fields.every((field) => (given[field] ?? '').trim() === ''));
  };
  const file = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = Object.entries(writtenIn(event.currentTarget));
    sending.send('/interference', {
      ...Object.fromEntries(given.filter(([, text]) => text.trim() !== '')),
      ...(clip === undefined ? {} : { clip }),
    });
  };
  if (!isOpen)
    return (
      <p className="desk-line">
        <button
          type="button"
          className="button"
          data-testid="interference-open"
          onClick={() => setOpen(true)}
        >
          {say('interference.file')}
        </button>
        {isFiled ? <span data-testid="interference-filed">{say('interference.filed')}</span> : null}
      </p>
    );
  return (
    <form className="interference-form" data-testid="interference-form" onSubmit={file} onInput={look}>
      <p className="quiet">{say('interference.explain')}</p>
      <label className="field">
        {say('interference.tag')}
        <select name="tag">
          <option value="interference">{begun(say('tag.interference'))}</option>
          <option value="inquiry">{begun(say('tag.inquiry'))}</option>
        </select>
      </label>
      <label className="field">
        {say('interference.channel')}
        <select name="channel" defaultValue="phone">
          {channels.map((channel) => (
            <option key={channel} value={channel}>
              {say(`channel.${channel}`)}
            </option>
          ))}
        </select>
      </label>
      {fields.map((field) => (
        <label key={field} className={field === 'content' ? 'field field-end' : 'field'}>
          {say(`interference.${field}`)}
          {field === 'content' ? <textarea name={field} rows={3} /> : <input name={field} />}
        </label>
      ))}
      <button
        type="submit"
        className="button main"
        data-testid="interference-do"
        disabled={isNothing || sending.isBusy}
        title={isNothing ? say('needs.words') : undefined}
      >
        {say('interference.seal')}
      </button>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </form>
  );
};
