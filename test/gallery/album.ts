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
  phone: { width: 390, height: 844 },
  wide: { width: 3840, height: 2160 },
} as const;
export type Size = keyof typeof sizes;

export class Album {
  taken = 0;
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

  /** A picture of one page as one person sees it, on every shelf. */
  async take(
    name: string,
    username: string,
    to: string,
    { size = 'desk', act }: { size?: Size; act?: (page: Page) => Promise<void> } = {},
  ): Promise<void> {
    for (const shelf of this.shelves) {
      const looks = await this.person(username, shelf, size);
      if (to !== '') await looks.open(to);
      await act?.(looks.page);
      const file = `${name}-${size}-${shelf.language}-${shelf.theme}.png`;
      await looks.page.screenshot({ path: join(this.folder, file), animations: 'disabled' });
      this.taken += 1;
    }
  }

  /** Signed in once for each shelf and size, then kept. */
  async person(username: string, shelf: Shelf, size: Size): Promise<Onlooker> {
    const key = `${username} ${shelf.language} ${shelf.theme} ${size}`;
    const known = this.#people.get(key);
    if (known !== undefined) return known;
    const page = await this.house.visitor(sizes[size]);
    const looks = new Onlooker(page, this.house.console.url);
    await page.evaluate(
      `localStorage.setItem('language', '${shelf.language}'); localStorage.setItem('theme', '${shelf.theme}'); sessionStorage.setItem('sound-heard', 'yes')`,
    );
    await page.reload();
    await this.house.signIn(page, username);
    await looks.settled();
    this.#people.set(key, looks);
    return looks;
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
