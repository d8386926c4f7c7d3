/** Holding what hurts until it acted, with the pointer or by keyboard. */
import type { Locator, Page } from 'playwright-core';

/** Looks from before the press on: the page itself tells when what was held is held no more, or gone. */
const watchHold = `void (window.letGo = new Promise((done) => {
  let wasHeld = false;
  new MutationObserver((_, observer) => {
    const isHeld = document.querySelector('.held[data-held="true"]') !== null;
    if (wasHeld && !isHeld) {
      observer.disconnect();
      done();
    }
    wasHeld = isHeld;
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-held'] });
}))`;

/** By the page's own clock: a driver's second may be over before the page's is, and then nothing happens. */
async function untilItActed(page: Page, press: () => Promise<void>): Promise<void> {
  await page.evaluate(watchHold);
  await press();
  await page.evaluate('window.letGo');
}

/** Holds a button of the page; waits first until it stands still under the pointer, and may be pressed. */
export async function held(button: Locator): Promise<void> {
  const page = button.page();
  await button.click({ trial: true });
  await button.hover();
  await untilItActed(page, () => page.mouse.down());
  await page.mouse.up();
}

/** Holds with Enter what has the focus. */
export async function heldByKey(page: Page): Promise<void> {
  await untilItActed(page, () => page.keyboard.down('Enter'));
  await page.keyboard.up('Enter');
}
