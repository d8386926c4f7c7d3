/** What every device program does on the command line: options, typed lines, receipts told, a clean end. */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { reasonOf } from '../../src/kernel/errors.js';
import type { CommandTo } from '../protocol/command.js';
import type { SayingOf } from '../protocol/event.js';
import type { Receipt } from '../protocol/receipt.js';
import type { Kind } from '../protocol/topic.js';
import type { Tls } from './connection.js';
import { type Device, startDevice } from './device.js';
import { boundLines, openLineSources, sourceOptions } from './line-sources.js';
import type { Said } from './link.js';
import {
  type Bilingual,
  type Given,
  helpOf,
  mustBeName,
  mustBeUrl,
  type OptionTable,
  readOptions,
} from './options.js';

export const deviceOptions = {
  url: {
    value: 'URL',
    help: ['消息服务地址', 'address of the MQTT broker'],
    default: 'mqtt://127.0.0.1:1883',
    fault: mustBeUrl('mqtt:', 'mqtts:'),
  },
  court: { value: 'ID', help: ['法院代号', 'court'], default: 'demo', fault: mustBeName },
  device: { value: 'ID', help: ['设备代号', 'device id'], isNeeded: true, fault: mustBeName },
  secret: {
    value: 'SECRET',
    help: ['设备密钥', "the device's secret"],
    variable: 'COURT_DEVICE_SECRET',
  },
  folder: {
    value: 'FOLDER',
    help: [
      '保存未送达事件的目录，默认 data/devices/ 加设备代号',
      'keeps what has no receipt; data/devices/ID',
    ],
  },
  ca: { value: 'FILE', help: ['法院根证书 (PEM)，用于 mqtts', "the court's CA (PEM), for mqtts"] },
  cert: {
    value: 'FILE',
    help: ['设备证书 (PEM)，代替密钥', "the device's certificate (PEM), instead of a secret"],
  },
  'cert-key': { value: 'FILE', help: ['设备证书的私钥 (PEM)', 'its private key (PEM)'] },
  say: {
    value: 'LINE',
    help: ['启动后执行一行（可多次）', 'does one line of those below at the start (may be repeated)'],
    isList: true,
  },
  once: { help: ['收到全部回执后退出', 'ends when every receipt is here'] },
  ...sourceOptions,
  help: { help: ['显示本页', 'shows this page'] },
} as const satisfies OptionTable;

/** What a line says to the console, what it tells the device's own part, or why it is neither. */
export type Reading<S> =
  { readonly saying: S; readonly order?: string } | { readonly order: string } | { readonly why: Bilingual };

export interface Running<K extends Kind> {
  readonly device: Device<K>;
  readonly tell: (line: string) => void;
}

/** The options of all devices and those of this kind. */
type GivenTo<Table> = Given<(keyof Table & string) | keyof typeof deviceOptions>;

/** What a kind of device does beside saying things. */
export interface OwnPart<K extends Kind> {
  readonly obey?: (command: CommandTo<K>) => Promise<void> | void;
  /** what a line ordered */
  readonly order?: (order: string) => Promise<void>;
  /** done at the start; with `--once` the program waits for it */
  readonly begin?: (signal: AbortSignal) => Promise<void>;
  readonly close?: () => Promise<void> | void;
}

export interface ProgramPlan<K extends Kind, Table extends OptionTable> {
  readonly kind: K;
  readonly about: Bilingual;
  readonly options: Table;
  /** the lines that a person may type, for the help */
  readonly lines: readonly string[];
  readonly readLine: (line: string) => Reading<SayingOf<K>>;
  readonly onSaid?: (saying: SayingOf<K>, said: Said) => void;
  /** what is wrong with options only in their company */
  readonly check?: (given: GivenTo<Table>) => readonly string[];
  /** lines that options of this kind stand for */
  readonly linesOf?: (given: GivenTo<Table>) => readonly string[];
  readonly part?: (given: GivenTo<Table>, running: Running<K>) => OwnPart<K>;
}

const tell = (line: string): void => void process.stdout.write(`${line}\n`);

export async function runProgram<K extends Kind, Table extends OptionTable>(
  plan: ProgramPlan<K, Table>,
): Promise<void> {
  const table = { ...deviceOptions, ...plan.options };
  const own = readOptions<OptionTable>(table, process.argv.slice(2), process.env) as GivenTo<Table>;
  const given: Given<keyof typeof deviceOptions> = own;
  const startLines = [...(plan.linesOf?.(own) ?? []), ...given.many('say')];
  const wrongLines = [...startLines, ...boundLines(given)].flatMap((line) => faultsOf(plan.readLine(line)));
  const faults = [...given.faults, ...credentialFaults(given), ...(plan.check?.(own) ?? []), ...wrongLines];
  if (given.wantsHelp) {
    const typed = ['可以输入 lines to type:', ...plan.lines.map((line) => `  ${line}`)];
    tell(helpOf(`node dist/devices/${plan.kind}/main.js`, plan.about, table, typed));
    return;
  }
  if (faults.length > 0) {
    for (const fault of faults) process.stderr.write(`${fault}\n`);
    process.stderr.write('用法见 --help · see --help\n');
    process.exitCode = 2;
    return;
  }
  await run(plan, own, startLines);
}

