/** The last mile: what the ledger says becomes a light on the button and a siren in the guard room. */
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { encodeCommand, type CommandWords, type FeedbackState } from '../../devices/protocol/command.js';
import { topicOf } from '../../devices/protocol/topic.js';
import type { Response } from '../alarms/alarm.js';
import { Alarms } from '../alarms/alarms.service.js';
import { Devices } from '../intake/devices.service.js';
import { Hearing, type SignOfLife } from '../intake/hearing.service.js';
import { eventId } from '../intake/message.js';
import type { Subject } from '../kernel/actor.js';
import { laterBy, toInstant, toMs } from '../kernel/clock.js';
import { Entries, type KeptFact } from '../ledger/entries.service.js';
import { Followers } from '../ledger/followers.service.js';
import { Ledger } from '../ledger/ledger.service.js';

/** What a button's light knows of an answer; under control is still somebody there. */
const standing: Readonly<Record<Response, FeedbackState>> = {
  raised: 'received',
  acknowledged: 'acknowledged',
  responding: 'responding',
  'on-scene': 'on-scene',
  controlled: 'on-scene',
  closed: 'closed',
};
const answers = new Set([
  'alarm.acknowledged',
  'alarm.responding',
  'alarm.on-scene',
  'alarm.controlled',
  'alarm.closed',
]);
const heeded = new Set([
  'alarm.shown',
  'alarm.escalated',
  'event.escalated',
  'event.raised-late',
  'recorder.asked',
  ...answers,
]);
const feedbackForMs = 10 * 60_000;
const soundForSeconds = 120;
/** "now" is over after this: a recorder that comes back later must not start for nobody. */
const recordWithinMs = 60_000;

type Words = CommandWords extends infer One
  ? One extends unknown
    ? Omit<One, 'id' | 'until'>
    : never
  : never;

