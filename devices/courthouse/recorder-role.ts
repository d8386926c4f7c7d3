/** A simulated recording telephone: calls are recorded as made-up speech and uploaded. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { toInstant } from '../../src/kernel/clock.js';
import { reasonOf } from '../../src/kernel/errors.js';
import type { Voice } from '../agent/link.js';
import { ClipShelf } from '../recorder/clip-shelf.js';
import { Recorder } from '../recorder/recorder.js';
import { diceOf } from './chance.js';
import type { Act, Call } from './day.js';
import { generatedMicrophone } from './generated-microphone.js';
import type { PlayerOptions, Role } from './role.js';

export function recorderRole(options: PlayerOptions, voice: Voice<'recorder'>): Role {
  const { clock, log, httpUrl, secret, seed } = options;
  const recorder = new Recorder({
    voice,
    microphone: generatedMicrophone(diceOf(seed + Number(options.device.slice(-3))), clock),
    shelf: new ClipShelf(join(options.folder, 'clips')),
    console: { httpUrl, device: options.device, secret },
    clock,
    log,
  });
  recorder.resume().catch((thrown: unknown) => log(reasonOf(thrown)));
  const closing = new AbortController();
  const act = async (act: Act): Promise<void> => {
    if (act.kind !== 'recorder') return;
    if ('call' in act) await phone(act.call, recorder, voice, options, closing.signal);
    else await voice.say(act.saying);
  };
  const close = async (): Promise<void> => {
    closing.abort();
    await recorder.close();
  };
  return {
    act,
    obey: async (command) => {
      if (command.type === 'start' || command.type === 'stop') await recorder.obey(command);
    },
    close,
  };
}

const callSeconds = { shortest: 1, longest: 6 } as const;

/** A call lasts a few real seconds, so that its recording is as long as its times say. */
async function phone(
  call: Call,
  recorder: Recorder,
  voice: Voice<'recorder'>,
  { clock, speed }: PlayerOptions,
  signal: AbortSignal,
): Promise<void> {
  if (recorder.isRecording) return;
  const { direction, peer, extension, tag } = call;
  const from = toInstant(clock.nowMs());
  await voice.say({ type: 'call-started', direction, peer, extension });
  await recorder.start('call');
  const seconds = Math.min(callSeconds.longest, Math.max(callSeconds.shortest, call.seconds / speed));
  await pause(seconds * 1000, undefined, { signal }).catch(() => undefined);
  if (tag !== undefined) await voice.say({ type: 'flagged', tag, from, to: toInstant(clock.nowMs()) });
  await voice.say({ type: 'call-ended' });
  await recorder.stop('call-ended');
}
