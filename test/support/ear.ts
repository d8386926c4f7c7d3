/** Listens where the page's sound leaves it: every tone that reaches the speakers, by pitch and time on the audio clock. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';

export interface HeardTone {
  /** on the audio clock */
  readonly ms: number;
  readonly lengthMs: number;
  readonly hz: number;
}

/** The pitches that a pattern may hold; a tone is the strongest of them. */
const pitches = [220, 330, 440, 523, 587, 659, 784, 988];
const frame = 1024;
const audible = 0.01;

/** Runs on the audio thread, so that a busy page loses nothing. */
const worklet = `
registerProcessor('ear', class extends AudioWorkletProcessor {
  #samples = [];
  process([input]) {
    const block = input[0];
    if (block === undefined) return true;
    this.#samples.push(...block);
    if (this.#samples.length < ${frame}) return true;
    const samples = this.#samples.splice(0, ${frame});
    const peak = samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    if (peak < ${audible}) return true;
    const power = (hz) => {
      let [re, im] = [0, 0];
      samples.forEach((one, n) => {
        re += one * Math.cos((2 * Math.PI * hz * n) / sampleRate);
        im += one * Math.sin((2 * Math.PI * hz * n) / sampleRate);
      });
      return re * re + im * im;
    };
    const hz = ${JSON.stringify(pitches)}.map((one) => [power(one), one]).sort((a, b) => b[0] - a[0])[0][1];
    this.port.postMessage({ ms: currentTime * 1000, hz });
    return true;
  }
});`;

/** Whatever is connected to the speakers is connected to the ear too, which listens before the page makes its first sound. */
const tap = `
const context = new AudioContext({ latencyHint: 'interactive' });
window.AudioContext = function () { return context; };
const module = URL.createObjectURL(new Blob([${JSON.stringify(worklet)}], { type: 'text/javascript' }));
window.ear = { frames: [], context, listens: context.audioWorklet.addModule(module) };
const connect = AudioNode.prototype.connect;
AudioNode.prototype.connect = function (target, ...rest) {
  if (target instanceof AudioDestinationNode) {
    const node = new AudioWorkletNode(context, 'ear', { numberOfOutputs: 0 });
    node.port.onmessage = ({ data }) => window.ear.frames.push(data);
    connect.call(this, node);
  }
  return connect.call(this, target, ...rest);
};`;

export class Ear {
  private constructor(private readonly page: Page) {}

  /** Before anybody signs in. */
  static async at(page: Page): Promise<Ear> {
    // The page's own rules let in no code but its own.
    await (await page.context().newCDPSession(page)).send('Page.setBypassCSP', { enabled: true });
    await page.addInitScript(tap);
    await page.reload();
    await page.evaluate('window.ear.listens');
    return new Ear(page);
  }

  /** @returns what was heard so far: frames of one pitch without a gap are one tone */
  async tones(): Promise<HeardTone[]> {
    const frames = await this.page.evaluate<{ ms: number; hz: number }[]>('window.ear.frames');
    const tones: HeardTone[] = [];
    for (const { ms, hz } of frames) {
      const last = tones.at(-1);
      if (last !== undefined && last.hz === hz && ms - last.ms - last.lengthMs < 35)
        tones[tones.length - 1] = { ...last, lengthMs: ms - last.ms };
      else tones.push({ ms, hz, lengthMs: 0 });
    }
    // A frame across the edge of two pitches is no tone.
    return tones.filter(({ lengthMs }) => lengthMs > 30);
  }

  /** Tones with less than `pauseMs` between them belong to one burst. */
  async bursts(pauseMs = 600): Promise<HeardTone[][]> {
    const bursts: HeardTone[][] = [];
    for (const tone of await this.tones()) {
      const before = bursts.at(-1)?.at(-1);
      if (before === undefined || tone.ms - before.ms - before.lengthMs > pauseMs) bursts.push([tone]);
      else bursts.at(-1)?.push(tone);
    }
    return bursts;
  }

  /** Where the audio clock stands. */
  nowMs(): Promise<number> {
    return this.page.evaluate<number>('window.ear.context.currentTime * 1000');
  }

  async passed(ms: number): Promise<void> {
    // Asked again from outside: the page's own policy lets nobody evaluate words in it later on.
    for (const untilMs = performance.now() + 60_000; (await this.nowMs()) <= ms; await pause(100))
      if (performance.now() > untilMs) throw new Error(`the audio clock did not reach ${ms} ms`);
  }
}
