/** The docking folder's importer on the command line: one program for all body-worn recorders of a court. */
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../../src/kernel/clock.js';
import { reasonOf } from '../../src/kernel/errors.js';
import { type Device, startDevice } from '../agent/device.js';
import {
  type Bilingual,
  type Given,
  helpOf,
  mustBeName,
  mustBeOver,
  mustBeUrl,
  readOptions,
} from '../agent/options.js';
import { ClipShelf } from '../recorder/clip-shelf.js';
import { Dispatch } from '../recorder/dispatch.js';
import { DockingStation, type Speaker } from './docking-station.js';
import { Imported } from './imported.js';
import { type Docking, dockingSchema } from './recording-name.js';

const tell = (line: string): void => void process.stdout.write(`${line}\n`);

const readDocking = (path: string): Docking => dockingSchema.parse(JSON.parse(readFileSync(path, 'utf8')));

const mustBeDocking = (path: string): Bilingual | undefined => {
  try {
    readDocking(path);
    return undefined;
  } catch (thrown) {
    return ['不是可用的对应表', `is no mapping: ${reasonOf(thrown)}`];
  }
};

const table = {
  source: { value: 'FOLDER', help: ['采集目录，只读', 'the docking folder, only read'], isNeeded: true },
  mapping: {
    value: 'FILE',
    help: ['记录仪、警员对应表（JSON）', 'who wears what, see README.md'],
    isNeeded: true,
    fault: mustBeDocking,
  },
  url: {
    value: 'URL',
    help: ['消息服务地址', 'address of the MQTT broker'],
    default: 'mqtt://127.0.0.1:1883',
    fault: mustBeUrl('mqtt:', 'mqtts:'),
  },
  http: {
    value: 'URL',
    help: ['控制台网址', "the console's address"],
    default: 'http://127.0.0.1:3000',
    fault: mustBeUrl('http:', 'https:'),
  },
  court: { value: 'ID', help: ['法院代号', 'court'], default: 'demo', fault: mustBeName },
  folder: { value: 'FOLDER', help: ['状态目录', 'keeps what was sent'], default: 'data/devices/import' },
  ca: { value: 'FILE', help: ['法院根证书 (PEM)', "the court's CA (PEM)"] },
  every: { value: 'SECONDS', help: ['查看间隔', 'looks so often'], default: '30', fault: mustBeOver(1) },
  settled: {
    value: 'SECONDS',
    help: ['文件静止多久后采集', 'takes a file that did not change for so long'],
    default: '10',
    fault: mustBeOver(0),
  },
  once: { help: ['采集一遍后退出', 'ends when all that is docked is stored'] },
  help: { help: ['显示本页', 'shows this page'] },
} as const;

type AllGiven = Given<keyof typeof table>;

interface Worn extends Speaker {
  readonly device: Device<'recorder'>;
  readonly dispatch: Dispatch;
}

const secretOf = ({ secret, secretVariable = 'COURT_DEVICE_SECRET' }: Docking['recorders'][string]): string =>
  secret ?? process.env[secretVariable] ?? '';

async function speakerOf(given: AllGiven, one: Docking['recorders'][string]): Promise<Worn> {
  const { device: id } = one;
  const secret = secretOf(one);
  const folder = join(given.one('folder') ?? '', id);
  const ca = given.one('ca');
  const pem = ca === undefined ? undefined : readFileSync(ca, 'utf8');
  const device = await startDevice<'recorder'>({
    url: given.one('url') ?? '',
    address: { court: given.one('court') ?? '', kind: 'recorder', device: id },
    secret,
    folder,
    ...(pem !== undefined && { tls: { ca: pem } }),
    log: tell,
  });
  const console = { httpUrl: given.one('http') ?? '', device: id, secret };
  const dispatch = new Dispatch({
    voice: device.link,
    shelf: new ClipShelf(join(folder, 'clips')),
    console: { ...console, ...(pem !== undefined && { tls: { ca: pem } }) },
    log: tell,
  });
  return { device, voice: device.link, dispatch };
}

async function run(given: AllGiven): Promise<void> {
  const docking = readDocking(given.one('mapping') ?? '');
  const folder = resolve(given.one('folder') ?? '');
  await mkdir(folder, { recursive: true });
  const worn = new Map<string, Worn>();
  for (const [recorder, one] of Object.entries(docking.recorders))
    worn.set(recorder, await speakerOf(given, one));
  for (const { dispatch } of worn.values()) await dispatch.resume();
  const station = new DockingStation({
    source: resolve(given.one('source') ?? ''),
    docking,
    imported: await Imported.open(folder),
    speakers: worn,
    clock: systemClock,
    log: tell,
    settledMs: Number(given.one('settled')) * 1000,
  });
  const closing = new AbortController();
  process.once('SIGINT', () => closing.abort()).once('SIGTERM', () => closing.abort());
  await keepLooking(given, station, closing.signal);
  const isWaiting = given.has('once') && !closing.signal.aborted;
  for (const one of worn.values()) await part(one, isWaiting);
}

async function keepLooking(given: AllGiven, station: DockingStation, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const count = await station.look();
    if (count > 0) tell(`已采集 took over ${count}`);
    if (given.has('once')) break;
    await pause(Number(given.one('every')) * 1000, undefined, { signal }).catch(() => undefined);
  }
}

async function part({ dispatch, device }: Worn, isWaiting: boolean): Promise<void> {
  if (isWaiting) {
    await dispatch.delivered();
    await device.link.drained();
  }
  await dispatch.close();
  await device.stop();
}

const given = readOptions(table, process.argv.slice(2), process.env);
if (given.wantsHelp)
  tell(
    helpOf('node dist/devices/import/main.js', ['执法记录仪采集', 'Imports body-worn recorders.'], table, []),
  );
else if (given.faults.length > 0) {
  process.stderr.write(`${given.faults.join('\n')}\n用法见 --help · see --help\n`);
  process.exitCode = 2;
} else await run(given);
