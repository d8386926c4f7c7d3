/** A door's contact on the command line: opened, forced, held open. */
import { runProgram } from '../agent/program.js';
import { doorLines, readDoorLine } from './lines.js';

await runProgram({
  kind: 'door',
  about: ['门磁', "A door's contact."],
  options: {},
  lines: doorLines,
  readLine: readDoorLine,
});
