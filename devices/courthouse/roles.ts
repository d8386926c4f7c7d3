/** What each kind of simulated device does when the plan or the console tells it to. */
import { toInstant } from '../../src/kernel/clock.js';
import type { Voice } from '../agent/link.js';
import type { Command } from '../protocol/command.js';
import type { Kind } from '../protocol/topic.js';
import { Siren } from '../siren/siren.js';
import { type Act, minuteMs } from './day.js';
import { recorderRole } from './recorder-role.js';
import type { PlayerOptions, Role } from './role.js';

export function roleOf(options: PlayerOptions, voice: Voice<Kind>): Role {
  if (options.kind === 'recorder') return recorderRole(options, voice);
  if (options.kind === 'siren') return sirenRole(options, voice);
  if (options.kind === 'gate') return gateRole(options, voice);
  const obey = (command: Command): Promise<void> => {
    if (command.type === 'feedback') options.log(`反馈 feedback: ${command.state}`);
    return Promise.resolve();
  };
  return { act: (act) => sayPlainly(voice, act), obey, close: () => Promise.resolve() };
}

async function sayPlainly(voice: Voice<Kind>, act: Act): Promise<void> {
  if ('saying' in act) await voice.say(act.saying);
}

function gateRole({ clock, speed }: PlayerOptions, voice: Voice<'gate'>): Role {
  let last: { readonly boot: string; readonly seq: number } | undefined;
  let turn: Promise<void> = Promise.resolve();
  const say = async (act: Act & { readonly kind: 'gate' }): Promise<void> => {
    if ('decision' in act) {
      const about = last && { detection: { boot: last.boot, seq: last.seq } };
      await voice.say({ type: 'decision', ...about, ...act.decision });
    } else if ('passages' in act) {
      const nowMs = clock.nowMs();
      const times = { from: toInstant(nowMs - minuteMs / speed), to: toInstant(nowMs) };
      await voice.say({ type: 'passages', ...times, ...act.passages });
    } else {
      const said = await voice.say(act.saying);
      if (act.saying.type === 'detection') last = said;
    }
  };
  const act = (act: Act): Promise<void> => {
    // A decision must find the detection that it is about.
    if (act.kind === 'gate') turn = turn.then(() => say(act));
    return turn;
  };
  return { act, obey: () => Promise.resolve(), close: () => Promise.resolve() };
}

function sirenRole({ log }: PlayerOptions, voice: Voice<'siren'>): Role {
  const siren = new Siren({
    voice,
    sound: (level) => log(`警报器响起 sounds (${level})`),
    hush: () => log('警报器停止 is silent'),
  });
  return {
    act: (act) => sayPlainly(voice, act),
    obey: async (command) => {
      if (command.type === 'sound' || command.type === 'silence') await siren.obey(command);
    },
    close: () => Promise.resolve(siren.close()),
  };
}
