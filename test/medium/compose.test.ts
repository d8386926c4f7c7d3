/** What the deployment files name is there: mounted paths, copied files, settings, packages. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import { readSettings, settingsShape } from '../../src/config.js';

const example = 'deploy/court.env.example';
const environment = { ...process.env, DEPLOY_ENV_FILE: example };
const read = (path: string): string => readFileSync(path, 'utf8');
const linesOf = (path: string, start: string): string[] =>
  read(path)
    .split('\n')
    .filter((line) => line.startsWith(start))
    .map((line) => line.slice(start.length));

interface Composed {
  readonly services: Record<
    string,
    { volumes?: string[]; ports?: string[]; command?: string[]; user?: string }
  >;
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
    const programs = words.filter((word) => word.endsWith('.mjs'));
    expect(programs).toEqual(['scripts/mosquitto-users.mjs']);
    expect(programs.filter((program) => !existsSync(program))).toEqual([]);
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
    expect(existsSync('dist/src/main.js')).toBe(true);
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
