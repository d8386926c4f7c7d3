/** The states in which every page is looked at: what happens in the courthouse first, and what is taken then. */
import type { Page } from 'playwright-core';
import { tour } from '../support/pages-tour.js';
import type { Album } from './album.js';
import { takeCase } from './case.js';
import { emptyPages, failing, owing } from './page-states.js';

export interface GalleryState {
  readonly name: string;
  readonly take: (album: Album) => Promise<void>;
}

const json = (body: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(body) });

/** @throws where the console refuses what the picture needs */
async function tell(album: Album, username: string, path: string, body: unknown): Promise<{ id: string }> {
  const answer = await (await album.house.ask(username))(path, json(body));
  if (!answer.ok) throw new Error(`${username} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { id: string };
}

/** Two at the lane, which was tried before it opened: nothing is in trouble. */
async function staff(album: Album, lane: string): Promise<void> {
  const screener = await album.house.ask('screener');
  const colleague = await (await album.house.ask('officer-2'))('api/session');
  const { person } = (await colleague.json()) as { person: { id: string } };
  for (const [path, body] of [
    ['operators', {}],
    ['operators', { person: person.id }],
    ['checks', { ok: true }],
  ] as const) {
    const { ok, status } = await screener(`api/screening/${lane}/${path}`, json(body));
    if (!ok) throw new Error(`${lane} ${path}: ${status}`);
  }
}

/** A quiet morning with something to see on every page. */
async function morning(album: Album, isStaffed = false): Promise<string> {
  await album.wake();
  if (isStaffed) await staff(album, 'gate-1');
  const gate = await album.device('gate-1');
  await gate.say({ type: 'passages', from: at(-120), to: at(-60), passed: 31, alarmed: 2 });
  await gate.say({ type: 'detection', zoneCode: '7', class: 'knife' });
  await gate.say({ type: 'decision', outcome: 'deposited', item: '水果刀', operators: ['张三', '李四'] });
  const { id } = await tell(album, 'guard', 'api/incidents', {
    place: 'court-3',
    text: '旁听人员辱骂审判人员，经劝阻仍不停止，并冲击法庭，法警将其带离。',
  });
  return id;
}

const at = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();

const calm: GalleryState = {
  name: 'calm',
  take: async (album) => {
    const incident = await morning(album, true);
    // Calm is what says nothing of an alarm or an error.
    const shows = '#main:not(:has(.problem)) *';
    for (const { page, username } of tour()) await album.take(`calm-${page}`, username, page, { shows });
    await album.take('calm-incident', 'clerk', `incidents/${incident}`, { shows });
    for (const size of ['old', 'phone', 'wide'] as const)
      await album.take('calm-board', 'guard', 'board', { size, shows: '[data-testid="calm"]' });
  },
};

const empty: GalleryState = {
  name: 'empty',
  take: async (album) => {
    album.hears = false;
    for (const post of ['guard-room', 'hall', 'screening'])
      await (
        await album.house.ask('admin')
      )(`api/rota/posts/${post}`, { method: 'PUT', body: JSON.stringify({ atLeast: 1, shifts: [] }) });
    for (const { page, username } of tour()) {
      const state = emptyPages[page];
      if (state !== undefined) await album.take(`empty-${page}`, username, page, state);
    }
  },
};

const anAlarm =
  '[data-testid="alarm-strip"], [data-testid="wall-alarm"], [data-testid="officer-card"], [data-testid="alarm-row"]';

const oneAlarm: GalleryState = {
  name: 'one-alarm',
  take: async (album) => {
    await morning(album);
    await (await album.device('button-103')).press('emergency');
    for (const size of ['desk', 'old', 'phone', 'wide'] as const)
      await album.take('one-alarm-board', 'guard', 'board', { size, shows: '[data-testid="alarm-row"]' });
    // Who does not follow alarms sees none of it: not a judge in a hearing, not an administrator.
    for (const { page, username } of tour())
      if (page !== 'board' && ['guard', 'chief', 'officer-1'].includes(username))
        await album.take(`one-alarm-${page}`, username, page, { shows: anAlarm });
    await album.take('one-alarm-wall', 'guard', 'wall', { size: 'wide', shows: anAlarm });
  },
};

const flood: GalleryState = {
  name: 'flood',
  take: async (album) => {
    await morning(album);
    for (const id of [101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112])
      await (await album.device(`button-${id}`)).press(id % 3 === 0 ? 'help' : 'emergency');
    for (const id of [101, 103, 105, 107]) await (await album.device(`button-${id}`)).say({ type: 'tamper' });
    await (await album.device('door-301')).say({ type: 'forced' });
    for (const size of ['desk', 'old', 'phone', 'wide'] as const)
      await album.take('flood-board', 'guard', 'board', {
        size,
        shows: size === 'phone' ? '[data-testid="alarm-row"]' : '[data-testid="flood"]',
      });
    await album.take('flood-wall', 'guard', 'wall', { shows: '.wall-more' });
    await album.take('flood-police', 'police', 'police', { shows: '[data-testid="police-incident"]' });
  },
};

const notLive: GalleryState = {
  name: 'not-live',
  take: async (album) => {
    await morning(album);
    await (await album.device('button-103')).press('emergency');
    const screens = [
      ['guard', 'board', 'desk'],
      ['guard', 'board', 'phone'],
      ['chief', 'wall', 'desk'],
      ['officer-1', 'officer', 'phone'],
      ['police', 'police', 'desk'],
      ['clerk', 'incidents', 'old'],
    ] as const;
    for (const [username, page, size] of screens) await (await album.person(username, size)).open(page);
    // The letters come a moment after the page; what has not come by then never does, and no picture may wait for it.
    for (const [username, , size] of screens)
      await (
        await album.person(username, size)
      ).page.evaluate(
        'new Promise((go) => setTimeout(go, 3000)).then(() => document.fonts.ready.then(() => 0))',
      );
    process.env['PW_TEST_SCREENSHOT_NO_FONTS_READY'] = '1';
    album.house.console.signal('SIGSTOP');
    try {
      for (const [username, page, size] of screens)
        await album.take(`not-live-${page}`, username, '', {
          size,
          isCut: true,
          shows: '[data-testid="not-live"]',
          act: (cut) => cut.getByTestId('not-live').waitFor({ timeout: 20_000 }),
        });
    } finally {
      // What stands still cannot be ended.
      album.house.console.signal('SIGCONT');
      delete process.env['PW_TEST_SCREENSHOT_NO_FONTS_READY'];
    }
  },
};

/** Reads on until there is no more of the list, and goes to its end. */
async function readAll(page: Page): Promise<void> {
  const more = page.getByTestId('list-more');
  while ((await more.count()) > 0) {
    const count = page.getByTestId('incidents-count');
    const before = await count.textContent();
    await more.click();
    await count.filter({ hasNotText: before ?? '' }).waitFor();
  }
}

const manyRows: GalleryState = {
  name: '5000-rows',
  take: async (album) => {
    await album.wake();
    // One person alone may not ask so often in a minute.
    const asks = [await album.house.ask('guard'), await album.house.ask('chief')] as const;
    const report = async (n: number): Promise<void> => {
      const body = { place: `court-${(n % 8) + 1}`, text: `第 ${n + 1} 次报告` };
      const { status } = await asks[n % 2 === 0 ? 0 : 1]('api/incidents', json(body));
      if (status !== 201) throw new Error(`report ${n} was answered with ${status}`);
    };
    for (let done = 0; done < 5000; done += 50)
      await Promise.all(Array.from({ length: 50 }, (_, n) => report(done + n)));
    const more = '[data-testid="list-more"]';
    await album.take('5000-rows-board', 'guard', 'board', { shows: '#main a:text("4900")' });
    await album.take('5000-rows-handover', 'chief', 'handover', { shows: '#main a:text("4900")' });
    for (const [page, username] of [
      ['packets', 'clerk'],
      ['replay', 'chief'],
      ['incidents', 'chief'],
    ] as const)
      await album.take(`5000-rows-${page}`, username, page, { shows: more });
    await album.take('5000-rows-incidents-all', 'chief', 'incidents', {
      act: readAll,
      shows: '[data-testid="incidents-count"]:text("5000")',
    });
  },
};

const anError: GalleryState = {
  name: 'error',
  take: async (album) => {
    const incident = await morning(album);
    await (
      await album.house.ask('chief')
    )(`api/incidents/${incident}/share`, json({}));
    for (const { page, username } of tour()) {
      const looks = await album.person(username, 'desk');
      // From another page, so that this one has nothing yet.
      await looks.open(page === 'law' ? 'account' : 'law');
      await looks.page.route('**/api/**', (route) => route.fulfill({ status: 503, body: '{}' }));
      await album.take(`error-${page}`, username, page, failing(page));
      if (!owing.has(page)) await looks.page.unrouteAll();
    }
  },
};

const aCase: GalleryState = {
  name: 'case',
  take: async (album) => {
    await morning(album);
    await takeCase(album);
  },
};

export const states: readonly GalleryState[] = [
  calm,
  empty,
  oneAlarm,
  flood,
  notLive,
  manyRows,
  anError,
  aCase,
];
