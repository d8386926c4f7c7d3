import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import { Courthouse } from '../../support/courthouse.js';
import { WireDevice } from '../../support/wire-device.js';
import { Onlooker, tour } from '../../support/pages-tour.js';
import { pageNames } from '../../../web/routes.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds, one line a kind and place, so that a red test says what to mend. */
async function faultsOf({ page }: Onlooker): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(document, { runOnly: ${JSON.stringify(tags)}, resultTypes: ['violations'], preload: false })`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1] ?? ''}`),
  );
}

/** Before anybody is known. */
const signIn = 'sign-in';
const nobody = '';

const han = /\p{Script=Han}+/gu;

describe('every page, for everyone', () => {
  let house: Courthouse;
  const faults: string[] = [];
  const strangers: string[] = [];
  const unsaid: string[] = [];
  const visited = new Set<string>();

  /** Words on the page in Chinese while it speaks English, that no answer of the console brought. */
  const ownHan = async (looks: Onlooker): Promise<string[]> => {
    const shown = await looks.page.evaluate<string>('document.body.innerText');
    const brought = looks.answers.join('\n');
    const marks = ['演示', '中文', '画面已中断'];
    return [...new Set(shown.match(han))].filter((word) => !brought.includes(word) && !marks.includes(word));
  };

  const look = async (looks: Onlooker, name: string): Promise<void> => {
    const where = `${name} ${await looks.page.evaluate<string>('document.documentElement.lang + " " + document.documentElement.dataset.theme')}`;
    faults.push(...(await faultsOf(looks)).map((fault) => `${where}: ${fault}`));
    if (where.includes(' en ')) unsaid.push(...(await ownHan(looks)).map((word) => `${where}: ${word}`));
    visited.add(where);
  };

  /**
   * One page as it stands, then with both switches turned. Each language is read and each theme's colours are measured
   * on every page: what is called what does not hang on the theme, nor a colour on the language.
   */
  const visit = async (looks: Onlooker, name: string): Promise<void> => {
    if (name === signIn) await looks.settled();
    else await looks.open(name);
    await look(looks, name);
    // The wall has nothing to press, so its switches are there but not seen.
    for (const one of ['theme', 'language'])
      await looks.page.getByTestId(`${one}-switch`).dispatchEvent('click');
    await looks.settled();
    await look(looks, name);
  };

  /** All pages of one person; nobody has the sign-in. */
  const goRound = async (username: string, pages: readonly string[]): Promise<void> => {
    const looks = new Onlooker(await house.visitor(), house.console.url);
    // Colours half way through a change of theme are nobody's colours.
    await looks.page.emulateMedia({ reducedMotion: 'reduce' });
    await looks.page.evaluate(axe);
    if (username !== nobody) await house.signIn(looks.page, username);
    for (const page of pages) await visit(looks, page);
    strangers.push(...looks.strangers);
    await looks.page.context().close();
  };

  beforeAll(async () => {
    house = await Courthouse.open();
    const ask = await house.ask('guard');
    const reported = await ask('api/incidents', {
      method: 'POST',
      body: JSON.stringify({ place: 'court-3', text: '旁听人员辱骂审判人员，经劝阻仍不停止。' }),
    });
    const button = await WireDevice.connect(house.mqtt, 'button-103', {});
    await button.press('emergency');
    await button.say({ type: 'tamper' });
    await button.close();
    const { id } = (await reported.json()) as { id: string };
    const stops = [
      ...tour(),
      { page: `incidents/${id}`, username: 'guard' },
      { page: signIn, username: nobody },
    ];
    for (const person of new Set(stops.map(({ username }) => username)))
      await goRound(
        person,
        stops.filter(({ username }) => username === person).map(({ page }) => page),
      );
  }, 300_000);

  afterAll(() => house.close());

  it('was visited in both languages and themes: each that web/routes.ts names, the sign-in and an incident', () => {
    const seen = (page: string): string[] =>
      [...visited]
        .filter((where) => where.startsWith(`${page} `))
        .map((where) => where.slice(page.length + 1));
    for (const page of [...pageNames, signIn])
      expect([page, seen(page).toSorted()]).toEqual([page, ['en dark', 'zh-CN light']]);
    expect(visited.size).toBe((pageNames.length + 2) * 2);
  });

  it('has nothing that axe finds wrong', () => {
    expect(faults).toEqual([]);
  });

  it('asks for nothing outside its own house', () => {
    expect(strangers).toEqual([]);
  });

  it('says in English whatever no answer of the console brought', () => {
    expect(unsaid).toEqual([]);
  });
});
