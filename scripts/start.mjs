// `npm start`: installs and builds what is missing, then runs the console for real.
import { spawn } from 'node:child_process';
import { installAndBuild } from './prepare.mjs';

installAndBuild();
const child = spawn(process.execPath, ['dist/src/main.js'], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)));
