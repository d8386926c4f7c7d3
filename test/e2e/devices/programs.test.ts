/** The device programs as a person starts them: receipts, typed lines, a kill, a clean end. */
import { describe, expect, it } from '@jest/globals';
import { DeviceConsole } from '../../support/device-console.js';
import { inFolder } from '../../support/device-folder.js';
import { Program } from '../../support/device-program.js';

const words = (console: DeviceConsole, device: string): string[] => [
  '--url',
  console.url,
  '--device',
  device,
  '--secret',
  `demo-${device}`,
];

describe('the button program', () => {
  it('presses, prints the receipt and ends with --once', async () => {
    await inFolder(async (folder) => {
      const console = await DeviceConsole.start();
      const button = new Program(
        'button',
        [...words(console, 'button-103'), '--press', 'emergency', '--once'],
        folder,
      );
      expect(await button.ended()).toBe(0);
      expect(button.text).toContain('回执 receipt #1: recorded');
      expect(console.firstEvents().map(({ reading }) => reading?.type)).toEqual(['pressed']);
      await console.stop();
    });
  });

  it('presses at a typed line, shows feedback, and ends at Ctrl-C', async () => {
    await inFolder(async (folder) => {
      const console = await DeviceConsole.start();
      const button = new Program('button', words(console, 'button-104'), folder);
      await button.says('connected');
      button.type('press help');
      await button.says('receipt #1: recorded');
      console.command(
        { court: 'demo', kind: 'button', device: 'button-104' },
        { id: 'c-1', until: '2999-01-01T00:00:00Z', type: 'feedback', alarm: 'a-7', state: 'on-scene' },
      );
      await button.says('已到场 on-scene (a-7)');
      button.type('press hard');
      await button.says('没有“hard”这种按法');
      button.interrupt();
      expect(await button.ended()).toBe(0);
      await console.stop();
    });
  });

  it('killed with a press on its disk brings it at its next start, once', async () => {
    await inFolder(async (folder) => {
      const console = await DeviceConsole.start();
      const [, , ...identity] = words(console, 'button-105');
      const killed = new Program(
        'button',
        ['--url', 'mqtt://127.0.0.1:1', ...identity, '--press', 'silent'],
        folder,
      );
      await killed.says('kept #1');
      killed.kill();
      await killed.ended();
      for (const _ of [1, 2]) {
        const next = new Program(
          'button',
          [...words(console, 'button-105'), '--press', 'help', '--once'],
          folder,
        );
        expect(await next.ended()).toBe(0);
      }
      const patterns = console
        .firstEvents()
        .map(({ payload }) => JSON.parse(payload.toString()) as { pattern: string });
      expect(patterns.map(({ pattern }) => pattern).toSorted()).toEqual(['help', 'help', 'silent']);
      await console.stop();
    });
  });

  it('tells everything that is wrong at once, and starts nothing', async () => {
    await inFolder(async (folder) => {
      const button = new Program('button', ['--url', 'http://x', '--press', 'hard', '--loud'], folder);
      expect(await button.ended()).toBe(2);
      for (const fault of ['--url http://x', '--device', '--secret', '--loud', 'hard'])
        expect(button.text).toContain(fault);
    });
  });

  it('explains itself in Chinese and English', async () => {
    await inFolder(async (folder) => {
      const button = new Program('button', ['--help'], folder);
      expect(await button.ended()).toBe(0);
      expect(button.text).toMatch(/一键报警按钮\nA panic button[\s\S]*press help\|emergency\|silent/);
    });
  });
});
