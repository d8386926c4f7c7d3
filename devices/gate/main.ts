/** A security gate on the command line: counts passages, detects, tells what the officers decided. */
import { runProgram } from '../agent/program.js';
import { gateLines, readGateLine } from './lines.js';

let last: { readonly boot: string; readonly seq: number } | undefined;

await runProgram({
  kind: 'gate',
  about: ['安检门', 'A security gate.'],
  options: {},
  lines: gateLines,
  readLine: (line) => readGateLine(line, Date.now(), last),
  onSaid: (saying, said) => {
    if (saying.type === 'detection') last = said;
  },
});
