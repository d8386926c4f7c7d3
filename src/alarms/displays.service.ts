/** Keeps which guard screens showed an alarm and sounded it: the first at once, the rest as one fact a second. */
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { person as personActor, theSystem } from '../kernel/actor.js';
import { toInstant, type Instant } from '../kernel/clock.js';
import { Writer } from '../storage/writer.js';
import { alarmWith, changeAlarm, stopTimers } from './alarms.store.js';

const flushAfterMs = 1000;
const mostRemembered = 1000;

export type Proof = 'shown' | 'sounded';

interface Display {
  readonly screen: string;
  readonly person: string;
  readonly at: Instant;
}

@Injectable()
export class Displays implements OnModuleDestroy {
  /** proof and alarm → screens that proved it, while the alarm is fresh in memory */
  readonly #proven = new Map<string, Set<string>>();
  #rest = new Map<string, Display[]>();
  #flushing: NodeJS.Timeout | undefined;

  constructor(private readonly writer: Writer) {}

  /** @param screen the socket's id; a screen proves an alarm once */
  async prove(proof: Proof, alarm: string, screen: string, person: string): Promise<void> {
    const key = `${proof} ${alarm}`;
    const proven = this.#proven.get(key);
    if (proven?.has(screen) === true) return;
    if (proven !== undefined) {
      proven.add(screen);
      this.#later(key, { screen, person, at: toInstant(Date.now()) });
      return;
    }
    this.#remember(key, screen);
    // Nothing is proven of an alarm that is not there, nor by what did not reach the disk: the next one is first.
    const isStored = await this.#first(proof, alarm, screen, person).catch(() => false);
    if (!isStored) this.#proven.delete(key);
  }

  onModuleDestroy(): void {
    clearTimeout(this.#flushing);
  }

  /** @returns whether there is such an alarm */
  async #first(proof: Proof, alarm: string, screen: string, person: string): Promise<boolean> {
    return this.writer.write(async (unit) => {
      const row = await alarmWith(unit, alarm);
      if (row === undefined) return false;
      const display = { screen, person, at: unit.at };
      if (row[proof] !== undefined) {
        this.#later(`${proof} ${alarm}`, display);
        return true;
      }
      const by = personActor(person);
      await changeAlarm(unit, alarm, { [proof]: { at: unit.at, by } });
      if (proof === 'shown') await stopTimers(unit, alarm, ['not-shown']);
      const { device, incident, response } = row;
      unit.record({
        type: `alarm.${proof}`,
        by,
        subject: { kind: 'alarm', id: alarm },
        data: { screens: [display], device, incident, response },
      });
      return true;
    });
  }

  #remember(key: string, screen: string): void {
    this.#proven.set(key, new Set([screen]));
    if (this.#proven.size <= mostRemembered) return;
    const oldest = this.#proven.keys().next();
    if (oldest.done !== true) this.#proven.delete(oldest.value);
  }

  #later(key: string, display: Display): void {
    const known = this.#rest.get(key) ?? [];
    if (!known.some((other) => other.screen === display.screen)) this.#rest.set(key, [...known, display]);
    this.#flushing ??= setTimeout(() => void this.#flush(), flushAfterMs);
  }

  async #flush(): Promise<void> {
    this.#flushing = undefined;
    const waiting = this.#rest;
    this.#rest = new Map();
    try {
      await this.writer.write(async (unit) => {
        for (const [key, screens] of waiting) {
          const [proof, id = ''] = key.split(' ');
          const subject = { kind: 'alarm', id };
          unit.record({ type: `alarm.${proof}`, by: theSystem, subject, data: { screens } });
        }
      });
    } catch {
      // Not on disk: it is told with the next.
      for (const [key, screens] of waiting) for (const screen of screens) this.#later(key, screen);
    }
  }
}
