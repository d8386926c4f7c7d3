/** A sound server with one null sink: what is played into it is what its monitor, a microphone, hears. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export class Pulse {
  readonly #child: ChildProcess;
  readonly #server: string;

  private constructor(child: ChildProcess, server: string) {
    this.#child = child;
    this.#server = server;
  }

  static async start(folder: string): Promise<Pulse> {
    const home = join(folder, 'pulse');
    mkdirSync(home, { mode: 0o700 });
    const socket = join(home, 'native');
    const modules = [
      'module-null-sink sink_name=court rate=16000 channels=1',
      `module-native-protocol-unix auth-anonymous=1 socket=${socket}`,
    ];
    const words = ['--daemonize=no', '--exit-idle-time=-1', '-n', ...modules.map((one) => `--load=${one}`)];
    const env = { ...process.env, HOME: home, XDG_RUNTIME_DIR: home };
    const child = spawn('pulseaudio', words, { env, stdio: 'ignore' });
    const pulse = new Pulse(child, `unix:${socket}`);
    while (spawnSync('pactl', ['info'], { env: { ...env, ...pulse.environment } }).status !== 0) {
      if (child.exitCode !== null) throw new Error(`pulseaudio ended with ${child.exitCode}`);
      await pause(20);
    }
    return pulse;
  }

  /** What a recording program needs to hear the sink. */
  get environment(): NodeJS.ProcessEnv {
    return { PULSE_SERVER: this.#server, AUDIODRIVER: 'pulseaudio' };
  }

  readonly microphone = 'court.monitor';

  /** Resolves when it has been played. */
  async play(wav: string): Promise<void> {
    const env = { ...process.env, ...this.environment };
    const player = spawn('sox', ['-q', wav, '-t', 'pulseaudio', 'court'], { env, stdio: 'ignore' });
    await once(player, 'close');
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGKILL');
    await once(this.#child, 'close');
  }
}

/** Spoken words as 16 kHz mono PCM, and a WAV file of them. */
export function speech(folder: string, name: string, words: string): { wav: string; samples: Int16Array } {
  const raw = join(folder, `${name}-raw.wav`);
  const wav = join(folder, `${name}.wav`);
  execFileSync('espeak-ng', ['-w', raw, words]);
  execFileSync('sox', [raw, '-r', '16000', '-c', '1', '-b', '16', wav, 'gain', '-3']);
  return { wav, samples: samplesOf(execFileSync('sox', [wav, '-t', 'raw', '-'])) };
}

export function samplesOf(pcm: Buffer): Int16Array {
  return Int16Array.from({ length: Math.floor(pcm.length / 2) }, (_, index) => pcm.readInt16LE(index * 2));
}

const frame = 160;

/** Where in `heard` the `spoken` is, and how alike they are there (1: the same sound). */
export function findSpeech(heard: Int16Array, spoken: Int16Array): { atSample: number; likeness: number } {
  const coarse = bestLag(envelope(heard), envelope(spoken), 0, Infinity).lag * frame;
  const { lag, likeness } = bestLag(heard, spoken, coarse - 2 * frame, coarse + 2 * frame);
  return { atSample: lag, likeness };
}

const envelope = (samples: Int16Array): Float64Array =>
  Float64Array.from({ length: Math.floor(samples.length / frame) }, (_, index) => {
    let sum = 0;
    for (let at = index * frame; at < (index + 1) * frame; at += 1) sum += Math.abs(samples[at] ?? 0);
    return sum;
  });

type Numbers = Int16Array | Float64Array;

function bestLag(
  heard: Numbers,
  spoken: Numbers,
  from: number,
  to: number,
): { lag: number; likeness: number } {
  let best = { lag: 0, likeness: -1 };
  const last = Math.min(to, heard.length - spoken.length);
  for (let lag = Math.max(0, from); lag <= last; lag += 1) {
    const likeness = correlation(heard, spoken, lag);
    if (likeness > best.likeness) best = { lag, likeness };
  }
  return best;
}

function correlation(heard: Numbers, spoken: Numbers, lag: number): number {
  let both = 0;
  let ours = 0;
  let theirs = 0;
  for (let at = 0; at < spoken.length; at += 1) {
    const one = spoken[at] ?? 0;
    const other = heard[at + lag] ?? 0;
    both += one * other;
    ours += one * one;
    theirs += other * other;
  }
  return ours === 0 || theirs === 0 ? 0 : both / Math.sqrt(ours * theirs);
}
