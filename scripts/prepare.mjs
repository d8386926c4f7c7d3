// Installs the packages and builds what is missing or older than its source, saying so where it takes longer than a moment.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const newest = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .reduce(
          (latest, entry) =>
            Math.max(latest, statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs),
          0,
        )
    : 0;

const timeOf = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0);

/** The packages as the lock file names them. `npm ci` would refuse it where a registry does not carry every platform's optional packages. */
export function install() {
  if (timeOf('node_modules/.package-lock.json') >= timeOf('package-lock.json')) return;
  console.log('正在安装依赖（首次约两分钟）/ installing packages (two minutes the first time) ...');
  execFileSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: 'inherit',
  });
}

export function installAndBuild() {
  install();
  const built = Math.min(timeOf('dist/.built'), Infinity);
  if (built > Math.max(newest('src'), newest('devices'), newest('web'), timeOf('package-lock.json'))) return;
  console.log('正在构建 / building ...');
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
}
