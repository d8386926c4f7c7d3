/** What stands in the place of things that are loading, failed or not there. */
import type { ReactNode } from 'react';

import type { Problem } from '../api.js';
import { useSay, type Say } from '../texts/texts.js';
import type { Fetched } from '../use-fetched.js';

const known: Readonly<Record<number, Parameters<Say>[0]>> = {
  0: 'problem.unreachable',
  401: 'problem.session',
  403: 'problem.refused',
  404: 'problem.missing',
  409: 'problem.conflict',
  413: 'problem.too-large',
  503: 'problem.unavailable',
};

export const problemText = (say: Say, problem: Problem): string =>
  say(known[problem.status] ?? (problem.status >= 500 ? 'problem.unavailable' : 'problem.invalid'));

export const ProblemLine = ({ problem, onAgain }: { problem: Problem; onAgain?: () => void }) => {
  const say = useSay();
  return (
    <div className="problem" role="alert">
      <strong>{problemText(say, problem)}</strong>
      <span className="quiet">
        {problem.body.detail ?? problem.body.title ?? ''} {problem.body.code ?? ''}
      </span>
      {onAgain === undefined ? null : (
        <button type="button" className="button plain" onClick={onAgain}>
          {say('do.again')}
        </button>
      )}
    </div>
  );
};

export const EmptyLine = ({ children }: { readonly children: ReactNode }) => (
  <p className="empty">{children}</p>
);

export const Loading = () => <p className="empty loading">{useSay()('state.loading')}</p>;

interface AnswerProps<T> {
  readonly of: Fetched<T>;
  readonly children: (value: T) => ReactNode;
}

export const Answer = <T,>({ of, children }: AnswerProps<T>) => {
  return (
    <>
      {of.problem === undefined ? null : <ProblemLine problem={of.problem} onAgain={of.reload} />}
      {of.value === undefined ? null : children(of.value)}
      {of.isLoading ? <Loading /> : null}
    </>
  );
};