interface Asked {
  readonly device: string;
  readonly action: 'start' | 'stop';
  readonly reason: string;
  readonly preSeconds: number;
}

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
  /** One after the other: a light must never go back because two senders overtook each other. */
  #line: Promise<void> = Promise.resolve();

  constructor(
    private readonly followers: Followers,
    private readonly entries: Entries,
    private readonly ledger: Ledger,
    private readonly sources: LastMileSources,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.sources.hearing.onSignOfLife((sign) => {
      this.#noticeBoot(sign);
      this.#noticeSiren(sign);
    });
    await this.followers.follow(
      'last-mile',
      (fact) => this.#inLine(() => this.#deliver(fact)),
      (type) => heeded.has(type),
    );
  }

  #inLine(act: () => Promise<void>): Promise<void> {
    const done = this.#line.then(act);
    // Whoever asked hears of a failure; who waits behind him goes on.
    this.#line = done.catch(() => undefined);
    return done;
  }

  async #deliver(fact: KeptFact): Promise<void> {
    const { device } = fact.data as { device?: string };
    const state = feedbackOf(fact);
    if (state !== undefined && device !== undefined)
      await this.#feedback(device, fact.subject.id, state, `${fact.seq}`, fact.at);
    if (fact.type === 'alarm.escalated' || fact.type === 'event.escalated') await this.#sound(fact);
    if (answers.has(fact.type)) await this.#silence(fact);
    if (fact.type === 'event.raised-late') await this.#takeOver(fact);
    if (fact.type === 'recorder.asked') await this.#askRecorder(fact);
  }

  async #feedback(
    device: string,
    alarm: string,
    state: FeedbackState,
    command: string,
    at: string,
  ): Promise<void> {
    if (this.sources.devices.named(device)?.kind !== 'button') return;
    await this.#send(device, command, laterBy(at, feedbackForMs), { type: 'feedback', alarm, state });
  }

  /** @param only this siren of those that the fact names */
  async #sound(fact: KeptFact, only?: string): Promise<void> {
    const { sirens, level } = fact.data as { sirens: string[]; level: string };
    for (const siren of sirens.filter((one) => only === undefined || one === only))
      await this.#send(siren, `${fact.seq}-${siren}`, laterBy(fact.at, soundForSeconds * 1000), {
        type: 'sound',
        level,
        seconds: soundForSeconds,
      });
  }

  /** At the first answer to an alarm, each siren that sounded for it, or for its event before it could ring, is silenced. */
  async #silence(fact: KeptFact): Promise<void> {
    const life = await this.entries.about([fact.subject]);
    if (life.find((one) => answers.has(one.type))?.seq !== fact.seq) return;
    const presses = life.filter(({ type }) => type === 'alarm.raised' || type === 'alarm.pressed-again');
    const before = await this.entries.about(presses.flatMap(eventsOf));
    await this.#silenceSirens(fact, [...life, ...before]);
  }

  /** An event rings at last: who answers its alarm silences it, unless it was answered already or is only trouble. */
  async #takeOver(fact: KeptFact): Promise<void> {
    const { alarm } = fact.data as { alarm?: string };
    if (alarm !== undefined && (await this.sources.alarms.named(alarm)).response === 'raised') return;
    await this.#silenceSirens(fact, await this.entries.about([fact.subject]));
  }

  async #silenceSirens({ seq, at }: KeptFact, life: readonly KeptFact[]): Promise<void> {
    const sirens = new Set(
      life
        .filter(({ type }) => type === 'alarm.escalated' || type === 'event.escalated')
        .flatMap(({ data }) => data['sirens'] as string[]),
    );
    for (const siren of sirens)
      await this.#send(siren, `${seq}-${siren}`, laterBy(at, soundForSeconds * 1000), { type: 'silence' });
  }

  /** "Start recording in room 5 now": its `recording-started` is the answer. */
  async #askRecorder({ seq, at, data }: KeptFact): Promise<void> {
    const { device, action, reason, preSeconds } = data as unknown as Asked;
    const words: Words = action === 'start' ? { type: 'start', reason, preSeconds } : { type: 'stop' };
    await this.#send(device, `${seq}`, laterBy(at, recordWithinMs), words);
  }

  #noticeBoot({ device, boot }: SignOfLife): void {
    if (boot === undefined || device.kind !== 'button' || this.#boots.get(device.id) === boot) return;
    this.#boots.set(device.id, boot);
    // What cannot be told now is told with the next step of the answer.
    this.#inLine(() => this.#tellAgain(device.id)).catch(() => undefined);
  }

  /** A siren that was away, as after a restart of the console, has missed what it was told: its heartbeat asks for it. */
  #noticeSiren({ device, status }: SignOfLife): void {
    if (device.kind !== 'siren' || status === undefined) return;
    // The next heartbeat asks again.
    this.#inLine(() => this.#soundAgain(device.id)).catch(() => undefined);
  }

  /** The same command as before, so that a siren which had it obeys it once. */
  async #soundAgain(siren: string): Promise<void> {
    const unanswered = (await this.sources.alarms.open()).filter(
      ({ response, escalation }) => response === 'raised' && escalation > 0,
    );
    for (const { id } of unanswered) {
      const life = await this.entries.about([{ kind: 'alarm', id }]);
      for (const fact of life) if (fact.type === 'alarm.escalated') await this.#sound(fact, siren);
    }
  }

  /** A button that powered up anew, or while the console was away, knows nothing of its alarm: tell it how it stands. */
  async #tellAgain(device: string): Promise<void> {
    const alarm = await this.sources.alarms.openOf(device);
    if (alarm === undefined || (alarm.shown === undefined && alarm.response === 'raised')) return;
    await this.#feedback(
      device,
      alarm.id,
      standing[alarm.response],
      `again-${Date.now()}`,
      toInstant(Date.now()),
    );
  }

  async #send(id: string, command: string, until: string, words: Words): Promise<void> {
    const device = this.sources.devices.named(id);
    if (device === undefined || toMs(until) < Date.now()) return;
    const topic = topicOf({ court: this.ledger.court, kind: device.kind, device: id, channel: 'command' });
    await this.sources.hearing.broker.publish(topic, encodeCommand({ ...words, id: command, until }));
  }
}

/** What the light says. An alarm answered before any screen showed it must not fall back to `received`. */
function feedbackOf({ type, data }: KeptFact): FeedbackState | undefined {
  if (type === 'alarm.shown') return data['response'] === 'raised' ? 'received' : undefined;
  if (!answers.has(type) || type === 'alarm.controlled') return undefined;
  return standing[type.replace('alarm.', '') as Response];
}

/** The events behind a press, as their facts are named. */
function eventsOf({ data }: KeptFact): Subject[] {
  const {
    device,
    boot,
    seq,
    sha256 = '',
  } = data as { device?: string; boot?: string; seq?: number; sha256?: string };
  if (device === undefined) return [];
  const name = { ...(boot === undefined ? {} : { boot }), ...(seq === undefined ? {} : { seq }), sha256 };
  return [{ kind: 'event', id: eventId(device, { ...name, isConflict: data['conflict'] === true }) }];
}
