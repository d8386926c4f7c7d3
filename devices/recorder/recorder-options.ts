/** The recorder program's own options, and what is wrong with them only in their company. */
import { existsSync } from 'node:fs';
import { type Given, mustBeInstant, mustBeOver, mustBeUrl, type OptionTable } from '../agent/options.js';
import { recorderPrograms } from './ears.js';
import { findPacker } from './flac.js';

export const recorderOptions = {
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
  listen: {
    help: [
      '持续监听，录音可从请求之前开始',
      'listens all the time, so that a clip begins before it was asked for',
    ],
  },
  before: {
    value: 'SECONDS',
    help: ['预录时长', 'how long before, with --listen'],
    default: '30',
    fault: mustBeOver(1),
  },
  'before-folder': {
    value: 'FOLDER',
    help: [
      '预录缓冲目录，最好在内存中；默认在 --folder 中',
      'keeps the rolling buffer through a kill, best in memory (/run/...); in --folder by default',
    ],
  },
  'on-sound': {
    value: 'SECONDS',
    help: ['有声超过若干秒即开始录音', 'starts after so long a sound'],
    fault: mustBeOver(0.1),
  },
  silence: {
    value: 'SECONDS',
    help: ['静音超过若干秒即停止录音', 'stops after so long a silence'],
    fault: mustBeOver(1),
  },
  level: {
    value: 'DB',
    help: ['高于此电平为有声', 'what is louder is sound, in dB below full scale'],
    default: '-45',
    fault: mustBeOver(-100),
  },
  'after-flag': {
    value: 'SECONDS',
    help: [
      '按标记键后继续录音的时长',
      'with --listen, how long a flag keeps recording where nothing else does',
    ],
    default: '120',
    fault: mustBeOver(1),
  },
  longest: {
    value: 'MINUTES',
    help: ['超过则另起一段，不间断', 'a longer recording goes on in another clip, without a gap'],
    default: '120',
    fault: mustBeOver(0.01),
  },
  flac: {
    help: ['无损压缩为 FLAC（需要 flac 或 sox）', 'packs clips as FLAC, without loss (needs flac or sox)'],
  },
  program: {
    value: 'PROGRAM',
    help: ['录音程序', `what records: ${recorderPrograms.join(', ')}`],
    default: 'sox',
    fault: (name) => (programOf(name) ? undefined : ['没有这个录音程序', 'no such recording program']),
  },
  input: { value: 'NAME', help: ['声音输入设备', 'the sound input, as the program names it'] },
  rate: { value: 'HZ', help: ['采样率', 'samples a second'], default: '16000', fault: mustBeOver(8000) },
} as const satisfies OptionTable;

export type RecorderName = keyof typeof recorderOptions;

export const programOf = (name: string | undefined) => recorderPrograms.find((program) => program === name);

export function checkRecorder(given: Given<RecorderName>): readonly string[] {
  const times = given.has('send') ? (['started-at', 'ended-at'] as const) : [];
  const missing = times.filter((name) => !given.has(name));
  return [
    ...missing.map((name) => `--${name}: --send 时必须给出 is needed with --send`),
    ...(given.has('flac') && findPacker() === undefined
      ? ['--flac: 未安装 flac 或 sox needs the program flac or sox, and neither is installed']
      : []),
    ...(given.has('on-sound') && !given.has('listen')
      ? ['--on-sound: 需要 --listen is only heard with --listen']
      : []),
  ];
}
