/** A recorder on the command line: records a microphone or sends a file, until the console has stored it. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../../src/kernel/clock.js';
import { type Given, mustBeInstant, mustBeOver, mustBeUrl, type OptionTable } from '../agent/options.js';
import { type deviceOptions, runProgram, type Running } from '../agent/program.js';
import { measureFile } from '../agent/upload.js';
import { ClipShelf } from './clip-shelf.js';
import { readRecorderLine, recorderLines } from './lines.js';
import { realMicrophone, recorderPrograms } from './real-microphone.js';
import { Recorder } from './recorder.js';

const options = {
  http: {
    value: 'URL',
    help: ['控制台网址，录音由此上传', "the console's address, where recordings are uploaded"],
    default: 'http://127.0.0.1:3000',
    fault: mustBeUrl('http:', 'https:'),
  },
  send: {
    value: 'FILE',
    help: ['上传已有录音', 'announces and uploads a file'],
    fault: (path) => (existsSync(path) ? undefined : ['没有这个文件', 'there is no such file']),
  },
  'started-at': { value: 'TIME', help: ['录音开始时间', 'when it began'], fault: mustBeInstant },
  'ended-at': { value: 'TIME', help: ['录音结束时间', 'when it ended'], fault: mustBeInstant },
  clip: { value: 'ID', help: ['录音编号，默认由内容得出', 'clip id; from its content by default'] },
  record: { value: 'SECONDS', help: ['录音若干秒', 'records a microphone'], fault: mustBeOver(0.1) },
  program: {
    value: 'PROGRAM',
    help: ['录音程序', `what records: ${recorderPrograms.join(', ')}`],
    default: 'sox',
    fault: (name) => (programOf(name) ? undefined : ['没有这个录音程序', 'no such recording program']),
  },
  input: { value: 'NAME', help: ['声音输入设备', 'the sound input, as the program names it'] },
  rate: { value: 'HZ', help: ['采样率', 'samples a second'], default: '16000', fault: mustBeOver(8000) },
} as const satisfies OptionTable;

type Name = keyof typeof options;

const programOf = (name: string | undefined) => recorderPrograms.find((program) => program === name);

const mimes: Readonly<Record<string, string>> = {
  '.wav': 'audio/wav',
  '.flac': 'audio/flac',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
};

function recorderOf(
  given: Given<Name | keyof typeof deviceOptions>,
  { device, tell }: Running<'recorder'>,
): Recorder {
  const input = given.one('input');
  const ca = given.one('ca');
  return new Recorder({
    voice: device.link,
    microphone: realMicrophone({
      program: programOf(given.one('program')) ?? 'sox',
      sampleRate: Number(given.one('rate')),
      ...(input !== undefined && { input }),
    }),
    shelf: new ClipShelf(join(device.folder, 'clips')),
    console: {
      httpUrl: given.one('http') ?? '',
      device: given.one('device') ?? '',
      secret: given.one('secret') ?? '',
      ...(ca !== undefined && { ca: readFileSync(ca, 'utf8') }),
    },
    clock: systemClock,
    log: tell,
  });
}

async function sendFile(given: Given<Name>, recorder: Recorder): Promise<void> {
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

async function record(given: Given<Name>, recorder: Recorder, signal: AbortSignal): Promise<void> {
  if (!(await recorder.start('key'))) {
    process.exitCode = 1;
    return;
  }
  await pause(Number(given.one('record')) * 1000, undefined, { signal }).catch(() => undefined);
  await recorder.stop('key');
}

await runProgram({
  kind: 'recorder',
  about: ['录音机', 'A recorder.'],
  options,
  lines: recorderLines,
  readLine: (line) => readRecorderLine(line, Date.now()),
  check: (given) => {
    const times = (['started-at', 'ended-at'] as const).filter((name) => !given.has(name));
    return given.has('send') ? times.map((name) => `--${name}: --send 时必须给出 is needed with --send`) : [];
  },
  part: (given, running) => {
    const recorder = recorderOf(given, running);
    return {
      obey: (command) => recorder.obey(command),
      begin: async (signal) => {
        await recorder.resume();
        if (given.has('send')) await sendFile(given, recorder);
        if (given.has('record')) await record(given, recorder, signal);
        await recorder.delivered();
      },
      close: () => recorder.close(),
    };
  },
});
