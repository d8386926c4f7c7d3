// Builds the server, the device programs and the pages: `node scripts/build.mjs [--server-only]`.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, writeFileSync } from 'node:fs';

const run = (file, args) => execFileSync(process.execPath, [file, ...args], { stdio: 'inherit' });

const copiesOnly = process.argv.includes('--copies-only');
if (!copiesOnly) run('node_modules/typescript/bin/tsc', ['-p', 'tsconfig.json']);
// Files that the compiler does not copy but the product reads.
for (const name of [
  'src/packets/forms',
  'src/packets/verify',
  'src/ledger/witness',
  'src/law/sources',
  'src/law/data',
]) {
  if (existsSync(name))
    cpSync(name, `dist/${name}`, { recursive: true, filter: (from) => !/\.tsx?$/.test(from) });
}
run('scripts/verify-page.mjs', ['src/packets/verify', 'dist/src/packets/verify/verify.html']);
const pagesToo = !copiesOnly && !process.argv.includes('--server-only');
if (pagesToo && existsSync('web/vite.config.ts')) {
  run('node_modules/vite/bin/vite.js', ['build', '--config', 'web/vite.config.ts', '--logLevel', 'warn']);
}
if (pagesToo) writeFileSync('dist/.built', '');
