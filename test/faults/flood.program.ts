/** Everything that a court may be flooded with at once, from a process of its own: one device, strangers, frozen browsers, a large file. */
import { randomBytes } from 'node:crypto';
import { connect as dial } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { generate } from 'mqtt-packet';
import { hashOf, basicOf } from '../support/exhibit-court.js';
import { upload } from '../support/tus.js';
import { WireDevice } from '../support/wire-device.js';
import { frozenScreen } from './frozen-screens.js';
import { cookieOf } from './screen.js';

const [url = '', mqtt = ''] = process.argv.slice(2);
const perSecond = 1_000;
const burstEveryMs = 20;
const strangers = 1_000;
const knocksAtOnce = 25;
const frozen = 20;
const mib = 1024 * 1024;
const fileBytes = 100 * mib;
const told = { messages: 0, knocks: 0, frozen: 0, 'uploaded MB': 0 };

/** One device says a thousand things a second, and waits for nothing. */
async function rave(): Promise<void> {
  const device = await WireDevice.connect(mqtt, 'button-112', {});
  const startedAtMs = performance.now();
  for (;;) {
    for (; told.messages < ((performance.now() - startedAtMs) * perSecond) / 1000; told.messages += 1)
      device.publish(device.topic('event'), JSON.stringify(device.event({ type: 'battery', percent: 90 })));
    await pause(burstEveryMs);
  }
}

/** A thousand who are not known here, over and over. */
async function knock(): Promise<void> {
  const port = Number(new URL(mqtt).port);
  for (;;) {
    const clientId = `stranger-${told.knocks % strangers}`;
    told.knocks += 1;
    await new Promise<void>((over) => {
      const socket = dial(port, '127.0.0.1', () =>
        socket.write(
          generate({
            cmd: 'connect',
            protocolId: 'MQTT',
            protocolVersion: 4,
            clean: true,
            clientId,
            username: clientId,
            password: Buffer.from('guess'),
            keepalive: 30,
          }),
        ),
      );
      socket.on('error', () => undefined);
      socket.on('data', () => undefined);
      socket.setTimeout(3_000, () => socket.destroy());
      socket.on('close', () => over());
    });
  }
}

async function send(): Promise<void> {
  for (;;) {
    const bytes = randomBytes(fileBytes);
    const headers = { Authorization: basicOf('recorder-201', 'demo-recorder-201') };
    const before = told['uploaded MB'];
    // A slow console has not taken a whole file yet when all is over.
    const onProgress = (sent: number): number => (told['uploaded MB'] = before + Math.round(sent / mib));
    await upload(url.slice(0, -1), { bytes, headers, words: { sha256: hashOf(bytes) }, onProgress });
  }
}

const cookie = await cookieOf(url, 'guard');
await Promise.all(
  Array.from({ length: frozen }, () => frozenScreen(url, cookie).then(() => (told.frozen += 1))),
);
for (const flooding of [rave, send, ...Array.from({ length: knocksAtOnce }, () => knock)])
  flooding().catch((thrown: unknown) => process.stderr.write(`${String(thrown)}\n`));
process.stdout.write('flooding\n');
process.on('SIGTERM', () => {
  process.stdout.write(`${JSON.stringify(told)}\n`, () => process.exit(0));
});
