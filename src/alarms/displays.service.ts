/** Keeps which guard screens showed an alarm and sounded it: the first at once, the rest as one fact a second. */
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { person as personActor, theSystem } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import { Writer } from '../storage/writer.js';
import { alarmWith, changeAlarm, stopTimers } from './alarms.store.js';

export type Proof = 'shown' | 'sounded';

interface Display {
  readonly screen: string;
  readonly person: string;
  readonly at: Instant;
}

@Injectable()
export class Displays implements OnModuleDestroy {
  readonly #rest = new Map<string, Display[]>();
  #flushing: NodeJS.Timeout | undefined;

  constructor(private readonly writer: Writer) {}

  /** @param screen the socket's id; a screen proves an alarm once */
  async prove(proof: Proof, alarm: string, screen: string, person: string): Promise<void> {
    await this.writer.write(async (unit) => {
      const row = await alarmWith(unit, alarm);
      if (row === undefined) return;
      const display = { screen, person, at: unit.at };
      if (row[proof] !== undefined) {
        this.#later(proof, alarm, display);
        return;
      }
      await changeAlarm(unit, alarm, { [proof]: { at: unit.at, by: personActor(person) } });
      if (proof === 'shown') await stopTimers(unit, alarm, ['not-shown']);
      unit.record({
        type: `alarm.${proof}`,
        by: personActor(person),
        subject: { kind: 'alarm', id: alarm },
        data: { screens: [display], device: row.device, incident: row.incident },
      });
    });
  }

  onModuleDestroy(): void {
    clearTimeout(this.#flushing);
  }

  #later(proof: Proof, alarm: string, display: Display): void {
    const key = `${proof} ${alarm}`;
    const known = this.#rest.get(key) ?? [];
    this.#rest.set(key, known.some((other) => other.screen === display.screen) ? known : [...known, display]);
    this.#flushing ??= setTimeout(() => void this.#flush(), 1000);
  }

  async #flush(): Promise<void> {
    this.#flushing = undefined;
    const waiting = [...this.#rest];
    this.#rest.clear();
    await this.writer.write(async (unit) => {
      for (const [key, screens] of waiting) {
        const [proof, id = ''] = key.split(' ');
        unit.record({
          type: `alarm.${proof}`,
          by: theSystem,
          subject: { kind: 'alarm', id },
          data: { screens },
        });
      }
    });
  }
}
