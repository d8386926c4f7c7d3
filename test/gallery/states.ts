/** The states in which every page is looked at: what happens in the courthouse first, and what is taken then. */
import { tour } from '../support/pages-tour.js';
import type { Album } from './album.js';

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

async function everyPage(album: Album, state: string): Promise<void> {
  for (const { page, username } of tour()) await album.take(`${state}-${page}`, username, page);
}

/** A quiet morning with something to see on every page. */
async function morning(album: Album): Promise<string> {
  await album.wake();
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
    const incident = await morning(album);
    await everyPage(album, 'calm');
    await album.take('calm-incident', 'clerk', `incidents/${incident}`);
    await album.take('calm-board', 'guard', 'board', { size: 'old' });
    await album.take('calm-board', 'guard', 'board', { size: 'phone' });
    await album.take('calm-board', 'guard', 'board', { size: 'wide' });
  },
};

const empty: GalleryState = {
  name: 'empty',
  take: (album) => everyPage(album, 'empty'),
};

const oneAlarm: GalleryState = {
  name: 'one-alarm',
  take: async (album) => {
    await morning(album);
    await (await album.device('button-103')).press('emergency');
    for (const size of ['desk', 'old', 'phone', 'wide'] as const)
      await album.take('one-alarm-board', 'guard', 'board', { size });
    for (const { page, username } of tour())
      if (page !== 'board') await album.take(`one-alarm-${page}`, username, page);
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
      await album.take('flood-board', 'guard', 'board', { size });
    await album.take('flood-police', 'police', 'police');
  },
};

const notLive: GalleryState = {
  name: 'not-live',
  take: async (album) => {
    await morning(album);
    await (await album.device('button-103')).press('emergency');
    const look = (size: 'desk' | 'phone') =>
      album.take('not-live-board', 'guard', '', {
        size,
        act: (page) => page.getByTestId('not-live').waitFor({ timeout: 20_000 }),
      });
    for (const shelf of album.shelves) {
      await (await album.person('guard', shelf, 'desk')).open('board');
      await (await album.person('guard', shelf, 'phone')).open('board');
    }
    album.house.console.signal('SIGSTOP');
    await look('desk');
    await look('phone');
    album.house.console.signal('SIGCONT');
  },
};

const manyRows: GalleryState = {
  name: '5000-rows',
  take: async (album) => {
    await album.wake();
    const ask = await album.house.ask('guard');
    for (let done = 0; done < 5000; done += 50)
      await Promise.all(
        Array.from({ length: 50 }, (_, n) =>
          ask('api/incidents', json({ place: `court-${(n % 8) + 1}`, text: `第 ${done + n + 1} 次报告` })),
        ),
      );
    for (const { page, username } of tour()) await album.take(`5000-rows-${page}`, username, page);
  },
};

const failing: GalleryState = {
  name: 'error',
  take: async (album) => {
    await morning(album);
    for (const { page, username } of tour()) {
      for (const shelf of album.shelves) {
        const looks = await album.person(username, shelf, 'desk');
        await looks.page.route('**/api/**', (route) => route.fulfill({ status: 503, body: '{}' }));
      }
      await album.take(`error-${page}`, username, page);
      for (const shelf of album.shelves)
        await (await album.person(username, shelf, 'desk')).page.unrouteAll();
    }
  },
};

export const states: readonly GalleryState[] = [calm, empty, oneAlarm, flood, notLive, manyRows, failing];