async function run<K extends Kind, Table extends OptionTable>(
  plan: ProgramPlan<K, Table>,
  given: GivenTo<Table>,
  startLines: readonly string[],
): Promise<void> {
  let part: OwnPart<K> = {};
  const device = await startDevice<K>({
    ...deviceOf(plan.kind, given),
    log: tell,
    onUp: () => tell('已连接 connected'),
    onReceipt: (receipt) => tell(receiptLine(receipt)),
    obey: (command) => part.obey?.(command),
  });
  part = plan.part?.(given, { device, tell }) ?? {};
  const stop = stopper(async () => {
    await part.close?.();
    await device.stop();
  });
  const say = sayer(plan, device, (order) => part.order?.(order));
  const typed = createInterface({ input: process.stdin, terminal: false });
  typed.on('line', (line) => void say(line).catch((thrown: unknown) => tell(reasonOf(thrown))));
  stop.after(() => {
    typed.close();
    process.stdin.destroy();
  });
  try {
    const closeSources = await openLineSources({ given, tell, say: lineSayer(say) });
    stop.after(() => void closeSources().catch((thrown: unknown) => tell(reasonOf(thrown))));
    const begun = part.begin?.(stop.signal);
    for (const line of startLines) await say(line);
    await begun;
    if (given.has('once')) await device.link.drained();
    if (given.has('once')) await stop.now();
  } catch (thrown) {
    tell(reasonOf(thrown));
    process.exitCode = 1;
    await stop.now();
  }
}

/** A device proves who it is by its secret, or by certificate and key. */
function credentialFaults(given: Given<keyof typeof deviceOptions>): string[] {
  if (given.wantsHelp) return [];
  if (given.has('cert') !== given.has('cert-key'))
    return ['--cert, --cert-key: 要么都给，要么都不给 give both or neither'];
  const { help } = deviceOptions.secret;
  return given.has('secret') || given.has('cert') ? [] : [`--secret: 必须给出 is needed (${help.join(' ')})`];
}

const fileOf = (path: string | undefined): string | undefined =>
  path === undefined ? undefined : readFileSync(path, 'utf8');

/** With the court's CA, and the device's own certificate where it has one. */
export function tlsOf(given: Given<keyof typeof deviceOptions>): Tls {
  const ca = fileOf(given.one('ca'));
  const cert = fileOf(given.one('cert'));
  const key = fileOf(given.one('cert-key'));
  return { ...(ca !== undefined && { ca }), ...(cert !== undefined && key !== undefined && { cert, key }) };
}

function deviceOf<K extends Kind>(kind: K, given: Given<keyof typeof deviceOptions>) {
  const device = given.one('device') ?? '';
  return {
    url: given.one('url') ?? '',
    address: { court: given.one('court') ?? '', kind, device },
    secret: given.one('secret') ?? '',
    folder: given.one('folder') ?? `data/devices/${device}`,
    tls: tlsOf(given),
  };
}

type Sayer = (line: string) => Promise<string>;

/** Says a typed line; answers what became of it. */
const sayer =
  <K extends Kind>(
    plan: Pick<ProgramPlan<K, OptionTable>, 'readLine' | 'onSaid'>,
    device: Device<K>,
    obey: (order: string) => Promise<void> | undefined,
  ): Sayer =>
  async (line) => {
    if (line.trim() === '') return '';
    const read = plan.readLine(line.trim());
    if ('why' in read) return told(read.why.join(' '));
    let answer = `执行 done: ${line.trim()}`;
    if ('saying' in read) {
      const said = await device.link.say(read.saying);
      plan.onSaid?.(read.saying, said);
      answer = `已保存 kept #${said.seq}: ${line.trim()}`;
    }
    if (read.order !== undefined) await obey(read.order);
    return told(answer);
  };

/** A line from a socket or a key fails for itself alone. */
const lineSayer =
  (say: Sayer): Sayer =>
  (line) =>
    say(line).catch((thrown: unknown) => told(reasonOf(thrown)));

function told(line: string): string {
  tell(line);
  return line;
}

function stopper(close: () => Promise<void>) {
  const others: (() => void)[] = [];
  let stopping: Promise<void> | undefined;
  const closing = new AbortController();
  const now = (): Promise<void> => {
    closing.abort();
    stopping ??= close().finally(() => {
      for (const other of others) other();
    });
    return stopping;
  };
  const bySignal = (): void => void now().catch((thrown: unknown) => tell(reasonOf(thrown)));
  process.once('SIGINT', bySignal).once('SIGTERM', bySignal);
  others.push(() => process.off('SIGINT', bySignal).off('SIGTERM', bySignal));
  return { now, signal: closing.signal, after: (other: () => void) => others.push(other) };
}

function receiptLine(receipt: Receipt): string {
  const name = 'boot' in receipt ? `#${receipt.seq}` : '';
  const alarm = receipt.alarm === undefined ? '' : ` 警报 alarm ${receipt.alarm}`;
  return `回执 receipt ${name}: ${receipt.outcome}${alarm} ${receipt.at}`;
}

const faultsOf = <S>(read: Reading<S>): string[] => ('why' in read ? [read.why.join(' ')] : []);
