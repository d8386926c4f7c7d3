/** Holding what hurts for as long as it asks, with the pointer or by keyboard. */
import type { Locator, Page } from 'playwright-core';

/** Holds a button of the page; waits first until it stands still under the pointer. */
export const held = (button: Locator): Promise<void> => button.click({ delay: 1_300 });

/** Holds with Enter what has the focus, until it acted: then it is held no more, or gone. */
export async function heldByKey(page: Page): Promise<void> {
  const one = page.locator('.held[data-held="true"]');
  // Looked for from the moment of the key: a driver that comes late finds it let go again.
  await Promise.all([one.waitFor(), page.keyboard.down('Enter')]);
  await one.waitFor({ state: 'detached' });
  await page.keyboard.up('Enter');
}
