/** A siren on the command line: sounds when the console commands it. */
import { linesOfAll, readLineOfAll } from '../agent/lines.js';
import { runProgram } from '../agent/program.js';
import { Siren } from './siren.js';

const bell = '\u0007';

await runProgram({
  kind: 'siren',
  about: ['警报器', 'A siren.'],
  options: { bell: { help: ['响终端铃', "rings the terminal's bell"] } },
  lines: linesOfAll,
  readLine: readLineOfAll,
  part: (given, { device, tell }) => {
    const siren = new Siren({
      voice: device.link,
      sound: (level) => tell(`${given.has('bell') ? bell : ''}警报器响起 sounding (${level})`),
      hush: () => tell('警报器停止 silent'),
    });
    return {
      obey: (command) => siren.obey(command),
      close: () => siren.close(),
    };
  },
});
