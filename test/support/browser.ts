/** The browser that people use in the tests: Chromium without any window, which asks for half the time of one that nobody sees. */
import { chromium, type Browser } from 'playwright-core';

/** Debian's chromium-headless-shell: the engine of its chromium. Not the script that starts it: that would outlive a kill. */
const executablePath = '/usr/lib/chromium/chromium-headless-shell';

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
