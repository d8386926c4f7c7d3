/** Files a record of interference or an inquiry; the recording goes into the sealed register with it. */
import { useState, type FormEvent } from 'react';

import { channels } from '../../src/interference/interference.js';
import { ProblemLine } from '../parts/answer.js';
import { useMay } from '../session.js';
import { useSay } from '../texts/texts.js';
import { useSending } from '../use-sending.js';

const fields = ['who', 'unit', 'caseNumber', 'content'] as const;

interface InterferenceFormProps {
  readonly clip?: string;
  readonly onFiled: () => void;
}

export const InterferenceForm = ({ clip, onFiled }: InterferenceFormProps) => {
  const say = useSay();
  const mayFile = useMay('interference:file');
  const [isOpen, setOpen] = useState(false);
  const [isFiled, setFiled] = useState(false);
  const sending = useSending(() => {
    setOpen(false);
    setFiled(true);
    onFiled();
  });
  if (!mayFile) return null;
  const file = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = Object.entries(
      Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>,
    );
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
    <form className="interference-form" data-testid="interference-form" onSubmit={file}>
      <p className="quiet">{say('interference.explain')}</p>
      <select name="tag" aria-label={say('interference.tag')}>
        <option value="interference">{say('tag.interference')}</option>
        <option value="inquiry">{say('tag.inquiry')}</option>
      </select>
      <select name="channel" aria-label={say('interference.channel')} defaultValue="phone">
        {channels.map((channel) => (
          <option key={channel} value={channel}>
            {say(`channel.${channel}`)}
          </option>
        ))}
      </select>
      {fields.map((field) => (
        <input
          key={field}
          name={field}
          aria-label={say(`interference.${field}`)}
          placeholder={say(`interference.${field}`)}
        />
      ))}
      <button type="submit" className="button main" data-testid="interference-do" disabled={sending.isBusy}>
        {say('interference.seal')}
      </button>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </form>
  );
};
