/** Sounds when the console commands it and says so. */
import type { Voice } from '../agent/link.js';
import type { CommandTo } from '../protocol/command.js';

export interface SirenOptions {
  readonly voice: Voice<'siren'>;
  /** what a person hears */
  readonly sound: (level: string) => void;
  readonly hush: () => void;
}

export class Siren {
  readonly #options: SirenOptions;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: SirenOptions) {
    this.#options = options;
  }

  async obey(command: CommandTo<'siren'>): Promise<void> {
    if (command.type === 'sound') {
      clearTimeout(this.#timer);
      this.#options.sound(command.level);
      this.#timer = setTimeout(() => this.#hush(), command.seconds * 1000);
      await this.#options.voice.say({ type: 'sounded', command: command.id });
    }
    if (command.type === 'silence') {
      this.#hush();
      await this.#options.voice.say({ type: 'silenced', command: command.id });
    }
  }

  close(): void {
    this.#hush();
  }

  #hush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#options.hush();
  }
}
