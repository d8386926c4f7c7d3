/** What the deployment files name is there: mounted paths, copied files, settings, packages. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readSettings, settingsShape } from '../../src/config.js';
import { isListening } from '../support/signer-court.js';

const example = 'deploy/court.env.example';
const environment = { ...process.env, DEPLOY_ENV_FILE: example };
const read = (path: string): string => readFileSync(path, 'utf8');
const linesOf = (path: string, start: string): string[] =>
  read(path)
    .split('\n')
    .filter((line) => line.startsWith(start))
    .map((line) => line.slice(start.length));

interface Service {
  readonly volumes?: string[];
  readonly ports?: string[];
  readonly command?: string[];
  readonly user?: string;
  readonly cap_add?: string[];
  readonly environment?: Record<string, string>;
}

interface Composed {
  readonly services: Record<string, Service>;
  readonly volumes: Record<string, unknown>;
}

/** docker-compose.yml with its anchors put in; the YAML reader comes with Debian's docker-compose. */
const toJson = 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)';
const composed = JSON.parse(
  execFileSync('python3', ['-c', toJson], { input: read('docker-compose.yml'), encoding: 'utf8' }),
) as Composed;

describe('docker-compose.yml', () => {
  test('is accepted by docker-compose', () => {
    expect(execFileSync('docker-compose', ['config', '-q'], { env: environment, encoding: 'utf8' })).toBe('');
  });

  test('mounts only files that are there and volumes that are declared', () => {
    const { services, volumes } = composed;
    const mounted = Object.values(services).flatMap((service) => service.volumes ?? []);
    const sources = mounted.map((mount) => mount.split(':')[0] ?? '');
    expect(sources.length).toBeGreaterThan(5);
    const missing = sources.filter((source) =>
      source.startsWith('./') ? !existsSync(source) : !(source in volumes),
    );
    expect(missing).toEqual([]);
  });

  test('mounts the broker its files where deploy/mosquitto.conf looks for them', () => {
    const targets = (composed.services['mosquitto']?.volumes ?? []).map((mount) => mount.split(':')[1] ?? '');
    const named = [...read('deploy/mosquitto.conf').matchAll(/^(?!#).* (\/(?:var\/lib|etc)\/\S+)$/gm)].map(
      (match) => match[1] ?? '',
    );
    expect(named.length).toBe(5);
    const lost = named.filter(
      (path) => !targets.some((target) => target.startsWith(path) || path.startsWith(target)),
    );
    expect(lost).toEqual([]);
  });

  test('publishes pages and encrypted MQTT, and no plain listener', () => {
    const ports = Object.values(composed.services).flatMap((service) => service.ports ?? []);
    expect(ports.toSorted()).toEqual(['3000:3000', '8883:8883']);
  });

  test('runs programs that are there', () => {
    const words = Object.values(composed.services).flatMap((service) => service.command ?? []);
    const programs = words.flatMap((word) => word.match(/\S+\.m?js\b/g) ?? []);
    expect(programs.toSorted()).toEqual([
      'dist/src/evidence/keeping/keeper.program.js',
      'dist/src/ledger/signer.program.js',
      'scripts/mosquitto-users.mjs',
    ]);
    expect(programs.filter((program) => !existsSync(program))).toEqual([]);
  });
});

describe('its signer and its keeper', () => {
  const { console: console_, signer, keeper } = composed.services;

  test('are other users than the console, with the powers of the units and no more', () => {
    expect([console_?.user, signer?.user, keeper?.user]).toEqual([undefined, '1001:1000', '0:0']);
    const [powers] = linesOf('deploy/courthouse-keeper.service', 'CapabilityBoundingSet=');
    expect(keeper?.cap_add?.map((power) => `CAP_${power}`).join(' ')).toBe(powers);
    const [secrets = ''] = linesOf('deploy/courthouse-signer.service', 'UnsetEnvironment=');
    for (const name of secrets.split(' ')) expect(signer?.environment?.[name]).toBe('');
  });

  test('share with the console what they must, and the keys with nobody', () => {
    expect(console_?.volumes).toEqual(['court:/court', 'signer-socket:/run/courthouse-signer']);
    expect(keeper?.volumes).toEqual(['court:/court']);
    const holdsKeys = Object.entries(composed.services).filter(([, { volumes = [] }]) =>
      volumes.some((volume) => volume.startsWith('signer:')),
    );
    expect(holdsKeys.map(([name]) => name)).toEqual(['signer']);
    expect(read('Dockerfile')).toContain('COURT_DATA_DIR=/court/data');
    expect(keeper?.environment?.['COURT_KEEPER_DIR']).toBe('/court/kept');
  });

  // Where the tests are not root's, everything is of one user: then it is tried that the signer comes up and answers.
  const isRoot = process.getuid?.() === 0;
  const signersId = isRoot ? 1001 : process.getuid?.();
  const consoles = isRoot ? { uid: 1000, gid: 1000 } : {};

  /** The image's folders, made below `root` by its own commands. */
  const madeAsInTheImage = (root: string): void => {
    const made = read('Dockerfile').matchAll(/install -d -o (\w+) -g node ((?:-m \d+ )?)(\/\S+)/g);
    for (const [, owner, mode = '', path] of made) {
      mkdirSync(join(root, dirname(path ?? '')), { recursive: true });
      const owners = isRoot ? `-o ${owner === 'signer' ? 1001 : 1000} -g 1000 ` : '';
      execFileSync('install', `-d ${owners}${mode}${root}${path}`.split(' '));
    }
    chmodSync(root, 0o755);
  };

  test('the signer answers the console, which can read none of its keys', async () => {
    const root = mkdtempSync(join(tmpdir(), 'image-'));
    madeAsInTheImage(root);
    const within = (text: string): string => text.replaceAll(/\/(?=var\/|run\/)/g, `${root}/`);
    const words = (signer?.command ?? []).map((word) => within(word.replaceAll('$$', '$')));
    const as = isRoot ? ['setpriv', '--reuid=1001', '--regid=1000', '--clear-groups'] : [];
    const [program = '', ...rest] = [...as, ...words];
    const child = spawn(program, rest, {
      env: {
        PATH: process.env['PATH'],
        COURT_ID: 'demo',
        COURT_SIGNER_SOCKET: within(signer?.environment?.['COURT_SIGNER_SOCKET'] ?? ''),
      },
      stdio: 'inherit',
    });
    const gone = once(child, 'exit');
    try {
      const socket = `${root}/run/courthouse-signer/signer.sock`;
      await isListening(child, socket);
      const asConsole = (code: string): string =>
        execFileSync(process.execPath, ['-e', code], { ...consoles, cwd: '/', encoding: 'utf8' });
      const answer = asConsole(
        `require('node:net').connect('${socket}').once('data', (line) => { process.stdout.write(line); process.exit() })`,
      );
      expect(JSON.parse(answer)).toMatchObject({ state: { court: 'demo', uid: signersId } });
      const keys = `${root}/var/lib/courthouse-signer`;
      expect(readdirSync(keys)).not.toEqual([]);
      const acts = isRoot ? [`readdirSync('${keys}')`, `unlinkSync('${socket}')`] : [];
      for (const act of acts)
        expect(
          asConsole(`try { fs.${act}; console.log('done') } catch (e) { console.log(e.code) }`).trim(),
        ).toBe('EACCES');
    } finally {
      child.kill();
      await gone;
      rmSync(root, { recursive: true });
    }
  });
});

describe('the files beside it', () => {
  const files = [
    'docker-compose.yml',
    'Dockerfile',
    ...readdirSync('deploy').map((name) => `deploy/${name}`),
  ];

  test.each(files)('%s names only settings that there are', (file) => {
    const named = read(file).match(/\bCOURT_[A-Z_]*[A-Z]\b/g) ?? [];
    expect(named.filter((name) => !(name in settingsShape.shape))).toEqual([]);
  });

  test('court.env.example is accepted by the console', () => {
    const given = linesOf(example, '').filter((line) => /^[A-Z_]+=/.test(line));
    const settings = readSettings(Object.fromEntries(given.map((line) => line.split(/=(.*)/s, 2))));
    // No secret that somebody could forget to change: the broker's is made by `mosquitto:users`.
    expect(settings.mqttUrl).toBeUndefined();
    const [password] = linesOf(example, 'POSTGRES_PASSWORD=');
    expect(settings.databaseUrl).toBe(`postgres://court:${password}@postgres/court`);
  });

  test('Dockerfile copies files that are there and .dockerignore lets through', () => {
    const let_ = linesOf('.dockerignore', '!');
    const copied = linesOf('Dockerfile', 'COPY ')
      .filter((line) => !line.startsWith('--from'))
      .flatMap((line) => line.split(' ').slice(0, -1));
    expect(copied.length).toBeGreaterThan(6);
    expect(copied.filter((path) => !existsSync(path) || !let_.includes(path))).toEqual([]);
  });

  test('the images and the unit start the program that is built', () => {
    expect(read('Dockerfile')).toContain('CMD ["node", "dist/src/main.js"]');
    expect(linesOf('deploy/courthouse-console.service', 'ExecStart=')).toEqual([
      '/usr/bin/node dist/src/main.js',
    ]);
    const [keeper] = linesOf('deploy/courthouse-keeper.service', 'ExecStart=/usr/bin/node ');
    const programs = ['dist/src/main.js', keeper?.replace('/opt/courthouse-console/', '') ?? ''];
    expect(programs.filter((program) => !existsSync(program))).toEqual([]);
  });

  test('the console runs on what `npm prune --omit=dev` leaves', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    const sources = ['src', 'devices'].flatMap((folder) =>
      readdirSync(folder, { recursive: true }).map((name) => `${folder}/${String(name)}`),
    );
    const fromWhere = /^(?:import|export) (?!type )[^;]*?from '([^'.][^']*)';|^import '([^'.][^']*)';/gm;
    const imported = sources
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [...read(name).matchAll(fromWhere)].map((match) => match[1] ?? match[2] ?? ''))
      .filter((name) => !isBuiltin(name));
    const packages = [...new Set(imported)].map((name) =>
      name.split('/', name.startsWith('@') ? 2 : 1).join('/'),
    );
    expect(packages.length).toBeGreaterThan(10);
    expect(packages.filter((name) => !(name in dependencies))).toEqual([]);
  });
});
