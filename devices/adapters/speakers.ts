/** The enrolled devices for which an adapter speaks, each with its own line and its own outbox. */
import { join } from 'node:path';
import { reasonOf } from '../../src/kernel/errors.js';
import { type Device, startDevice } from '../agent/device.js';
import { eventOf, type Saying, type SayingOf } from '../protocol/event.js';
import type { Kind } from '../protocol/topic.js';
import type { AdapterDevices } from './adapter-table.js';
import type { Said } from './translator.js';

export interface SpeakersOptions {
  readonly url: string;
  readonly court: string;
  readonly folder: string;
  readonly ca?: string | undefined;
  readonly devices: AdapterDevices;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly log: (line: string) => void;
}

interface Speaker {
  readonly kind: Kind;
  readonly device: Device<Kind>;
}

export class Speakers {
  readonly #speakers: ReadonlyMap<string, Speaker>;
  readonly #log: (line: string) => void;

  private constructor(speakers: ReadonlyMap<string, Speaker>, log: (line: string) => void) {
    this.#speakers = speakers;
    this.#log = log;
  }

  static async start(options: SpeakersOptions): Promise<Speakers> {
    const bySource = new Map<string, Speaker>();
    const byDevice = new Map<string, Speaker>();
    for (const [source, one] of Object.entries(options.devices)) {
      const speaker = byDevice.get(one.device) ?? (await startSpeaker(options, one));
      byDevice.set(one.device, speaker);
      bySource.set(source, speaker);
    }
    return new Speakers(bySource, options.log);
  }

  /** A zone that has no device of its own is spoken for by its panel's: `1234/015`, then `1234`. */
  readonly speak = (source: string, saying: Saying): Promise<Said> | undefined => {
    const speaker = this.#speakers.get(source) ?? this.#speakers.get(source.split('/')[0] ?? '');
    if (speaker === undefined) return undefined;
    const { kind, device } = speaker;
    return device.link.say(this.#fitting(kind, source, saying) as unknown as SayingOf<Kind>);
  };

  /** Resolves when every event has its receipt. */
  async drained(): Promise<true> {
    await Promise.all([...this.#speakers.values()].map(({ device }) => device.link.drained()));
    return true;
  }

  async stop(): Promise<void> {
    for (const device of new Set([...this.#speakers.values()].map((speaker) => speaker.device)))
      await device.stop();
  }

  /** What this kind may not say is a fault that says what it was: nothing that a source reports is dropped. */
  #fitting(kind: Kind, source: string, saying: Saying): Saying {
    const named = { v: 1, boot: 'b', seq: 1, at: '2026-01-01T00:00:00Z', ...saying };
    const read = eventOf[kind].safeParse(named);
    if (read.success) return saying;
    this.#log(`${source}: ${saying.type} 不是 ${kind} 的事件 is no event of a ${kind}`);
    return { type: 'fault', code: `untranslated-${saying.type}`, reported: saying };
  }
}

async function startSpeaker(options: SpeakersOptions, one: AdapterDevices[string]): Promise<Speaker> {
  const { url, court, folder, ca, variables, log } = options;
  const { device, kind, secret, secretVariable = 'COURT_DEVICE_SECRET' } = one;
  try {
    const started = await startDevice<Kind>({
      url,
      address: { court, kind, device },
      secret: secret ?? variables[secretVariable] ?? '',
      folder: join(folder, device),
      ...(ca !== undefined && { tls: { ca } }),
      log: (line) => log(`${device}: ${line}`),
    });
    return { kind, device: started };
  } catch (thrown) {
    throw new Error(`${device}: ${reasonOf(thrown)}`, { cause: thrown });
  }
}
