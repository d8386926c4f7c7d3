/** The last mile: what the ledger says becomes a light on the button and a siren in the guard room. */
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { encodeCommand, type CommandWords, type FeedbackState } from '../../devices/protocol/command.js';
import { topicOf } from '../../devices/protocol/topic.js';
import { Alarms } from '../alarms/alarms.service.js';
import { Devices } from '../intake/devices.service.js';
import { Hearing, type SignOfLife } from '../intake/hearing.service.js';
import { laterBy, toInstant, toMs } from '../kernel/clock.js';
import { Entries, type KeptFact } from '../ledger/entries.service.js';
import { Followers } from '../ledger/followers.service.js';
import { Ledger } from '../ledger/ledger.service.js';

const feedbackOf: Readonly<Record<string, FeedbackState>> = {
  'alarm.shown': 'received',
  'alarm.acknowledged': 'acknowledged',
  'alarm.responding': 'responding',
  'alarm.on-scene': 'on-scene',
  'alarm.closed': 'closed',
};
const answers = new Set([
  'alarm.acknowledged',
  'alarm.responding',
  'alarm.on-scene',
  'alarm.controlled',
  'alarm.closed',
]);
const heeded = new Set([...Object.keys(feedbackOf), ...answers, 'alarm.escalated']);
const feedbackForMs = 10 * 60_000;
const soundForSeconds = 120;

type Words = CommandWords extends infer One
  ? One extends unknown
    ? Omit<One, 'id' | 'until'>
    : never
  : never;

@Injectable()
export class LastMileSources {
  constructor(
    readonly alarms: Alarms,
    readonly devices: Devices,
    readonly hearing: Hearing,
  ) {}
}

@Injectable()
export class LastMile implements OnApplicationBootstrap {
  readonly #boots = new Map<string, string>();

  constructor(
    private readonly followers: Followers,
    private readonly entries: Entries,
    private readonly ledger: Ledger,
    private readonly sources: LastMileSources,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.sources.hearing.onSignOfLife((sign) => void this.#woke(sign).catch(() => undefined));
    await this.followers.follow(
      'last-mile',
      (fact) => this.#deliver(fact),
      (type) => heeded.has(type),
    );
  }

  async #deliver(fact: KeptFact): Promise<void> {
    const { device } = fact.data as { device?: string };
    const state = feedbackOf[fact.type];
    if (state !== undefined && device !== undefined)
      await this.#feedback(device, fact.subject.id, state, fact.seq, fact.at);
    if (fact.type === 'alarm.escalated') await this.#sound(fact);
    if (answers.has(fact.type)) await this.#silence(fact);
  }

  async #feedback(
    device: string,
    alarm: string,
    state: FeedbackState,
    seq: number,
    at: string,
  ): Promise<void> {
    if (this.sources.devices.named(device)?.kind !== 'button') return;
    await this.#send(device, `${seq}`, laterBy(at, feedbackForMs), { type: 'feedback', alarm, state });
  }

  async #sound(fact: KeptFact): Promise<void> {
    const { sirens, level } = fact.data as { sirens: string[]; level: string };
    for (const siren of sirens)
      await this.#send(siren, `${fact.seq}-${siren}`, laterBy(fact.at, soundForSeconds * 1000), {
        type: 'sound',
        level,
        seconds: soundForSeconds,
      });
  }

  /** At the first answer to an alarm, each siren that sounded for it is silenced. */
  async #silence(fact: KeptFact): Promise<void> {
    const life = await this.entries.about([fact.subject]);
    if (life.find((one) => answers.has(one.type))?.seq !== fact.seq) return;
    const sirens = new Set(
      life.filter((one) => one.type === 'alarm.escalated').flatMap((one) => one.data['sirens'] as string[]),
    );
    for (const siren of sirens)
      await this.#send(siren, `${fact.seq}-${siren}`, laterBy(fact.at, soundForSeconds * 1000), {
        type: 'silence',
      });
  }

  /** A button that powered up anew knows nothing of its alarm: tell it again how it stands. */
  async #woke({ device, boot }: SignOfLife): Promise<void> {
    if (boot === undefined || device.kind !== 'button') return;
    const before = this.#boots.get(device.id);
    this.#boots.set(device.id, boot);
    if (before === boot || before === undefined) return;
    const alarm = await this.sources.alarms.openOf(device.id);
    if (alarm === undefined || alarm.shown === undefined) return;
    const state =
      alarm.response === 'raised'
        ? 'received'
        : alarm.response === 'controlled'
          ? 'on-scene'
          : (alarm.response as FeedbackState);
    await this.#feedback(device.id, alarm.id, state, this.ledger.head(), toInstant(Date.now()));
  }

  async #send(id: string, command: string, until: string, words: Words): Promise<void> {
    const device = this.sources.devices.named(id);
    if (device === undefined || toMs(until) < Date.now()) return;
    const topic = topicOf({ court: this.ledger.court, kind: device.kind, device: id, channel: 'command' });
    await this.sources.hearing.broker.publish(topic, encodeCommand({ ...words, id: command, until }));
  }
}
