/** What stands in the place of things that are loading, failed or not there. */
import { useEffect, useState, type ReactNode } from 'react';

import type { Instant } from '../../src/kernel/clock.js';
import type { Problem } from '../api.js';
import { useOnCourtClock } from '../court-time.js';
import { hrefOf, mayOpen, parseRoute, type PageName } from '../routes.js';
import { useIsSignedIn, useSession } from '../session.js';
import { useLanguage, useSay, type Say } from '../texts/texts.js';
import type { Fetched, FetchedList } from '../use-fetched.js';
import type { List } from '../wire.js';
import { failedOf } from './failed.js';
import { GuardTelephone } from './guard-telephone.js';
import { LevelMark, RefusedMark } from './level-mark.js';
import { Clock } from './times.js';

const known: Readonly<Record<number, Parameters<Say>[0]>> = {
  0: 'problem.unreachable',
  401: 'problem.session',
  403: 'problem.refused',
  404: 'problem.missing',
  409: 'problem.conflict',
  413: 'problem.too-large',
  503: 'problem.unavailable',
};

export const problemText = (say: Say, { status, asked }: Problem): string => {
  if (status >= 500 && asked !== undefined && failedOf(asked).isRead) return say('problem.unreadable');
  return say(known[status] ?? (status >= 500 ? 'problem.unavailable' : 'problem.invalid'));
};

/** code → sentence; kept from the first problem on, so that a page without one never reads it */
let sentences: Readonly<Record<string, string>> = {};

const useSentences = (): typeof sentences => {
  const isChinese = useLanguage() === 'zh';
  const [read, setRead] = useState(sentences);
  useEffect(() => {
    if (!isChinese) return;
    const bring = async (): Promise<void> => {
      sentences = (await import('../../src/console/errors-chinese.js')).errorsChinese;
      setRead(sentences);
    };
    // Where they cannot be had, what the server said stays.
    bring().catch(() => undefined);
  }, [isChinese]);
  return isChinese ? read : {};
};

/** In Chinese what is wrong and what to do, over what the server said; in English, and of an unknown code, that alone. */
export const ProblemDetail = ({ problem: { body } }: { readonly problem: Problem }) => {
  const { code = '', detail, title, fields = [] } = body;
  const sentence = useSentences()[code];
  const wrong = fields.map(({ field }) => field).filter((field) => field !== '');
  return (
    <span className="quiet" title={detail}>
      {sentence ?? detail ?? title ?? ''} {code}
      {sentence === undefined || wrong.length === 0 ? null : <code> {wrong.join(' ')}</code>}
    </span>
  );
};

/** Whether the console did what was asked is not known where its answer never came. */
const isUnsure = ({ status }: Problem): boolean => status === 0 || (status >= 500 && status !== 503);

/** What failed, and what became of it. */
export const failedText = (say: Say, problem: Problem, isKept = false): string => {
  if (problem.asked === undefined) return say('failed.unknown');
  const { isRead, subject, verb } = failedOf(problem.asked);
  if (subject === undefined) return say('failed.unknown');
  const what = verb === undefined ? say(subject) : say('failed.act', { what: say(subject), act: say(verb) });
  if (isRead) return say(isKept ? 'failed.read-kept' : 'failed.read', { what });
  return say(isUnsure(problem) ? 'failed.unsure' : 'failed.done', { what });
};

interface ProblemLineProps {
  readonly problem: Problem;
  /** what was read before still stands below */
  readonly isKept?: boolean;
  readonly onAgain?: () => void;
}

/** The console or the way to it fails: that is trouble, and has its mark. What it refused is no fault of anything. */
const isTrouble = ({ status }: Problem): boolean => status === 0 || status >= 500;

