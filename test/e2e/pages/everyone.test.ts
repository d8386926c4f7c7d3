import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import { Courthouse } from '../../support/courthouse.js';
import { WireDevice } from '../../support/wire-device.js';
import { Onlooker, tour, type Stop } from '../../support/pages-tour.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds, one line a kind and place, so that a red test says what to mend. */
async function faultsOf({ page }: Onlooker): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(document, { runOnly: ${JSON.stringify(tags)}, resultTypes: ['violations'] })`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1] ?? ''}`),
  );
}

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

  /** One load of the page, then round both switches. */
  const visit = async ({ page: name, username }: Stop): Promise<void> => {
    const looks = new Onlooker(await house.visitor(), house.console.url);
    // Colours half way through a change of theme are nobody's colours.
    await looks.page.emulateMedia({ reducedMotion: 'reduce' });
    await house.signIn(looks.page, username);
    await looks.open(name);
    await looks.page.evaluate(axe);
    for (const next of ['theme', 'language', 'theme', 'language']) {
      await look(looks, name);
      // The wall has nothing to press, so its switches are there but not seen.
      await looks.page.getByTestId(`${next}-switch`).dispatchEvent('click');
      await looks.settled();
    }
    strangers.push(...looks.strangers);
    await looks.page.context().close();
  };

  beforeAll(async () => {
    house = await Courthouse.open();
    const ask = await house.ask('guard');
    await ask('api/incidents', {
      method: 'POST',
      body: JSON.stringify({ place: 'court-3', text: '旁听人员辱骂审判人员，经劝阻仍不停止。' }),
    });
    const button = await WireDevice.connect(house.mqtt, 'button-103', {});
    await button.press('emergency');
    await button.say({ type: 'tamper' });
    await button.close();
    for (const stop of tour()) await visit(stop);
  }, 300_000);

  afterAll(() => house.close());

  it('was visited in both languages and themes', () => {
    expect(visited.size).toBe(tour().length * 4);
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
