/** A security gate: attached by a wire or played on the command line, it counts, detects, tells what was decided. */
import { systemClock } from '../../src/kernel/clock.js';
import { reasonOf } from '../../src/kernel/errors.js';
import { type Bilingual, mustBeOver } from '../agent/options.js';
import { runProgram } from '../agent/program.js';
import { AttachedGate, readDialect } from './attached-gate.js';
import { gateLines, readGateLine } from './lines.js';

let last: { readonly boot: string; readonly seq: number } | undefined;

const mustBeDialect = (path: string): Bilingual | undefined => {
  try {
    readDialect(path);
    return undefined;
  } catch (thrown) {
    return ['不是可用的方言文件', `is no dialect of a gate: ${reasonOf(thrown)}`];
  }
};

await runProgram({
  kind: 'gate',
  about: ['安检门', 'A security gate.'],
  options: {
    wire: {
      value: 'WIRE',
      help: ['真实安检门的接线', 'a real gate: tcp://host:port or a serial line such as /dev/ttyUSB0'],
    },
    dialect: {
      value: 'FILE',
      help: ['安检门的语言（JSON）', 'how that gate speaks, see devices/gate/dialects'],
      fault: mustBeDialect,
    },
    baud: {
      value: 'BAUD',
      help: ['串口速率', 'speed of a serial line'],
      default: '9600',
      fault: mustBeOver(50),
    },
  },
  lines: gateLines,
  readLine: (line) => readGateLine(line, Date.now(), last),
  onSaid: (saying, said) => {
    if (saying.type === 'detection') last = said;
  },
  check: (given) =>
    given.has('wire') === given.has('dialect')
      ? []
      : ['--wire, --dialect: 必须一起给出 are given together or not at all'],
  part: (given, { device, tell }) => {
    const wire = given.one('wire');
    if (wire === undefined) return {};
    const gate = new AttachedGate({
      voice: device.link,
      wire,
      baud: Number(given.one('baud')),
      dialect: readDialect(given.one('dialect') ?? ''),
      clock: systemClock,
      log: tell,
      onSaid: (saying, said) => {
        if (saying.type === 'detection') last = said;
      },
    });
    return { close: () => gate.close() };
  },
});
