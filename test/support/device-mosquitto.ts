/** A real Mosquitto as the foreign broker of devices that a court owns. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { freePorts } from './free-ports.js';

export class ForeignMosquitto {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.url = `mqtt://127.0.0.1:${port}`;
  }

  static async start(folder: string): Promise<ForeignMosquitto> {
    const [port = 0] = await freePorts(1);
    const path = join(folder, 'mosquitto.conf');
    await writeFile(path, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`);
    const child = spawn('mosquitto', ['-c', path], { stdio: ['ignore', 'ignore', 'pipe'] });
    await new Promise<void>((runs, failed) => {
      let log = '';
      child.stderr.on('data', (chunk: Buffer) => {
        log += chunk.toString();
        if (log.includes(' running\n')) runs();
      });
      child.once('close', () => failed(new Error(`Mosquitto did not start:\n${log}`)));
    });
    return new ForeignMosquitto(child, port);
  }

  /** What a device there publishes. */
  async publish(topic: string, payload: unknown, options: { retain?: boolean } = {}): Promise<void> {
    const client = await mqtt.connectAsync(this.url, { reconnectPeriod: 50 });
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    await client.publishAsync(topic, text, { qos: 1, ...options });
    await client.endAsync();
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGKILL');
    await once(this.#child, 'close');
  }
}
