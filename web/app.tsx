/** Who is signed in decides which pages there are; each page is loaded when it is opened. */
import { lazy, Suspense, useCallback, useEffect, useState, useSyncExternalStore } from 'react';

import { ask, asProblem, end, type Problem } from './api.js';
import { Frame } from './frame/frame.js';
import { Loading } from './parts/answer.js';
import { Letters } from './parts/letters.js';
import { LiveProvider } from './live/live-context.js';
import { ReferenceProvider } from './reference.js';
import { hrefOf, landingOf, mayOpen, parseRoute, type PageName, type Route } from './routes.js';
import { SessionProvider } from './session.js';
import { SignIn } from './sign-in.js';
import { Welcome } from './welcome.js';
import { WatchProvider } from './watch/watch.js';
import type { Session } from './wire.js';

const pages: Readonly<
  Record<PageName, React.LazyExoticComponent<React.ComponentType<{ readonly id?: string }>>>
> = {
  board: lazy(() => import('./board/board-entry.js')),
  wall: lazy(() => import('./board/wall-page.js')),
  police: lazy(() => import('./pages/police-page.js')),
  incidents: lazy(() => import('./pages/incidents-page.js')),
  report: lazy(() => import('./pages/report-page.js')),
  evidence: lazy(() => import('./pages/evidence-page.js')),
  packets: lazy(() => import('./pages/packets-page.js')),
  screening: lazy(() => import('./pages/screening-page.js')),
  recordings: lazy(() => import('./pages/recordings-page.js')),
  interference: lazy(() => import('./pages/interference-page.js')),
  devices: lazy(() => import('./pages/devices-page.js')),
  drills: lazy(() => import('./drills/drills-page.js')),
  plan: lazy(() => import('./plan/plan-page.js')),
  timetable: lazy(() => import('./timetable/timetable-page.js')),
  policies: lazy(() => import('./duty/policies-page.js')),
  rota: lazy(() => import('./duty/rota-page.js')),
  people: lazy(() => import('./people/people-page.js')),
  upkeep: lazy(() => import('./upkeep/upkeep-page.js')),
  figures: lazy(() => import('./figures/figures-page.js')),
  officer: lazy(() => import('./officer/officer-page.js')),
  handover: lazy(() => import('./handover/handover-page.js')),
  replay: lazy(() => import('./replay/replay-page.js')),
  procedures: lazy(() => import('./procedures/procedures-page.js')),
  judge: lazy(() => import('./judge/judge-page.js')),
  bench: lazy(() => import('./judge/bench-page.js')),
  law: lazy(() => import('./pages/law-page.js')),
  account: lazy(() => import('./pages/account-page.js')),
};

const useHash = (): string =>
  useSyncExternalStore(
    (listener) => {
      window.addEventListener('hashchange', listener);
      return () => window.removeEventListener('hashchange', listener);
    },
    () => window.location.hash,
  );

/** What the address asks for, or the landing where that is not for this person. */
const useRoute = (session: Session): Route => {
  const asked = parseRoute(useHash());
  const isGood = asked !== undefined && mayOpen(asked.page, session.person);
  const route: Route = isGood ? asked : { page: landingOf(session.person) };
  const { page } = route;
  useEffect(() => {
    if (!isGood) window.location.replace(hrefOf(page));
  }, [isGood, page]);
  return route;
};

const Pages = ({ session, onSignOut }: { session: Session; onSignOut: () => void }) => {
  const { page, id } = useRoute(session);
  const Page = pages[page];
  return (
    <Frame page={page} id={id} onSignOut={onSignOut}>
      <Suspense fallback={<Loading />}>
        <Page key={id ?? page} {...(id === undefined ? {} : { id })} />
        <Letters />
      </Suspense>
    </Frame>
  );
};

const SignedIn = ({ session, onLost }: { session: Session; onLost: () => void }) => {
  const signOut = useCallback(() => {
    // Signing out of a console that cannot be reached still leaves the page.
    end('/session').then(onLost, onLost);
  }, [onLost]);
  const follows = session.person.permissions.includes('live:follow');
  const inside = (
    <ReferenceProvider>
      <WatchProvider>
        <Pages session={session} onSignOut={signOut} />
      </WatchProvider>
    </ReferenceProvider>
  );
  return (
    <SessionProvider value={session}>
      {follows ? (
        <LiveProvider key={session.court.id} court={session.court.id} onSessionLost={onLost}>
          {inside}
        </LiveProvider>
      ) : (
        inside
      )}
    </SessionProvider>
  );
};

export const App = () => {
  const [session, setSession] = useState<Session>();
  const [refusal, setRefusal] = useState<Problem>();
  const lookUp = useCallback(() => {
    const read = async (): Promise<void> => {
      try {
        const found = await ask<Session>('/session');
        setRefusal(undefined);
        // The same person again must not tear the page down.
        setSession((before) => (JSON.stringify(before) === JSON.stringify(found) ? before : found));
      } catch (thrown) {
        const problem = asProblem(thrown);
        setRefusal(problem);
        // A console that cannot be reached has not signed anybody out: the page stays and says NOT LIVE.
        if (problem.status === 401) setSession(undefined);
      }
    };
    void read();
  }, []);
  useEffect(() => {
    lookUp();
    window.addEventListener('session-lost', lookUp);
    return () => window.removeEventListener('session-lost', lookUp);
  }, [lookUp]);

  const welcome = /^#\/welcome\/(?<token>.+)$/.exec(useHash())?.groups?.['token'];

  if (session !== undefined) return <SignedIn session={session} onLost={lookUp} />;
  if (welcome !== undefined) {
    return (
      <>
        <Welcome token={decodeURIComponent(welcome)} onDone={() => window.location.assign('#/')} />
        <Letters />
      </>
    );
  }
  if (refusal === undefined) return <Loading />;
  return (
    <>
      <SignIn refusal={refusal} onSignedIn={setSession} onAgain={lookUp} />
      <Letters />
    </>
  );
};
