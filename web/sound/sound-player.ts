/** Makes the sounds in code and listens at its own output, so that "sounded" is never only a hope. */
import { lengthOf, patterns, type Sound, type Tone } from './patterns.js';

const loudness = 0.5;
/** A signal weaker than this at the output is silence. */
const audibleAt = 0.01;

export type SoundPower = 'none' | 'blocked' | 'running';

export interface SoundPlayer {
  power(): SoundPower;
  /** Must be called from a press or a key at least once; browsers allow no sound before. */
  unlock(): Promise<SoundPower>;
  /** Plays now, cutting what plays; true once the signal was measured at the output. */
  play(sound: Sound): Promise<boolean>;
  stop(): void;
  /** the strongest signal measured at the output during the last sound */
  lastPeak(): number;
  watch(listener: () => void): () => void;
}

const peakOf = (analyser: AnalyserNode): number => {
  const samples = new Float32Array(analyser.fftSize);
  analyser.getFloatTimeDomainData(samples);
  return samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
};

const pause = (ms: number): Promise<void> => new Promise((done) => window.setTimeout(done, ms));

class WebAudioPlayer implements SoundPlayer {
  #context: AudioContext | undefined;
  #analyser: AnalyserNode | undefined;
  #wave: PeriodicWave | undefined;
  #playing: { readonly gate: GainNode; readonly voices: readonly OscillatorNode[] } | undefined;
  #lastPeak = 0;
  readonly #listeners = new Set<() => void>();

  power(): SoundPower {
    if (this.#context === undefined) return 'none';
    return this.#context.state === 'running' ? 'running' : 'blocked';
  }

  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  lastPeak(): number {
    return this.#lastPeak;
  }

  async unlock(): Promise<SoundPower> {
    const context = this.#open();
    if (context.state !== 'running') {
      // resume() stays pending for as long as the browser waits for a press.
      await Promise.race([context.resume(), pause(400)]);
    }
    this.#tellAll();
    return this.power();
  }

  stop(): void {
    const context = this.#context;
    const playing = this.#playing;
    if (context === undefined || playing === undefined) return;
    playing.gate.gain.cancelScheduledValues(context.currentTime);
    playing.gate.gain.setTargetAtTime(0, context.currentTime, 0.01);
    for (const voice of playing.voices) voice.stop(context.currentTime + 0.08);
    this.#playing = undefined;
  }

  async play(sound: Sound): Promise<boolean> {
    const context = this.#open();
    if (context.state !== 'running') return false;
    this.stop();
    const startS = context.currentTime + 0.03;
    const gate = new GainNode(context, { gain: loudness });
    gate.connect(this.#output(context));
    const voices = patterns[sound].tones.map((tone) => this.#voice(context, gate, tone, startS));
    this.#playing = { gate, voices };
    return this.#hear(context, startS, lengthOf(sound));
  }

  async #hear(context: AudioContext, startS: number, lengthMs: number): Promise<boolean> {
    const deadline = performance.now() + lengthMs + 500;
    this.#lastPeak = 0;
    while (performance.now() < deadline) {
      await pause(25);
      if (this.#analyser === undefined || context.currentTime <= startS) continue;
      this.#lastPeak = Math.max(this.#lastPeak, peakOf(this.#analyser));
      if (this.#lastPeak >= audibleAt) {
        this.#tellAll();
        return true;
      }
    }
    this.#tellAll();
    return false;
  }

  #open(): AudioContext {
    if (this.#context === undefined) {
      this.#context = new AudioContext({ latencyHint: 'interactive' });
      this.#context.addEventListener('statechange', () => this.#tellAll());
    }
    return this.#context;
  }

  #output(context: AudioContext): AudioNode {
    if (this.#analyser === undefined) {
      this.#analyser = new AnalyserNode(context, { fftSize: 1024 });
      this.#analyser.connect(context.destination);
    }
    return this.#analyser;
  }

  #voice(context: AudioContext, gate: GainNode, tone: Tone, startS: number): OscillatorNode {
    // Four harmonics, as IEC 60601-1-8 asks, so that the place of the sound can be heard; made once, as it takes
    // milliseconds in which an alarm is not painted.
    const wave = (this.#wave ??= context.createPeriodicWave(
      new Float32Array([0, 0, 0, 0, 0, 0]),
      new Float32Array([0, 1, 0.5, 0.35, 0.25, 0.15]),
    ));
    const voice = new OscillatorNode(context, { frequency: tone.frequencyHz });
    voice.setPeriodicWave(wave);
    const from = startS + tone.startMs / 1000;
    const to = from + tone.lengthMs / 1000;
    const envelope = new GainNode(context, { gain: 0 });
    envelope.gain.setValueAtTime(0, from);
    envelope.gain.linearRampToValueAtTime(1, from + 0.015);
    envelope.gain.setValueAtTime(1, to - 0.02);
    envelope.gain.linearRampToValueAtTime(0, to);
    voice.connect(envelope).connect(gate);
    voice.start(from);
    voice.stop(to + 0.02);
    return voice;
  }

  #tellAll(): void {
    for (const listener of this.#listeners) listener();
  }
}

export const soundPlayer: SoundPlayer = new WebAudioPlayer();
