/** A whole courthouse of simulated devices on the command line. */
import {
  helpOf,
  mustBeName,
  mustBeOver,
  mustBeUrl,
  type OptionTable,
  readOptions,
} from '../agent/options.js';
import { startCourthouse } from './courthouse.js';

const table = {
  mqtt: {
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
  speed: {
    value: 'FACTOR',
    help: ['时间加快倍数', 'how much faster than a clock'],
    default: '60',
    fault: mustBeOver(1),
  },
  seed: {
    value: 'NUMBER',
    help: ['随机种子', 'the same seed makes the same day'],
    default: '1',
    fault: mustBeOver(0),
  },
  folder: { value: 'FOLDER', help: ['设备目录', "the devices' own disks"], default: 'data/devices' },
  help: { help: ['显示本页', 'shows this page'] },
} as const satisfies OptionTable;

const given = readOptions(table, process.argv.slice(2), process.env);
if (given.wantsHelp) {
  const about = ['模拟法院的一天', 'A simulated courthouse living a compressed day.'] as const;
  console.log(helpOf('node dist/devices/courthouse/main.js', about, table, []));
} else if (given.faults.length > 0) {
  for (const fault of given.faults) console.error(fault);
  process.exitCode = 2;
} else {
  const courthouse = await startCourthouse({
    mqttUrl: given.one('mqtt') ?? '',
    httpUrl: given.one('http') ?? '',
    court: given.one('court') ?? '',
    speed: Number(given.one('speed')),
    seed: Number(given.one('seed')),
    folder: given.one('folder') ?? '',
    log: (line) => console.log(line),
  });
  const stop = (): void => void courthouse.stop().catch((thrown: unknown) => console.error(thrown));
  process.once('SIGINT', stop).once('SIGTERM', stop);
}
