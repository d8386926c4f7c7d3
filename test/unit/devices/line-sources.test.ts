/** Lines from keys, GPIO lines and a local socket. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from '@jest/globals';
import { mustBeGpio, readGpioBinding, watchGpio } from '../../../devices/agent/gpio.js';
import {
  inputEventBytes,
  mustBeBinding,
  readKeyBinding,
  readKeyMoves,
} from '../../../devices/agent/input-event.js';
import { Keys } from '../../../devices/agent/keys.js';
import { openLineSocket } from '../../../devices/agent/line-socket.js';
import { inFolder } from '../../support/device-folder.js';
import { Waiters } from '../../support/device-waiters.js';

/** As the kernel writes it: two longs of time, type 1 (key), code, value, and the event that ends the report. */
function keyEvent(code: number, value: 0 | 1 | 2, bytes = 24): Buffer {
  const event = Buffer.alloc(2 * bytes);
  event.writeUInt16LE(1, bytes - 8);
  event.writeUInt16LE(code, bytes - 6);
  event.writeInt32LE(value, bytes - 4);
  return event;
}

function listener() {
  const said: string[] = [];
  const waiters = new Waiters();
  const say = (line: string): void => {
    said.push(line);
    waiters.wake();
  };
  return { said, say, until: (count: number) => waiters.until(() => said.length >= count) };
}

describe('a key of a Linux input device', () => {
  it('is read in the sizes of 32 and 64 bit kernels, without the repeats of a held key', () => {
    for (const arch of ['x64', 'arm64', 'arm']) {
      const bytes = inputEventBytes(arch);
      const file = Buffer.concat([keyEvent(28, 1, bytes), keyEvent(28, 2, bytes), keyEvent(28, 0, bytes)]);
      expect(readKeyMoves(file, bytes)).toEqual([
        { code: 28, isDown: true },
        { code: 28, isDown: false },
      ]);
    }
  });

  it('is bound to a line, at once or when it is held', () => {
    expect(readKeyBinding('28=press help')).toEqual({ code: 28, heldSeconds: 0, line: 'press help' });
    expect(readKeyBinding('28:1.5=press emergency')).toMatchObject({ heldSeconds: 1.5 });
    for (const wrong of ['press help', 'x=press help', '28=', '28:=x'])
      expect(mustBeBinding(wrong)).toBeDefined();
  });

  it('says its line when it goes down, a second one when it is held, and neither again while it stays down', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'event0');
      execFileSync('mkfifo', [path]);
      const { said, say, until } = listener();
      const bindings = ['30=press help', '30:0.05=press emergency', '31:0.05=never'];
      const keys = new Keys({
        path,
        bindings: bindings.map((text) => readKeyBinding(text)!),
        say,
        onLost: () => say('lost'),
        arch: 'x64',
        retryMs: 5,
      });
      const device = createWriteStream(path);
      // A key that is let go too early, and an event torn in two.
      device.write(Buffer.concat([keyEvent(31, 1), keyEvent(31, 0)]));
      const down = keyEvent(30, 1);
      device.write(down.subarray(0, 10));
      device.write(down.subarray(10));
      await until(2);
      expect(said).toEqual(['press help', 'press emergency']);
      // Unplugged: told once, and read again when it is back.
      device.end();
      await until(3);
      const again = createWriteStream(path);
      again.write(keyEvent(30, 1));
      await until(4);
      expect(said.slice(2)).toEqual(['lost', 'press help']);
      keys.close();
      // What was read already may not yet be told as written: a stream that is destroyed then complains.
      await once(again.end(), 'close');
    });
  });
});

describe('a GPIO line', () => {
  it('is bound by its file, active high or low', () => {
    expect(readGpioBinding('!/sys/class/gpio/gpio17/value=press silent')).toEqual({
      path: '/sys/class/gpio/gpio17/value',
      isActiveLow: true,
      line: 'press silent',
    });
    expect(mustBeGpio('/sys/x')).toBeDefined();
  });

  it('says its line once a press, tells when it is gone, and counts one that comes back pressed', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'value');
      const { said, say, until } = listener();
      await writeFile(path, '1\n');
      const stop = watchGpio({ path, isActiveLow: true, line: 'press help' }, say, () => say('lost'));
      await writeFile(path, '0\n');
      await until(1);
      await rm(path);
      await until(2);
      await writeFile(path, '0\n');
      await until(3);
      stop();
      expect(said).toEqual(['press help', 'lost', 'press help']);
    });
  });
});

describe('a local socket', () => {
  it('answers each line in turn, also one that fails, and no second program may listen there', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'hook.sock');
      const close = await openLineSocket(path, async (line) => {
        if (line === 'bad') throw new Error('not understood');
        return `kept ${line}`;
      });
      const socket = connect(path);
      socket.write('hook off\nbad\nhook on\n');
      const answers: string[] = [];
      for await (const line of createInterface({ input: socket })) {
        answers.push(line);
        if (answers.length === 3) break;
      }
      socket.destroy();
      expect(answers).toEqual(['kept hook off', 'not understood', 'kept hook on']);
      await expect(openLineSocket(path, async () => '')).rejects.toThrow(/another program/);
      await close();
    });
  });

  it('left behind by a killed program is taken over', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'hook.sock');
      await writeFile(path, '');
      const close = await openLineSocket(path, async (line) => line);
      await close();
    });
  });
});
