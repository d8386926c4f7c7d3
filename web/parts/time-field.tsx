/**
 * A field for a day, a minute or a time of day. The browser's own fields follow the browser's language and not
 * the page's; this one is written into, in any usual way, and always shows `2026-11-22 08:42`.
 */
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';

import { useSay } from '../texts/texts.js';
import { examples, readTime, steppedTime, type TimeForm } from './written-time.js';

interface TimeFieldProps {
  readonly form: TimeForm;
  readonly label: string;
  /** in its form; empty where none is given */
  readonly value: string;
  /** told '' where what is written is empty or no time */
  readonly onChange: (value: string) => void;
  readonly required?: boolean;
  readonly className?: string;
  readonly 'data-testid'?: string;
}

const steps: Readonly<Record<string, 1 | -1>> = { ArrowUp: 1, ArrowDown: -1 };

export const TimeField = ({ form, label, value, onChange, className = '', ...rest }: TimeFieldProps) => {
  const say = useSay();
  const fault = useId();
  const field = useRef<HTMLInputElement>(null);
  // What is being written, until it is read or another time is given.
  const [written, setWritten] = useState<string>();
  const [isWrong, setWrong] = useState(false);
  const [given, setGiven] = useState(value);
  const show = (text: string | undefined, isFault: boolean): void => {
    setWritten(text);
    setWrong(isFault);
  };
  if (value !== given) {
    setGiven(value);
    if (value !== '') show(undefined, false);
  }
  const wrong = say('time.wrong', { example: examples[form] });
  useEffect(() => field.current?.setCustomValidity(isWrong ? wrong : ''), [isWrong, wrong]);
  const write = (text: string): void => {
    show(text, false);
    if (text === '' || readTime(form, text) === text) onChange(text);
  };
  const read = (): void => {
    if (written === undefined) return;
    const time = written.trim() === '' ? '' : readTime(form, written);
    show(time === undefined ? written : undefined, time === undefined);
    onChange(time ?? '');
  };
  const step = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') read();
    const by = steps[event.key];
    const now = readTime(form, event.currentTarget.value);
    if (by === undefined || now === undefined) return;
    event.preventDefault();
    const input = event.currentTarget;
    const caret = input.selectionStart ?? 0;
    write(steppedTime(form, now, caret, by));
    requestAnimationFrame(() => input.setSelectionRange(caret, caret));
  };
  return (
    <span className="time-field">
      <input
        {...rest}
        ref={field}
        className={`number ${className}`}
        inputMode="numeric"
        autoComplete="off"
        // The letters of a form are wider than the digits of a time.
        size={examples[form].length + 4}
        aria-label={label}
        title={say('time.hint', { example: examples[form] })}
        placeholder={say(`time.form-${form}`)}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? fault : undefined}
        value={written ?? value}
        onChange={({ currentTarget }) => write(currentTarget.value)}
        onBlur={read}
        onKeyDown={step}
      />
      {isWrong ? (
        <small id={fault} className="time-wrong" role="alert">
          {wrong}
        </small>
      ) : null}
    </span>
  );
};