/** Where trouble stays: who runs the house looks, the station telephones, everyone else tells who runs it. */
const WhomToTell = () => {
  const say = useSay();
  const { person } = useSession();
  if (mayOpen('police', person))
    return (
      <>
        {say('problem.tell-court')}
        <GuardTelephone />
      </>
    );
  if (!mayOpen('upkeep', person)) return say('problem.tell-admin');
  if (parseRoute(window.location.hash)?.page === 'upkeep') return say('problem.look-here');
  return (
    <>
      {say('problem.look')}
      {say('text.gap')}
      <GoTo page="upkeep" />
    </>
  );
};

const FailedAt = ({ at }: { readonly at: Instant }) => <Clock at={useOnCourtClock(at)} />;

/** What failed, what became of it and when; below that why, what to do and whom to tell. */
export const ProblemLine = ({ problem, isKept = false, onAgain }: ProblemLineProps) => {
  const say = useSay();
  const isSignedIn = useIsSignedIn();
  return (
    <div className="problem" role="alert" data-trouble={isTrouble(problem)}>
      {isTrouble(problem) ? <LevelMark level="trouble" /> : <RefusedMark />}
      <div className="problem-words">
        <strong>
          {failedText(say, problem, isKept)}
          {say('text.gap')}
          {isSignedIn ? <FailedAt at={problem.at} /> : null}
        </strong>
        <span>
          {problemText(say, problem)}
          {say('text.gap')}
          {!isTrouble(problem) ? null : isSignedIn ? <WhomToTell /> : say('problem.tell-admin')}
        </span>
        <ProblemDetail problem={problem} />
      </div>
      {onAgain === undefined ? null : (
        <button type="button" className="button plain" onClick={onAgain}>
          {say('do.again')}
        </button>
      )}
    </div>
  );
};

interface EmptyLineProps {
  readonly children: ReactNode;
  /** what to do about it: a way on, for who may take it */
  readonly next?: ReactNode;
}

/** What would stand here, and what to do next. */
export const EmptyLine = ({ children, next }: EmptyLineProps) => {
  const say = useSay();
  return (
    <p className="empty">
      {children}
      {say('text.gap')}
      {next}
    </p>
  );
};

/** The way to another page, for who may open it. */
export const GoTo = ({ page }: { readonly page: PageName }) => {
  const say = useSay();
  const { person } = useSession();
  return mayOpen(page, person) ? (
    <a href={hrefOf(page)}>{say('do.go-to', { page: say(`page.${page}`) })}</a>
  ) : null;
};

/** Nothing fits what was asked for: all of it again. */
export const ShowAll = ({ onAll }: { readonly onAll: () => void }) => (
  <button type="button" className="button plain small" data-testid="show-all" onClick={onAll}>
    {useSay()('do.show-all')}
  </button>
);

export const Loading = () => <p className="empty loading">{useSay()('state.loading')}</p>;

const More = ({ onMore }: { readonly onMore: () => void }) => {
  const say = useSay();
  return (
    <p className="page-tools more-rows">
      <button type="button" className="button plain" data-testid="list-more" onClick={onMore}>
        {say('list.more')}
      </button>
    </p>
  );
};

interface AnswerProps<T> {
  readonly of: Fetched<T> & Pick<FetchedList<unknown>, 'more'>;
  readonly children: (value: T) => ReactNode;
}

export const Answer = <T,>({ of, children }: AnswerProps<T>) => {
  return (
    <>
      {of.problem === undefined ? null : (
        <ProblemLine problem={of.problem} isKept={of.value !== undefined} onAgain={of.reload} />
      )}
      {of.value === undefined ? null : children(of.value)}
      {of.isLoading ? <Loading /> : null}
      {of.more === undefined ? null : <More onMore={of.more} />}
    </>
  );
};

interface ListedProps<T> {
  readonly of: Fetched<List<T>> & Pick<FetchedList<T>, 'more'>;
  /** what stands where there is none */
  readonly nothing: ReactNode;
  readonly children: (items: readonly T[]) => ReactNode;
}

export const Listed = <T,>({ of, nothing, children }: ListedProps<T>) => (
  <Answer of={of}>{({ items }) => (items.length === 0 ? nothing : children(items))}</Answer>
);
