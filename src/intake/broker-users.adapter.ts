/** Keeps the users of an outside Mosquitto as the register has them, over the control topic of its dynamic-security plugin. */
import { reasonOf } from '../kernel/errors.js';
import type { BrokerNews } from './broker.js';
import { canaryId } from './canary.js';
import {
  controlTopic,
  mendingOf,
  type Command,
  type DefaultAccess,
  type Found,
  type FoundClient,
  type Registered,
  type Role,
} from './dynamic-security.js';

export interface BrokerUsersOptions {
  readonly court: string;
  readonly publish: (topic: string, payload: string) => Promise<void>;
  readonly register: () => readonly Registered[];
  readonly tell: (news: BrokerNews) => void;
}

interface Answer {
  readonly command: string;
  readonly error?: string;
  readonly data?: unknown;
  readonly correlationData?: string;
}

interface Asked {
  readonly answered: (answers: readonly Answer[]) => void;
  readonly failed: (error: Error) => void;
}

const answerWithinMs = 10_000;
const tryAgainAfterMs = 30_000;
// Twenty roles are under the broker's largest packet.
const commandsAtOnce = 20;
const listedAtOnce = 100;

export class BrokerUsers {
  /** Secrets that the broker has not taken yet: only their hashes are kept anywhere else. */
  readonly #secrets = new Map<string, string>();
  readonly #asked = new Map<string, Asked>();
  #asks = 0;
  #isUp = false;
  #wanted = false;
  #running = false;
  #again: NodeJS.Timeout | undefined;

  constructor(private readonly options: BrokerUsersOptions) {}

  /** A device was enrolled, or may speak again. */
  admit(device: string, secret?: string): void {
    if (secret !== undefined) this.#secrets.set(device, secret);
    this.#mendSoon();
  }

  /** The broker closes the connection of a user that it disables. */
  cut(device: string): void {
    if (!this.#isUp) return;
    // Whatever comes of it, the mending behind it sees that the user ends disabled, or tells why not.
    this.#ask([{ command: 'disableClient', username: device }]).catch(() => undefined);
    this.#mendSoon();
  }

  up(): void {
    this.#isUp = true;
    this.#mendSoon();
  }

  down(): void {
    this.#isUp = false;
    clearTimeout(this.#again);
    for (const { failed } of this.#asked.values()) failed(new Error('the link to the broker broke'));
  }

  /** @param payload what the plugin says on its answer topic */
  answered(payload: Uint8Array): void {
    const answers = readAnswers(payload);
    const name = answers.find((answer) => answer.correlationData !== undefined)?.correlationData;
    if (name !== undefined) this.#asked.get(name)?.answered(answers);
  }

  #mendSoon(): void {
    this.#wanted = true;
    // Many devices enrolled at once are one mending.
    if (!this.#running && this.#isUp) setImmediate(() => void this.#mendAll());
  }

  async #mendAll(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    clearTimeout(this.#again);
    while (this.#wanted && this.#isUp) {
      this.#wanted = false;
      try {
        await this.#mend();
      } catch (error) {
        if (this.#isUp) this.#failed(error);
      }
    }
    this.#running = false;
  }

  #failed(error: unknown): void {
    this.options.tell({ what: 'differs', reason: reasonOf(error) });
    this.#again = setTimeout(() => this.#mendSoon(), tryAgainAfterMs);
  }

  async #mend(): Promise<void> {
    const { court, register, tell } = this.options;
    const found = await this.#find();
    const secrets = new Map(this.#secrets);
    const { commands, lost } = mendingOf(court, register(), secrets, found);
    const faults: string[] = [];
    for (let at = 0; at < commands.length; at += commandsAtOnce) {
      const answers = await this.#ask(commands.slice(at, at + commandsAtOnce));
      faults.push(
        ...answers.flatMap(({ command, error }) => (error === undefined ? [] : [`${command}: ${error}`])),
      );
    }
    if (faults.length > 0) throw new Error(faults.slice(0, 5).join('; '));
    // The canary's is new at each start and kept in no file: a broker that forgot it is told again.
    for (const [device, secret] of secrets)
      if (device !== canaryId && this.#secrets.get(device) === secret) this.#secrets.delete(device);
    tell(
      lost.length > 0
        ? { what: 'differs', reason: 'unknown to the broker', devices: lost }
        : { what: 'agrees' },
    );
  }

  async #find(): Promise<Found> {
    const [access] = await this.#ask([{ command: 'getDefaultACLAccess' }]);
    return {
      defaults: (access?.data as { acls: DefaultAccess[] } | undefined)?.acls ?? [],
      roles: await this.#list<Role>('listRoles', 'roles'),
      clients: await this.#list<FoundClient>('listClients', 'clients'),
    };
  }

  async #list<Item>(command: string, name: 'roles' | 'clients'): Promise<Item[]> {
    const items: Item[] = [];
    for (;;) {
      const page = { command, verbose: true, count: listedAtOnce, offset: items.length };
      const [answer] = await this.#ask([page]);
      if (answer?.data === undefined) throw new Error(`${command}: ${answer?.error ?? 'no list'}`);
      const { totalCount, [name]: some = [] } = answer.data as { totalCount: number } & Record<
        typeof name,
        Item[]
      >;
      items.push(...some);
      if (some.length === 0 || items.length >= totalCount) return items;
    }
  }

  async #ask(commands: readonly Command[]): Promise<readonly Answer[]> {
    const name = `${(this.#asks += 1)}`;
    let late: NodeJS.Timeout | undefined;
    const answers = new Promise<readonly Answer[]>((answered, failed) => {
      this.#asked.set(name, { answered, failed });
      late = setTimeout(
        () => failed(new Error('the broker did not answer: has it the dynamic-security plugin?')),
        answerWithinMs,
      );
    });
    const payload = JSON.stringify({ commands: commands.map((one) => ({ ...one, correlationData: name })) });
    try {
      const [given] = await Promise.all([answers, this.options.publish(controlTopic, payload)]);
      return given;
    } finally {
      clearTimeout(late);
      this.#asked.delete(name);
    }
  }
}

function readAnswers(payload: Uint8Array): Answer[] {
  try {
    const { responses } = JSON.parse(Buffer.from(payload).toString('utf8')) as { responses?: Answer[] };
    return responses ?? [];
  } catch {
    // Not an answer of the plugin; whoever waits for one is told after its time.
    return [];
  }
}
