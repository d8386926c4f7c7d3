/** The frame of every page: court, page, clock, live state, sound; hatched grey when the picture is cut. */
import { lazy, memo, Suspense, useEffect, useRef, type ReactNode, type RefObject } from 'react';

import { DrillBar } from '../drills/drill-bar.js';
import { useBoard, useLive } from '../live/live-context.js';
import type { LiveState } from '../live/live-machine.js';
import { isAtSilent } from '../officer/own-state.js';
import { groupsFor, hrefOf, pagesFor, type PageName } from '../routes.js';
import { useMay, useSession } from '../session.js';
import { DeafHouseBar } from '../board/screens-line.js';
import { SoundBar } from '../sound/sound-bar.js';
import type { TextKey } from '../texts/catalogue.js';
import { useSay } from '../texts/texts.js';
import { AlarmStrips } from '../watch/alarm-strip.js';
import { TabMark } from '../watch/marks.js';
import { useWatch } from '../watch/watch.js';
import { MissedBar, NotLiveBar, SelfTestBar } from './cut-bars.js';
import { LedgerBar } from './ledger-bar.js';
import { PageIcon } from './page-icon.js';
import { Status } from './status.js';
import { Switches } from './switches.js';

const HandoverBar = lazy(() => import('../handover/handover-bar.js'));
const SkipsBar = lazy(() => import('../procedures/skips-bar.js'));

const pickCut = (state: LiveState): boolean => state.cutSinceMs !== undefined;

/** On a telephone the rail is longer than the screen is wide. */
const bringIntoSight = (link: HTMLAnchorElement | null): void =>
  link?.scrollIntoView({ block: 'nearest', inline: 'center' });

/** More than these share the height of the smaller screens with smaller pictures. */
const many = 16;

/** The rail has less room than the head of the page. */
const railText = (page: PageName): TextKey =>
  page === 'judge' || page === 'police' ? `rail.${page}` : `page.${page}`;

const Rail = memo(({ page }: { readonly page: PageName }) => {
  const say = useSay();
  const { person } = useSession();
  return (
    <nav className="rail" aria-label={say('nav.pages')} data-many={pagesFor(person).length > many}>
      {groupsFor(person).map(({ group, pages }) => (
        <ul key={group} aria-label={say(`pages.${group}`)}>
          <li className="rail-head" aria-hidden="true">
            {say(`pages.${group}`)}
          </li>
          {pages.map((name) => (
            <li key={name}>
              <a
                ref={name === page ? bringIntoSight : undefined}
                href={hrefOf(name)}
                aria-current={name === page ? 'page' : undefined}
                data-testid={`nav-${name}`}
              >
                <PageIcon page={name} />
                <span>{say(railText(name))}</span>
              </a>
            </li>
          ))}
        </ul>
      ))}
    </nav>
  );
});

/** Whoever goes to another page by keyboard or reads it aloud goes on from there. */
const useFocusedMain = (page: PageName): RefObject<HTMLElement | null> => {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(page);
  useEffect(() => {
    if (shown.current !== page) main.current?.focus();
    shown.current = page;
  }, [page]);
  return main;
};

/** The browser's tab names the page, and what must be looked at before it. */
const Tab = ({ page }: { readonly page: PageName }) => {
  const { viewer, ordered } = useWatch();
  const { incidents } = useBoard();
  return (
    <TabMark page={page} viewer={viewer} alarms={ordered} incidents={incidents} isCut={useLive(pickCut)} />
  );
};

interface FrameProps {
  readonly page: PageName;
  /** of what it shows */
  readonly id: string | undefined;
  readonly onSignOut: () => void;
  readonly children: ReactNode;
}

export const Frame = ({ page, id, onSignOut, children }: FrameProps) => {
  const say = useSay();
  const { court, demo, person } = useSession();
  const { viewer, gate, isCalling, ordered } = useWatch();
  const follows = useMay('live:follow');
  const isCut = useLive(pickCut) && follows;
  const hands = useMay('duty:sign') && follows;
  const oversees = useMay('procedure:manage') && follows;
  const main = useFocusedMain(page);
  return (
    <div className="frame" data-cut={isCut} data-page={page}>
      <Tab page={page} />
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          // The part after # names a page here.
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {say('nav.skip')}
      </a>
      <header className="head">
        <span className="court">{court.name}</span>
        <h1>{say(`page.${page}`)}</h1>
        {demo ? <span className="demo">{say('demo.mark')}</span> : null}
        <Status />
        <Switches onSignOut={onSignOut} />
      </header>
      <Rail page={page} />
      <div className="body">
        <LedgerBar />
        {isCut ? <NotLiveBar /> : <MissedBar />}
        <SelfTestBar />
        <DrillBar isWall={page === 'wall'} />
        {hands ? (
          <Suspense>
            <HandoverBar />
          </Suspense>
        ) : null}
        {oversees ? (
          <Suspense>
            <SkipsBar />
          </Suspense>
        ) : null}
        <AlarmStrips page={page} id={id} />
        {viewer === 'other' || isAtSilent(ordered, person.id) ? null : (
          <SoundBar gate={gate} isWall={page === 'wall'} isCalm={isCalling} />
        )}
        <DeafHouseBar />
        <main id="main" ref={main} tabIndex={-1} className="page-main">
          {children}
        </main>
      </div>
    </div>
  );
};
