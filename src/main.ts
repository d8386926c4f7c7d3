/** Starts the console: settings, database, pages, then the broker; and ends it in the other order. */
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { Certificates } from './access/certificates.adapter.js';
import { Invitations } from './access/invitations.service.js';
import { AppModule } from './app.module.js';
import { readSettings, SettingsError, type Settings } from './config.js';
import { seedDemo } from './demo.js';
import { systemClock } from './kernel/clock.js';
import { reasonOf } from './kernel/errors.js';
import { arrivesInTime, patience } from './console/arrival.adapter.js';
import { LiveGateway } from './console/live.gateway.js';
import { standBy } from './console/standby.adapter.js';
import { Hearing } from './intake/hearing.service.js';
import { Checkpoints } from './ledger/checkpoints.service.js';
import { DATABASES } from './storage/storage.module.js';
import type { Databases } from './storage/databases.js';
import { Writer } from './storage/writer.js';

const pages = join(dirname(fileURLToPath(import.meta.url)), '..', 'web');

/** @returns the running console; `stop` ends it and leaves nothing open */
export async function start(
  settings: Settings,
): Promise<{ app: NestExpressApplication; address: string; stop(): Promise<void> }> {
  const tls = settings.demo
    ? undefined
    : await new Certificates({
        dataDir: settings.dataDir,
        court: settings.court.id,
        given: settings.tls,
        clock: systemClock,
      }).serverTls();
  const holding =
    settings.standby === true ? await standBy({ ...settings, tls, log: console.log }) : undefined;
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(settings, holding), {
    logger: ['error', 'warn'],
    abortOnError: false,
    // A recorder uploads by its certificate; whoever has none is asked for nothing else.
    ...(tls === undefined ? {} : { httpsOptions: { ...tls, requestCert: true, rejectUnauthorized: false } }),
  });
  secure(app, tls !== undefined);
  servePages(app);
  await app.init();
  if (settings.demo) await seedDemo(app);
  await app.get(Hearing).start();
  await app.listen(settings.httpPort, settings.bind);
  return {
    app,
    address: `${tls === undefined ? 'http' : 'https'}://${settings.demo ? '127.0.0.1' : 'localhost'}:${settings.httpPort}/`,
    stop: () => stop(app),
  };
}

/** Files with a hash in their name never change; the build laid a compressed copy beside each. */
function servePages(app: NestExpressApplication): void {
  if (!existsSync(pages)) return;
  app.use('/assets', (request: Request, response: Response, next: NextFunction) => {
    const type = /\.(js|css)$/.exec(request.path)?.[1];
    if (
      type !== undefined &&
      /\bgzip\b/.test(String(request.headers['accept-encoding'])) &&
      existsSync(join(pages, 'assets', `${basename(request.path)}.gz`))
    ) {
      request.url += '.gz';
      response.setHeader('Content-Encoding', 'gzip');
      response.type(type);
    }
    response.setHeader('Vary', 'Accept-Encoding');
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    next();
  });
  app.useStaticAssets(pages);
}

function secure(app: NestExpressApplication, overTls: boolean): void {
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          imgSrc: ["'self'", 'data:', 'blob:'],
          mediaSrc: ["'self'", 'blob:'],
          connectSrc: ["'self'", 'ws:', 'wss:'],
          // Ant Design writes its styles at run time.
          styleSrc: ["'self'", "'unsafe-inline'"],
          fontSrc: ["'self'", 'data:'],
          frameAncestors: ["'none'"],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
        },
      },
      strictTransportSecurity: overTls,
    }),
  );
  app.disable('x-powered-by');
  const server: Server = app.getHttpServer();
  server.requestTimeout = 0;
  app.use(arrivesInTime(patience, (path) => path.startsWith('/api/uploads/')));
}

/** For what was asked before the console was told to end. */
const answersWithinMs = 3_000;

async function stop(app: NestExpressApplication): Promise<void> {
  app.get(LiveGateway).stop();
  const databases = app.get<Databases>(DATABASES);
  const writer = app.get(Writer);
  // What cannot be signed now is signed at the next start.
  await app
    .get(Checkpoints)
    .make()
    .catch((error: unknown) => console.error(reasonOf(error)));
  // Browsers hold lines open on which they never asked anything: those would keep it up for a minute and more.
  const server: Server = app.getHttpServer();
  const closing = setTimeout(() => server.closeAllConnections(), answersWithinMs);
  await app.close();
  clearTimeout(closing);
  await writer.close();
  await databases.close();
}

/** A terminal signals the whole group and a parent signals again: the first one ends the console, the others are heard and ignored. */
function endWith(running: { stop(): Promise<void> }): void {
  let ending: Promise<void> | undefined;
  const end = (): void => {
    ending ??= running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(reasonOf(error));
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

async function main(): Promise<void> {
  let settings: Settings;
  try {
    settings = readSettings(process.env);
  } catch (error) {
    console.error(error instanceof SettingsError ? error.message : error);
    process.exit(2);
  }
  const running = await start(settings);
  endWith(running);
  console.log(`\n${settings.court.name} 安全控制台已启动 / the console is up: ${running.address}`);
  const invitation = settings.demo ? undefined : await running.app.get(Invitations).firstInvitation();
  if (invitation !== undefined)
    console.log(
      `首位管理员的一次性链接 / one-time link for the first administrator:\n  ${running.address}#/welcome/${invitation}`,
    );
  const checkpoints = running.app.get(Checkpoints);
  console.log(`台账公钥指纹 / ledger key fingerprint: ${(await checkpoints.keys())[0]?.id ?? '-'}`);
  if (!settings.demo && checkpoints.isSignerOfSameUser)
    console.log(
      '签名进程与控制台是同一系统用户，控制台可读签名密钥；正式使用请设 COURT_SIGNER_SOCKET / the signer runs as the console’s own user, who can read its key; set COURT_SIGNER_SOCKET',
    );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error: unknown) => {
    console.error(reasonOf(error));
    process.exit(1);
  });
}
