// `npm run demo`: installs, builds and starts a whole courthouse; Ctrl-C ends it and leaves nothing behind.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installAndBuild } from './prepare.mjs';

const quiet = process.argv.includes('--quiet-devices');
const kept = process.env.COURT_DATA_DIR;
const folder = kept ?? mkdtempSync(join(tmpdir(), 'courthouse-demo-'));

installAndBuild();
const { demoPassword, demoPeople } = await import('../dist/src/access/demo.js');
const environment = {
  ...process.env,
  COURT_DEMO: '1',
  COURT_ID: 'demo',
  COURT_NAME: process.env.COURT_NAME ?? '演示人民法院',
  COURT_GUARD_TELEPHONE: process.env.COURT_GUARD_TELEPHONE ?? '0438-000 0110',
  COURT_DATA_DIR: folder,
};
const children = [];
let ending = false;

function run(name, file, args = [], env = environment) {
  const child = spawn(process.execPath, [file, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  child.on('exit', (code) => {
    if (!ending) {
      console.error(`${name} 已退出 / ended with ${code}`);
      void end(code || 1);
    }
  });
  children.push(child);
  return child;
}

async function end(code) {
  if (ending) return;
  ending = true;
  const running = children.filter((child) => child.exitCode === null && child.signalCode === null);
  const gone = running.map((child) => new Promise((done) => child.once('exit', done)));
  for (const child of children.toReversed()) child.kill('SIGTERM');
  const late = setTimeout(() => children.forEach((child) => child.kill('SIGKILL')), 8000);
  await Promise.all(gone);
  clearTimeout(late);
  if (kept === undefined && existsSync(folder)) rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}

process.on('SIGINT', () => void end(0));
process.on('SIGTERM', () => void end(0));

const console_ = run('控制台 / console', 'dist/src/main.js');
console_.stdout.setEncoding('utf8');
let said = '';
console_.stdout.on('data', (text) => {
  process.stdout.write(text);
  const before = said;
  said += text;
  if (!before.includes('fingerprint') && said.includes('fingerprint')) ready();
});

function ready() {
  const http = `http://127.0.0.1:${environment.COURT_HTTP_PORT ?? 3000}/`;
  const mqtt = `mqtt://127.0.0.1:${environment.COURT_MQTT_PORT ?? 1883}`;
  console.log(`
演示：仅本机、明文、公开口令，请勿用于真实案件 / DEMO: this machine only, plain, public passwords
  网页 / pages   ${http}
  设备 / devices ${environment.COURT_MQTT_URL ?? mqtt}   (法院标识 / court id: demo; 口令 / secret: demo-<设备编号 / device id>)
  登录 / sign-ins: ${demoPeople.map(({ username }) => username).join(', ')}
  口令 / password: ${demoPassword}
  试一试 / try: node dist/devices/button/main.js --url ${mqtt} --court demo --device button-103 --secret demo-button-103 --press emergency
  数据 / data: ${folder}${kept === undefined ? '（退出即删 / deleted at the end）' : ''}
  结束 / end: Ctrl-C
`);
  if (quiet) return;
  const day = run('模拟法院 / simulated courthouse', 'dist/devices/courthouse/main.js', [
    '--mqtt',
    mqtt,
    '--http',
    http,
    '--court',
    'demo',
    '--folder',
    join(folder, 'devices'),
  ]);
  day.stdout.pipe(process.stdout);
}
