/** A courthouse with people at browsers in both languages and themes, and the pictures taken of their pages. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { demoDevices } from '../../src/intake/demo-devices.js';
import { Courthouse } from '../support/courthouse.js';
import { Onlooker } from '../support/pages-tour.js';
import { WireDevice } from '../support/wire-device.js';

export interface Shelf {
  readonly language: 'zh' | 'en';
  readonly theme: 'light' | 'dark';
}
export const shelves: readonly Shelf[] = [
  { language: 'zh', theme: 'light' },
  { language: 'en', theme: 'dark' },
  { language: 'zh', theme: 'dark' },
  { language: 'en', theme: 'light' },
];

export const sizes = {
  desk: { width: 1920, height: 1080 },
  old: { width: 1366, height: 768 },
  /** all of a long page at once */
  tall: { width: 1366, height: 2400 },
  phone: { width: 390, height: 844 },
  wide: { width: 3840, height: 2160 },
} as const;
export type Size = keyof typeof sizes;

/** The wall has nothing to press, so its switches are there but not seen. */
export async function wear(looks: Onlooker, { language, theme }: Shelf): Promise<void> {
  const press = async (mark: string, worn: string): Promise<void> => {
    const root = looks.page.locator(`html[${worn}]`);
    if ((await root.count()) === 0) await looks.page.getByTestId(mark).first().dispatchEvent('click');
    await root.waitFor();
  };
  await press('theme-switch', `data-theme="${theme}"`);
  await press('language-switch', `lang="${language === 'zh' ? 'zh-CN' : 'en'}"`);
}

/** How a picture is taken. */
interface Shot {
  readonly size?: Size;
  /** what brings the page into the state */
  readonly act?: (page: Page) => Promise<void>;
  /** where the state can be seen: a picture without it is none of that state */
  readonly shows: string;
  /** of a console that does not answer */
  readonly isCut?: boolean;
}

/** The court's own letters come a moment after the page: without them a machine that has no Chinese ones shows boxes. */
export const letters = `new Promise((go) => {
  const look = () => (document.fonts.size > 0 ? document.fonts.ready.then(() => go(0)) : setTimeout(look, 50));
  look();
})`;

export class Album {
  taken = 0;
  hears = true;
  /** what a picture needed and did not come; the other pictures are taken all the same */
  readonly failures: unknown[] = [];
  readonly #people = new Map<string, Onlooker>();
  readonly #devices = new Map<string, WireDevice>();
  #beat: NodeJS.Timeout | undefined;

  private constructor(
    readonly folder: string,
    readonly shelves: readonly Shelf[],
    readonly house: Courthouse,
  ) {}

  static async open(folder: string, wanted: readonly Shelf[]): Promise<Album> {
    return new Album(folder, wanted, await Courthouse.open());
  }

  /** A picture of one page as one person sees it, on every shelf: the page stays and its switches are pressed. */
  async take(
    name: string,
    username: string,
    to: string,
    { size = 'desk', act, shows, isCut = false }: Shot,
  ): Promise<void> {
    const looks = await this.person(username, size);
    if (to !== '') await looks.open(to);
    await act?.(looks.page);
    for (const shelf of this.shelves) {
      await wear(looks, shelf);
      // What a cut page asks for never comes.
      if (!isCut) {
        await looks.settled();
        await looks.page.evaluate(letters);
      }
      const file = `${name}-${size}-${shelf.language}-${shelf.theme}.png`;
      await this.#see(looks.page, file, shows);
      await looks.page.screenshot({ path: join(this.folder, file), animations: 'disabled' });
      this.taken += 1;
    }
  }

  /** The state is in the picture, or the run has failed. */
  async #see(page: Page, file: string, shows: string): Promise<void> {
    try {
      const seen = page.locator(shows).filter({ visible: true }).first();
      await seen.scrollIntoViewIfNeeded({ timeout: 8_000 });
    } catch (thrown) {
      this.failures.push(new Error(`${file} does not show ${shows}`, { cause: thrown }));
    }
  }

  /** Signed in once for each size, then kept. */
  async person(username: string, size: Size): Promise<Onlooker> {
    const key = `${username} ${size}`;
    const known = this.#people.get(key);
    if (known !== undefined) return known;
    const page = await this.house.visitor(sizes[size]);
    const looks = new Onlooker(page, this.house.console.url);
    await this.house.signIn(page, username);
    if (username === 'guard') await this.#hear(page);
    // Both catalogues are fetched before a picture of a console that no longer answers needs them.
    for (const shelf of this.shelves) await wear(looks, shelf);
    await looks.settled();
    this.#people.set(key, looks);
    return looks;
  }

  /** A guard begins his shift with the sounds, unless this album shows a desk where nobody has. */
  async #hear(page: Page): Promise<void> {
    if (!this.hears) return;
    await page.getByTestId('sound-arm').first().click();
    await page.getByTestId('sound-heard').click({ timeout: 20_000 });
  }

  /** Every device of the demo is heard, and goes on beating. */
  async wake(): Promise<void> {
    for (const { id } of demoDevices) await this.device(id);
    const beat = (): void => this.#devices.forEach((device) => device.status());
    beat();
    this.#beat = setInterval(beat, 15_000);
  }

  async device(id: string): Promise<WireDevice> {
    const device = this.#devices.get(id) ?? (await WireDevice.connect(this.house.mqtt, id, {}));
    this.#devices.set(id, device);
    return device;
  }

  async close(): Promise<void> {
    clearInterval(this.#beat);
    await Promise.all([...this.#devices.values()].map((device) => device.close()));
    await this.house.close();
  }
}
