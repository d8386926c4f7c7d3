/** The one-time link: who was invited chooses a user name and a password. */
import { useState, type FormEvent } from 'react';

import { LanguageSwitch, ThemeSwitch } from './frame/switches.js';
import { ProblemLine } from './parts/answer.js';
import './styles/sign-in.css';
import { useSay } from './texts/texts.js';
import { useSending } from './use-sending.js';
import { useTitle } from './use-title.js';

interface FieldProps {
  readonly label: string;
  readonly name: string;
  readonly type?: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const Field = ({ label, name, type = 'text', hint, value, onChange }: FieldProps) => (
  <label>
    {label}
    <input
      name={name}
      type={type}
      required
      value={value}
      autoComplete={type === 'password' ? 'new-password' : name}
      data-testid={`welcome-${name}`}
      onChange={(event) => onChange(event.target.value)}
    />
    {hint === undefined ? null : <small className="quiet">{hint}</small>}
  </label>
);

export const Welcome = ({ token, onDone }: { readonly token: string; readonly onDone: () => void }) => {
  const say = useSay();
  const [username, setUsername] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const sending = useSending(onDone);
  useTitle(`${say('welcome.title')} · ${say('app.name')}`);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    sending.send(`/invitations/${encodeURIComponent(token)}`, { username, name, password });
  };
  return (
    <div className="sign-in">
      <main>
        <p className="sign-in-switches">
          <LanguageSwitch />
          <ThemeSwitch />
        </p>
        <h1>{say('welcome.title')}</h1>
        <form onSubmit={submit}>
          <Field label={say('welcome.name')} name="name" value={name} onChange={setName} />
          <Field label={say('sign.username')} name="username" value={username} onChange={setUsername} />
          <Field
            label={say('sign.password')}
            name="password"
            type="password"
            hint={say('welcome.password-hint')}
            value={password}
            onChange={setPassword}
          />
          {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
          <button
            type="submit"
            className="button main"
            disabled={sending.isBusy}
            data-testid="welcome-submit"
          >
            {say('welcome.do')}
          </button>
        </form>
      </main>
    </div>
  );
};
