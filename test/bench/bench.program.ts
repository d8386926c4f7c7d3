/** Measures the console beside the bare bridge, in one run, with the same clients, and prints the table. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ConsoleProgram } from '../support/console-program.js';
import { measured, startBridge } from './clients.js';
import { fleetRows } from './fleet-rows.js';
import { type PressesResult, type Spread, type StreamResult, type Target } from './job.js';
import { machine, measureSync, residentMib } from './machine.js';
import { measurePainting } from './painting.js';
import { printTable, type Row } from './table.js';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    folder: { type: 'string', default: 'build' },
    /** how long the thousand devices live */
    minutes: { type: 'string', default: '0.5' },
    /** only the devices, not the whole bench */
    devices: { type: 'boolean', default: false },
  },
});
const presses = values.quick ? 150 : 600;
const seconds = values.quick ? 3 : 6;
const starts = values.quick ? 3 : 7;
const paintings = values.quick ? 10 : 30;
const window = 32;
const openRates = [1_000, 5_000];
const restingMs = 5_000;

const ms = ({ p50Ms, p99Ms }: Spread): string => `${p50Ms.toFixed(2)} / ${p99Ms.toFixed(2)} ms`;
const rate = ({ perSecond, missing }: StreamResult): string =>
  `${Math.round(perSecond).toLocaleString('en')} /s${missing === 0 ? '' : ` (${missing} missing)`}`;
const median = (figures: readonly number[]): number =>
  figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;

interface Pair {
  readonly console: Target;
  readonly bridge: Target;
}

async function latencyRows({ console: own, bridge }: Pair): Promise<Row[]> {
  const bare = await measured<PressesResult>({ kind: 'presses', target: bridge, count: presses });
  const ours = await measured<PressesResult>({ kind: 'presses', target: own, count: presses });
  const ratio = ours.toPage.p50Ms / bare.toPage.p50Ms;
  return [
    {
      what: '按下到回执 press to receipt, p50 / p99',
      console: ms(ours.toReceipt),
      bridge: ms(bare.toReceipt),
    },
    {
      what: '按下到页面 press to page, p50 / p99',
      console: ms(ours.toPage),
      bridge: ms(bare.toPage),
      aim: `p50 <= 3 x (${ratio.toFixed(1)} x)`,
      isMet: ratio <= 3,
    },
  ];
}

async function streamRows({ console: own, bridge }: Pair): Promise<Row[]> {
  const closed = (target: Target, saying: 'test' | 'pressed'): Promise<StreamResult> =>
    measured({ kind: 'closed-loop', target, saying, window, seconds });
  const bare = await closed(bridge, 'test');
  const plain = await closed(own, 'test');
  const pressed = await closed(own, 'pressed');
  const rows: Row[] = [
    {
      what: `事件入库 events stored, 12 devices x ${window} in flight`,
      console: rate(plain),
      bridge: rate(bare),
      aim: '10,000 /s',
      isMet: plain.perSecond >= 10_000,
    },
    {
      what: '    发布到回执 PUBLISH to receipt, p50 / p99',
      console: ms(plain.toReceipt),
      bridge: ms(bare.toReceipt),
    },
    { what: '再次按下 further presses of open alarms', console: rate(pressed) },
    { what: '    发布到回执 PUBLISH to receipt, p50 / p99', console: ms(pressed.toReceipt) },
  ];
  for (const ratePerSecond of openRates) rows.push(await openRow({ console: own, bridge }, ratePerSecond));
  return rows;
}

async function openRow({ console: own, bridge }: Pair, ratePerSecond: number): Promise<Row> {
  const open = (target: Target): Promise<StreamResult> =>
    measured({ kind: 'open-loop', target, saying: 'test', ratePerSecond, seconds });
  const [bare, ours] = [await open(bridge), await open(own)];
  return {
    what: `每秒 ${ratePerSecond.toLocaleString('en')} 件，应发到回执 due to receipt, p50 / p99`,
    console: `${ms(ours.toReceipt)}${ours.missing === 0 ? '' : ` (${ours.missing} missing)`}`,
    bridge: ms(bare.toReceipt),
  };
}

async function startRows(dataDir: string): Promise<Row[]> {
  const readyAfterMs: number[] = [];
  let resting = Number.NaN;
  for (let at = 0; at < starts; at += 1) {
    const console = await ConsoleProgram.start({ dataDir });
    readyAfterMs.push(console.readyAfterMs);
    if (at === starts - 1) {
      await pause(restingMs);
      resting = residentMib(console.pid);
    }
    await console.stop();
  }
  const ready = median(readyAfterMs);
  const size = Math.round(statSync(join(dataDir, 'court.sqlite')).size / 1024 / 1024);
  return [
    {
      what: `启动到就绪 start to ready, database of ${size} MiB`,
      console: `${Math.round(ready)} ms`,
      aim: '< 2,000 ms',
      isMet: ready < 2_000,
    },
    {
      what: '静息内存 memory at rest (resident)',
      console: `${Math.round(resting)} MiB`,
      aim: '< 180 MiB',
      isMet: resting < 180,
    },
  ];
}

async function paintedRow(target: Target): Promise<Row> {
  const what = '按下到画面 press to painted in Chromium, p50 / p99';
  if (!existsSync('dist/web/index.html')) return { what, console: '未测 not measured: pages not built' };
  if (!existsSync('/usr/bin/chromium')) return { what, console: '未测 not measured: no Chromium' };
  return { what, console: ms(await measurePainting(target, paintings)) };
}

async function main(): Promise<void> {
  mkdirSync(values.folder, { recursive: true });
  const dataDir = mkdtempSync(join(values.folder, 'bench-'));
  const { target: bridge, child } = await startBridge();
  const running = await ConsoleProgram.start({ dataDir });
  try {
    process.stdout.write(
      `${machine()}\n一页写盘 one page written and synced, p50 / p99: ${ms(measureSync(dataDir))}\n\n`,
    );
    const own: Target = { mqttUrl: running.mqtt, httpUrl: running.url, isBridge: false };
    const rows: Row[] = [];
    if (!values.devices) {
      rows.push(...(await latencyRows({ console: own, bridge })), await paintedRow(own));
      rows.push(...(await streamRows({ console: own, bridge })));
    }
    rows.push(...(await fleetRows(measured, own, running.pid, Number(values.minutes))));
    await running.stop();
    if (!values.devices) rows.push(...(await startRows(dataDir)));
    printTable(rows);
  } finally {
    child.kill();
    if (running.isRunning) await running.kill();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

await main();
