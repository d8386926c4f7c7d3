// `npm run mosquitto:users -- [--folder DIR] [--broker URL]`: writes what an outside Mosquitto needs of the console (its users, its certificate) from the register of devices.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import BetterSqlite3 from 'better-sqlite3';
import pg from 'pg';
import { installAndBuild } from './prepare.mjs';

const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: '/var/lib/mosquitto' },
    broker: { type: 'string', default: 'mqtt://127.0.0.1:1883' },
  },
});

if (!existsSync('dist/src/config.js')) installAndBuild();
const { readSettings, SettingsError } = await import('../dist/src/config.js');
const { consoleName, dynamicSecurityFile } = await import('../dist/src/intake/dynamic-security.js');
const { hashSecret, newSecret } = await import('../dist/src/intake/secrets.adapter.js');
const { Certificates } = await import('../dist/src/access/certificates.adapter.js');

const ask = 'SELECT id, kind, secret, enabled FROM devices ORDER BY id';

/** Reading only: the console may be running. */
async function register(url) {
  if (url.startsWith('sqlite:')) {
    const path = url.slice('sqlite:'.length);
    if (!existsSync(path)) return [];
    const database = new BetterSqlite3(path, { readonly: true, fileMustExist: true });
    try {
      return database.prepare(ask).all();
    } finally {
      database.close();
    }
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query("SELECT to_regclass('devices') IS NOT NULL AS there");
    return rows[0].there ? (await client.query(ask)).rows : [];
  } finally {
    await client.end();
  }
}

/** The console's secret where it has one already, so that the file can be written anew without changing its settings. */
function consoleSecret({ mqttUrl, court }) {
  const url = mqttUrl === undefined ? undefined : new URL(mqttUrl);
  const isOurs = url !== undefined && decodeURIComponent(url.username) === consoleName(court.id);
  return isOurs && url.password !== ''
    ? { secret: decodeURIComponent(url.password) }
    : { secret: newSecret(), isNew: true };
}

function keep(path, text, mode) {
  const beside = `${path}.${randomBytes(4).toString('hex')}`;
  writeFileSync(beside, text, { mode, flush: true });
  renameSync(beside, path);
}

async function main() {
  const settings = readSettings(process.env);
  const rows = (await register(settings.databaseUrl)).map((row) => ({
    id: row.id,
    kind: row.kind,
    enabled: Boolean(row.enabled),
    ...(row.secret === null ? {} : { secret: JSON.parse(row.secret) }),
  }));
  const { secret, isNew = false } = consoleSecret(settings);
  const folder = resolve(values.folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = dynamicSecurityFile(rows, settings.court.id, await hashSecret(secret));
  keep(join(folder, 'dynamic-security.json'), file, 0o600);
  const { dataDir, court, tls } = settings;
  const clock = { nowMs: () => Date.now() };
  const certificates = new Certificates({ dataDir, court: court.id, given: tls, clock });
  const { cert, key, ca } = await certificates.serverTls();
  keep(join(folder, 'server.crt'), cert, 0o644);
  keep(join(folder, 'server.key'), key, 0o600);
  keep(join(folder, 'ca.crt'), ca, 0o644);
  // The running console keeps the list; before its first start nothing is revoked.
  const revoked = join(dataDir, 'tls', 'devices.crl');
  if (!existsSync(revoked)) await certificates.keepRevocations([]);
  keep(join(folder, 'devices.crl'), readFileSync(revoked), 0o644);
  console.log(
    `${folder}: ${rows.length} 台设备 / devices; dynamic-security.json, server.crt, server.key, ca.crt, devices.crl`,
  );
  console.log(
    'Mosquitto 只在启动时读取：请先停、后启 / Mosquitto reads it only when it starts: stop it before, start it after',
  );
  if (!isNew) return console.log('控制台的口令未变 / the console keeps its secret');
  const url = new URL(values.broker);
  url.username = consoleName(court.id);
  url.password = secret;
  console.log(
    `控制台的设置（只显示这一次）/ for the console's settings (shown this once):\nCOURT_MQTT_URL=${url.href}`,
  );
}

main().catch((error) => {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exit(1);
});
