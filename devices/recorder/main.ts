/** A recorder on the command line: records a microphone or sends a file, until the console has stored it. */
import { basename, extname, join, resolve } from 'node:path';
import { systemClock } from '../../src/kernel/clock.js';
import type { Given } from '../agent/options.js';
import { type deviceOptions, runProgram, type Running, tlsOf } from '../agent/program.js';
import { measureFile } from '../agent/upload.js';
import { ClipShelf } from './clip-shelf.js';
import { findPacker } from './flac.js';
import { readRecorderLine, recorderLines } from './lines.js';
import type { Recorder } from './recorder.js';
import { checkRecorder, programOf, type RecorderName, recorderOptions } from './recorder-options.js';
import { RecordingPost } from './recording-post.js';

type AllGiven = Given<RecorderName | keyof typeof deviceOptions>;

const mimes: Readonly<Record<string, string>> = {
  '.wav': 'audio/wav',
  '.flac': 'audio/flac',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
};

// A sound server that hands over two seconds at a time, or sox's own large buffers, would lose them in a crash.
process.env['PULSE_LATENCY_MSEC'] ??= '100';
process.env['SOX_OPTS'] ??= '--buffer 1600';

function beginPost(given: AllGiven, { device, tell }: Running<'recorder'>): Promise<RecordingPost> {
  const input = given.one('input');
  return RecordingPost.begin({
    dispatch: dispatchOf(given, { device, tell }),
    microphone: {
      program: programOf(given.one('program')) ?? 'sox',
      sampleRate: Number(given.one('rate')),
      beforeSeconds: given.has('listen') ? Number(given.one('before')) : 0,
      beforeFolder: given.one('before-folder'),
      longestSeconds: Number(given.one('longest')) * 60,
      ...(input !== undefined && { input }),
    },
    folder: device.folder,
    clock: systemClock,
    silence: {
      levelDb: Number(given.one('level')),
      ...(given.has('on-sound') && { startAfterSeconds: Number(given.one('on-sound')) }),
      ...(given.has('silence') && { stopAfterSeconds: Number(given.one('silence')) }),
    },
    afterFlagSeconds: Number(given.one('after-flag')),
  });
}

function dispatchOf(given: AllGiven, { device, tell }: Running<'recorder'>) {
  const packer = given.has('flac') ? findPacker() : undefined;
  return {
    voice: device.link,
    shelf: new ClipShelf(join(device.folder, 'clips')),
    console: {
      httpUrl: given.one('http') ?? '',
      device: given.one('device') ?? '',
      secret: given.one('secret') ?? '',
      tls: tlsOf(given),
    },
    ...(packer !== undefined && { packer }),
    log: tell,
  };
}

async function sendFile(given: Given<RecorderName>, recorder: Recorder): Promise<void> {
  const path = resolve(given.one('send') ?? '');
  const { sha256 } = await measureFile(path);
  await recorder.send({
    clip: given.one('clip') ?? `file-${sha256.slice(0, 24)}`,
    path,
    isOurs: false,
    mime: mimes[extname(basename(path)).toLowerCase()] ?? 'application/octet-stream',
    startedAt: given.one('started-at') ?? '',
    endedAt: given.one('ended-at') ?? '',
  });
}

async function work(given: AllGiven, post: RecordingPost, signal: AbortSignal): Promise<void> {
  const { recorder } = post;
  await recorder.resume();
  if (given.has('send')) await sendFile(given, recorder);
  if (given.has('record') && !(await post.record(Number(given.one('record')), signal))) {
    process.exitCode = 1;
    return;
  }
  await recorder.delivered();
}

await runProgram({
  kind: 'recorder',
  about: ['录音机', 'A recorder.'],
  options: recorderOptions,
  lines: recorderLines,
  readLine: (line) => readRecorderLine(line, Date.now()),
  check: checkRecorder,
  part: (given, running) => {
    const post = beginPost(given, running);
    return {
      obey: async (command) => (await post).obey(command),
      order: async (order) => (await post).order(order),
      begin: async (signal) => work(given, await post, signal),
      close: async () => (await post.catch(() => undefined))?.close(),
    };
  },
});
