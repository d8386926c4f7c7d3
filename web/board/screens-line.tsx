/** Which guard screens are open, and which of them would not be heard. */
import { memo } from 'react';

import { isDeskDeaf, type ScreenItem } from '../../src/console/screen.js';
import { useNowMs } from '../court-time.js';
import { useAsOf } from '../live/as-of.js';
import { pickIsLive, useLive } from '../live/live-context.js';
import type { LiveState } from '../live/live-machine.js';
import { useNames } from '../reference.js';
import { sayOf, useSay } from '../texts/texts.js';

const none: readonly ScreenItem[] = [];
const pickScreens = (state: LiveState): readonly ScreenItem[] => state.screens ?? none;

export const ScreensLine = memo(() => {
  const say = useSay();
  const names = useNames();
  const screens = useLive(pickScreens);
  const isLive = useLive(pickIsLive);
  const asOf = useAsOf();
  if (!isLive && asOf === '') return null;
  const deaf = screens.filter(({ sound }) => sound !== 'ready');
  return (
    <section
      className="duty-line"
      aria-label={say('screens.title')}
      data-testid="screens"
      data-ready={screens.length - deaf.length}
      data-deaf={deaf.length}
    >
      <h2>{say('screens.title')}</h2>
      <span className="number">{say('screens.open', { n: screens.length })}</span>
      <ul>
        {deaf.length === 0 ? (
          <li className="quiet">
            {asOf}
            {say('screens.all-ready')}
          </li>
        ) : null}
        {deaf.map(({ person, sound, since }) => (
          <li key={`${person} ${since}`} data-testid="screen-deaf" data-sound={sound}>
            {names.person(person)} <b className="deaf">{sayOf(say, 'screen-sound', sound)}</b>
          </li>
        ))}
      </ul>
    </section>
  );
});

/** The worst that sound can be: on every page of whoever answers alarms. */
export const DeafHouseBar = () => {
  const say = useSay();
  const screens = useLive(pickScreens);
  const isLive = useLive(pickIsLive);
  const nowMs = useNowMs();
  if (!isLive || !isDeskDeaf(screens, nowMs)) return null;
  return (
    <output className="bar house-deaf" data-testid="house-deaf">
      <b>{say('screens.house-deaf')}</b>
      <span>{say('screens.house-deaf-do')}</span>
    </output>
  );
};
