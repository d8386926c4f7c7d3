/** Knows which guard screens are open and whether each can be heard: true while they are connected, so in no row. */
import { Injectable } from '@nestjs/common';
import type { Viewer } from '../access/viewer.js';
import { dutyRole } from '../duty/duty.js';
import { toInstant } from '../kernel/clock.js';
import type { ScreenItem, ScreenSound } from './screen.js';

@Injectable()
export class Screens {
  /** by socket */
  readonly #open = new Map<string, ScreenItem>();
  #tell: (screens: readonly ScreenItem[]) => void = () => undefined;

  onChange(listener: (screens: readonly ScreenItem[]) => void): void {
    this.#tell = listener;
  }

  all(): readonly ScreenItem[] {
    return [...this.#open.values()];
  }

  /** It follows; one that followed before keeps what it said of its sound. */
  open(screen: string, { person, roles }: Viewer): void {
    const known = this.#open.get(screen);
    this.#put(screen, {
      person,
      role: dutyRole(roles) ?? 'officer',
      sound: known?.sound ?? 'untried',
      since: known?.since ?? toInstant(Date.now()),
    });
  }

  hear(screen: string, sound: ScreenSound): void {
    const known = this.#open.get(screen);
    if (known !== undefined && known.sound !== sound)
      this.#put(screen, { ...known, sound, since: toInstant(Date.now()) });
  }

  gone(screen: string): void {
    if (this.#open.delete(screen)) this.#tell(this.all());
  }

  #put(screen: string, item: ScreenItem): void {
    this.#open.set(screen, item);
    this.#tell(this.all());
  }
}
