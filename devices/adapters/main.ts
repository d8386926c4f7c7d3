/** Lets devices that a court already owns speak to the console: a foreign broker, alarm panels, an HTTP hook. */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { systemClock } from '../../src/kernel/clock.js';
import { reasonOf } from '../../src/kernel/errors.js';
import { type Given, helpOf, mustBeName, mustBeUrl, readOptions } from '../agent/options.js';
import { adapterTableSchema, devicesSchema } from './adapter-table.js';
import { isKey } from './dc09-cipher.js';
import { Dc09Port } from './dc09-port.js';
import { Dc09Receiver } from './dc09-receiver.js';
import { ForeignBroker } from './foreign-broker.js';
import { openHttpHook } from './http-hook.js';
import { panelCodesSchema } from './panel-event.js';
import { Seen } from './seen.js';
import { Speakers } from './speakers.js';
import { Translator } from './translator.js';

const port = z.int().min(0).max(65_535);
const configSchema = z.object({
  devices: devicesSchema,
  mqtt: z
    .object({
      url: z.string(),
      table: z.string(),
      username: z.string().optional(),
      password: z.string().optional(),
    })
    .optional(),
  dc09: z
    .object({
      port,
      host: z.string().optional(),
      codes: z.string().optional(),
      ackAfter: z.enum(['receipt', 'disk']).default('receipt'),
      accounts: z.record(
        z.string(),
        z.object({
          key: z.string().refine(isKey, 'must be 32, 48 or 64 hex digits').optional(),
          supervisionSeconds: z.number().positive().optional(),
        }),
      ),
    })
    .optional(),
  http: z.object({ port, host: z.string().optional(), token: z.string().min(16) }).optional(),
});

type Config = z.infer<typeof configSchema>;

const table = {
  config: { value: 'FILE', help: ['配置（JSON）', 'what is attached, see README.md'], isNeeded: true },
  url: {
    value: 'URL',
    help: ['消息服务地址', "address of the console's MQTT broker"],
    default: 'mqtt://127.0.0.1:1883',
    fault: mustBeUrl('mqtt:', 'mqtts:'),
  },
  court: { value: 'ID', help: ['法院代号', 'court'], default: 'demo', fault: mustBeName },
  folder: {
    value: 'FOLDER',
    help: ['状态目录', 'keeps what has no receipt'],
    default: 'data/devices/adapters',
  },
  ca: { value: 'FILE', help: ['法院根证书 (PEM)', "the court's CA (PEM)"] },
  help: { help: ['显示本页', 'shows this page'] },
} as const;

const tell = (line: string): void => void process.stdout.write(`${line}\n`);
const readJsonFile = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8')) as unknown;
const repeatsWithinSeconds = 600;

async function run(given: Given<keyof typeof table>): Promise<void> {
  const path = resolve(given.one('config') ?? '');
  const config = configSchema.parse(readJsonFile(path));
  const folder = resolve(given.one('folder') ?? '');
  const ca = given.one('ca');
  const speakers = await Speakers.start({
    url: given.one('url') ?? '',
    court: given.one('court') ?? '',
    folder,
    ca: ca === undefined ? undefined : readFileSync(ca, 'utf8'),
    devices: config.devices,
    variables: process.env,
    log: tell,
  });
  const closers = [
    ...(await openBroker(config, path, folder, speakers)),
    ...(await openPanels(config, path, folder, speakers)),
    ...(await openHook(config, folder, speakers)),
  ];
  const close = async (): Promise<void> => {
    for (const one of closers) await one();
    await speakers.stop();
  };
  const bySignal = (): void => void close().catch((thrown: unknown) => tell(reasonOf(thrown)));
  process.once('SIGINT', bySignal).once('SIGTERM', bySignal);
}

type Closers = (() => Promise<unknown> | void)[];

async function translatorOf(
  folder: string,
  name: string,
  seconds: number,
  speakers: Speakers,
): Promise<Translator> {
  const seen = await Seen.open(join(folder, name), seconds, systemClock);
  return new Translator({ seen, speak: speakers.speak, log: tell });
}

async function openBroker(
  { mqtt }: Config,
  path: string,
  folder: string,
  speakers: Speakers,
): Promise<Closers> {
  if (mqtt === undefined) return [];
  const tables = adapterTableSchema.parse(readJsonFile(resolve(dirname(path), mqtt.table)));
  const translator = await translatorOf(folder, 'broker', tables.repeatsWithinSeconds, speakers);
  const broker = new ForeignBroker({
    ...mqtt,
    clientId: 'court-adapter',
    table: tables,
    translator,
    log: tell,
  });
  return [() => broker.close()];
}

async function openPanels(
  { dc09 }: Config,
  path: string,
  folder: string,
  speakers: Speakers,
): Promise<Closers> {
  if (dc09 === undefined) return [];
  const translator = await translatorOf(folder, 'dc09', repeatsWithinSeconds, speakers);
  const receiver = new Dc09Receiver({
    accounts: new Map(Object.entries(dc09.accounts)),
    codes:
      dc09.codes === undefined
        ? {}
        : panelCodesSchema.parse(readJsonFile(resolve(dirname(path), dc09.codes))),
    translator,
    clock: systemClock,
    log: tell,
    ackAfter: dc09.ackAfter,
    drained: () => speakers.drained(),
  });
  const opened = await Dc09Port.open({ ...dc09, answer: (text) => receiver.answer(text), log: tell });
  tell(`DC-09 端口 port ${opened.number} (TCP, UDP)`);
  return [() => opened.close(), () => receiver.close()];
}

async function openHook({ http }: Config, folder: string, speakers: Speakers): Promise<Closers> {
  if (http === undefined) return [];
  const translator = await translatorOf(folder, 'http', repeatsWithinSeconds, speakers);
  const server = await openHttpHook({ ...http, translator, log: tell });
  tell(`HTTP 端口 port ${(server.address() as { port: number }).port}`);
  return [() => new Promise((closed) => server.close(closed))];
}

const given = readOptions(table, process.argv.slice(2), process.env);
if (given.wantsHelp)
  tell(
    helpOf(
      'node dist/devices/adapters/main.js',
      ['转接已有设备', 'Adapters for devices that a court owns.'],
      table,
      [],
    ),
  );
else if (given.faults.length > 0) {
  process.stderr.write(`${given.faults.join('\n')}\n用法见 --help · see --help\n`);
  process.exitCode = 2;
} else await run(given);
