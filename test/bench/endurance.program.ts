/** What only time and a crowd show: a minute of distress, the last of 500 screens, a restart over a million alarms, and how questions grow. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ConsoleProgram } from '../support/console-program.js';
import { measured, startBridge } from './clients.js';
import { grow } from './grow.js';
import { askAll, type Answers } from './growth.js';
import type { Spread, SteadyResult, Target } from './job.js';
import { machine, measureSync } from './machine.js';
import { printTable, type Row } from './table.js';

const { values } = parseArgs({
  options: {
    part: { type: 'string', multiple: true, default: ['steady', 'last', 'growth'] },
    /** every fsync 10 ms longer */
    slow: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '60' },
    alarms: { type: 'string', default: '1000000' },
    folder: { type: 'string', default: 'build' },
  },
});
const alarms = Number(values.alarms);
const young = 10_000;
const slowUs = '10000';
const receiptWithinMs = values.slow ? 50 : 15;
/** two questions of a hundredfold table: the logarithm grows by half; below this nobody notices, and the clock is too coarse */
const noticedMs = 5;
const tolerated = 2;

const ms = ({ p50Ms, p99Ms }: Spread): string => `${p50Ms.toFixed(2)} / ${p99Ms.toFixed(2)} ms`;

function settings(folder: string): Record<string, string> {
  if (!values.slow) return {};
  const library = join(folder, 'slow-sync.so');
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-o', library, 'test/bench/slow-sync.c', '-ldl']);
  return { LD_PRELOAD: library, SLOW_SYNC_US: slowUs };
}

const targetOf = (running: ConsoleProgram): Target => ({
  mqttUrl: running.mqtt,
  httpUrl: running.url,
  isBridge: false,
});

async function steadyRows(own: Target, bridge: Target): Promise<Row[]> {
  const seconds = Number(values.seconds);
  const job = { kind: 'steady' as const, perSecond: 50, seconds, screens: 20 };
  const bare = await measured<SteadyResult>({ ...job, target: bridge });
  const { toReceipt, toLastScreen, missing } = await measured<SteadyResult>({ ...job, target: own });
  return [
    {
      what: `每秒 50 次、20 屏、上传中 50 presses/s for ${seconds} s, to receipt`,
      console: `${ms(toReceipt)}${missing === 0 ? '' : ` (${missing} missing)`}`,
      // It stores nothing, and no file comes in.
      bridge: ms(bare.toReceipt),
      aim: `p99 < ${receiptWithinMs} ms`,
      isMet: missing === 0 && toReceipt.p99Ms < receiptWithinMs,
    },
    {
      what: '    到第 20 屏 to the last of 20 screens',
      console: ms(toLastScreen),
      bridge: ms(bare.toLastScreen),
    },
  ];
}

async function lastRows(own: Target, bridge: Target): Promise<Row[]> {
  const job = { kind: 'last' as const, screens: 500, count: 30 };
  const bare = await measured<Spread>({ ...job, target: bridge });
  const ours = await measured<Spread>({ ...job, target: own });
  const ratio = ours.p50Ms / bare.p50Ms;
  return [
    {
      what: '按下到第 500 屏 press to the last of 500 screens, p50 / p99',
      console: ms(ours),
      bridge: ms(bare),
      aim: `<= 2 x (${ratio.toFixed(1)} x)`,
      isMet: ratio <= 2,
    },
  ];
}

async function growthRows(dataDir: string, more: Record<string, string>): Promise<Row[]> {
  const path = join(dataDir, 'court.sqlite');
  const asked = async (count: number): Promise<Answers> => {
    const running = await ConsoleProgram.start({ dataDir, settings: more });
    const answers = await askAll(targetOf(running), count);
    // As a power failure of the process: what it kept in memory is gone.
    await running.kill();
    return answers;
  };
  grow(path, young);
  const before = await asked(young);
  grow(path, alarms - young);
  const after = await asked(alarms);
  const again = await ConsoleProgram.start({ dataDir, settings: more });
  await again.stop();
  const mib = Math.round(statSync(path).size / 1024 / 1024);
  return [
    {
      what: `杀死后恢复 ready after a kill, ${alarms.toLocaleString('en')} alarms, ${mib} MiB`,
      console: `${Math.round(again.readyAfterMs)} ms`,
      aim: '< 2,000 ms',
      isMet: again.readyAfterMs < 2_000,
    },
    ...[...after].map(([what, tookMs]) => {
      const firstMs = before.get(what) ?? Number.NaN;
      return {
        what: `    ${what}`,
        console: `${firstMs.toFixed(1)} -> ${tookMs.toFixed(1)} ms`,
        aim: 'no faster than log n',
        isMet: tookMs < noticedMs || tookMs < tolerated * firstMs,
      };
    }),
  ];
}

async function main(): Promise<void> {
  mkdirSync(values.folder, { recursive: true });
  const folder = mkdtempSync(join(values.folder, 'endurance-'));
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  const { target: bridge, child } = await startBridge();
  const more = settings(folder);
  const running = await ConsoleProgram.start({ dataDir, settings: more });
  try {
    const slower = values.slow ? ', every fsync 10 ms longer' : '';
    process.stdout.write(
      `${machine()}${slower}\n一页写盘 one page written and synced, p50 / p99: ${ms(measureSync(dataDir))}\n\n`,
    );
    const rows: Row[] = [];
    if (values.part.includes('steady')) rows.push(...(await steadyRows(targetOf(running), bridge)));
    if (values.part.includes('last')) rows.push(...(await lastRows(targetOf(running), bridge)));
    await running.stop();
    if (values.part.includes('growth')) rows.push(...(await growthRows(dataDir, more)));
    printTable(rows);
  } finally {
    child.kill();
    if (running.isRunning) await running.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
