/** The frame of every page: court, page, clock, live state, sound; hatched grey when the picture is cut. */
import type { ReactNode } from 'react';

import { useLive } from '../live/live-context.js';
import type { LiveState } from '../live/live-machine.js';
import { hrefOf, pagesFor, type PageName } from '../routes.js';
import { useMay, useSession } from '../session.js';
import { SoundBar } from '../sound/sound-bar.js';
import { useSay } from '../texts/texts.js';
import { AlarmStrips } from '../watch/alarm-strip.js';
import { useWatch } from '../watch/watch.js';
import { MissedBar, NotLiveBar } from './cut-bars.js';
import { PageIcon } from './page-icon.js';
import { Status } from './status.js';
import { Switches } from './switches.js';

const pickCut = (state: LiveState): boolean => state.cutSinceMs !== undefined;

const Rail = ({ page }: { readonly page: PageName }) => {
  const say = useSay();
  const { person } = useSession();
  return (
    <nav className="rail" aria-label={say('nav.pages')}>
      <ul>
        {pagesFor(person).map((name) => (
          <li key={name}>
            <a
              href={hrefOf(name)}
              aria-current={name === page ? 'page' : undefined}
              data-testid={`nav-${name}`}
            >
              <PageIcon page={name} />
              <span>{say(`page.${name}`)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};

interface FrameProps {
  readonly page: PageName;
  readonly onSignOut: () => void;
  readonly children: ReactNode;
}

export const Frame = ({ page, onSignOut, children }: FrameProps) => {
  const say = useSay();
  const { court, demo } = useSession();
  const { viewer, gate } = useWatch();
  const follows = useMay('live:follow');
  const isCut = useLive(pickCut) && follows;
  return (
    <div className="frame" data-cut={isCut} data-page={page}>
      <a className="skip" href="#main">
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
        {isCut ? <NotLiveBar /> : <MissedBar />}
        {viewer === 'other' ? null : <SoundBar gate={gate} />}
        {page === 'board' ? null : <AlarmStrips />}
        <main id="main" tabIndex={-1} className="page-main">
          {children}
        </main>
      </div>
    </div>
  );
};
