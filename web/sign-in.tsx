/** The sign-in: name and password; in a demo the sign-ins stand beside it as buttons. */
import { useState, type FormEvent } from 'react';

import { demoPassword, demoPeople } from '../src/access/demo.js';
import { asProblem, tell, type Problem } from './api.js';
import { LanguageSwitch, ThemeSwitch } from './frame/switches.js';
import { ProblemLine } from './parts/answer.js';
import { soundPlayer } from './sound/sound-player.js';
import './styles/sign-in.css';
import { sayOf, useSay } from './texts/texts.js';
import { useTitle } from './use-title.js';
import type { Session } from './wire.js';

interface SignInProps {
  readonly refusal: Problem;
  readonly onSignedIn: (session: Session) => void;
  readonly onAgain: () => void;
}

const DemoSignIns = ({ onChoose }: { readonly onChoose: (username: string) => void }) => {
  const say = useSay();
  return (
    <section className="demo-sign-ins" aria-label={say('demo.sign-ins')}>
      <h2>{say('demo.sign-ins')}</h2>
      <p className="quiet">{say('demo.explain')}</p>
      <ul>
        {demoPeople.map(({ username: name }) => (
          <li key={name}>
            <button
              type="button"
              className="button plain"
              data-testid={`demo-${name}`}
              onClick={() => onChoose(name)}
            >
              <b>{sayOf(say, 'role', name.replace(/-\d$/, ''))}</b> <span className="quiet">{name}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};

export const SignIn = ({ refusal, onSignedIn, onAgain }: SignInProps) => {
  const say = useSay();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);
  const isDemo = refusal.body.demo === true;
  useTitle(`${say('sign.in')} · ${say('app.name')}`);

  const signIn = (name: string, word: string): void => {
    // The press that signs in also opens the sound, which browsers give only to a press.
    void soundPlayer.unlock();
    setBusy(true);
    setProblem(undefined);
    tell<Session>('/session', { username: name, password: word })
      .then(onSignedIn, (thrown: unknown) => setProblem(asProblem(thrown)))
      .finally(() => setBusy(false));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    signIn(username, password);
  };

  return (
    <div className="sign-in">
      <main>
        <p className="sign-in-switches">
          <LanguageSwitch />
          <ThemeSwitch />
        </p>
        <h1>{say('app.name')}</h1>
        {isDemo ? <p className="demo">{say('demo.mark')}</p> : null}
        {refusal.status === 401 ? null : <ProblemLine problem={refusal} onAgain={onAgain} />}
        <form onSubmit={submit}>
          <label>
            {say('sign.username')}
            <input
              name="username"
              autoComplete="username"
              required
              value={username}
              data-testid="sign-in-username"
              onChange={(event) => setUsername(event.target.value)}
            />
          </label>
          <label>
            {say('sign.password')}
            <input
              name="password"
              type="password"
              autoComplete="current-password"
              required
              value={password}
              data-testid="sign-in-password"
              onChange={(event) => setPassword(event.target.value)}
            />
          </label>
          {problem === undefined ? null : (
            <p className="problem" role="alert">
              {say(problem.status === 401 ? 'sign.wrong' : 'problem.unreachable')}
            </p>
          )}
          <button type="submit" className="button main" disabled={isBusy} data-testid="sign-in-submit">
            {say(isBusy ? 'sign.busy' : 'sign.in')}
          </button>
        </form>
      </main>
      {isDemo ? <DemoSignIns onChoose={(name) => signIn(name, demoPassword)} /> : null}
    </div>
  );
};
