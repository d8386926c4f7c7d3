/** What a thousand devices cost, and how fast a gate's day is taken in. */
import type { FleetResult, GateDayResult, Job, Target } from './job.js';
import type { Row } from './table.js';

const count = 1_000;
const people = 3_000;
const share = (of: number): string => `${(of * 100).toFixed(1)} %`;

export async function fleetRows(
  measured: <Figures>(job: Job) => Promise<Figures>,
  target: Target,
  pid: number,
  minutes: number,
): Promise<Row[]> {
  const seconds = Math.round(minutes * 60);
  const day = await measured<GateDayResult>({ kind: 'gate-day', target, people });
  const fleet = await measured<FleetResult>({ kind: 'fleet', target, count, seconds, pid });
  const { p50Ms, p99Ms } = fleet.toReceipt;
  const lost = fleet.missing === 0 ? '' : ` (${fleet.missing} missing)`;
  return [
    {
      what: `一道门一天 a gate's day, ${people} people in ${day.events} events`,
      console: `${day.seconds.toFixed(2)} s`,
      aim: '<= 1 s',
      isMet: day.seconds <= 1,
    },
    {
      what: `${count} 台设备 ${seconds} 秒 devices, ${fleet.events} events to receipt, p50 / p99`,
      console: `${p50Ms.toFixed(2)} / ${p99Ms.toFixed(2)} ms${lost}`,
    },
    { what: '    控制台处理器 processor of the console, of one core', console: share(fleet.consoleShare) },
    {
      what: '    控制台内存 memory of the console, the most',
      console: `${Math.round(fleet.consoleMib)} MiB`,
    },
    { what: '    设备一侧（另一进程） the devices’ own process', console: share(fleet.ownShare) },
  ];
}
