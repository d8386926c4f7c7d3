// Builds the server, the device programs and the pages: `node scripts/build.mjs [--server-only]`.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, writeFileSync } from 'node:fs';

const run = (file, args) => execFileSync(process.execPath, [file, ...args], { stdio: 'inherit' });

run('node_modules/typescript/bin/tsc', ['-p', 'tsconfig.json']);
// Files that the compiler does not copy but the product reads.
for (const name of ['src/packets/forms', 'src/packets/verify', 'src/law/sources', 'src/law/data']) {
  if (existsSync(name))
    cpSync(name, `dist/${name}`, { recursive: true, filter: (from) => !/\.tsx?$/.test(from) });
}
if (!process.argv.includes('--server-only') && existsSync('web/vite.config.ts')) {
  run('node_modules/vite/bin/vite.js', ['build', '--config', 'web/vite.config.ts', '--logLevel', 'warn']);
}
if (!process.argv.includes('--server-only')) writeFileSync('dist/.built', '');
