/** Holding what hurts until it acted, with the pointer or by keyboard. */
import type { Locator, Page } from 'playwright-core';

/** Looks from before the press on: the page itself tells when what was held is held no more, or gone. */
const watchHold = `void (window.letGo = new Promise((done) => {
  let wasHeld = false;
  const observer = new MutationObserver(() => {
    const isHeld = document.querySelector('.held[data-held="true"]') !== null;
    if (wasHeld && !isHeld) end(true);
    wasHeld = isHeld;
  });
  const end = (isOver) => {
    observer.disconnect();
    done(isOver);
  };
  observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-held'] });
  window.isAnyHeld = () => wasHeld || end(false);
}))`;

/** From the press on, by the page's own clock: what is not held by then will not be. */
const beginsWithinMs = 2_000;

/**
 * By the page's own clock: a driver's second may be over before the page's is, and then nothing happens.
 * @returns false where the press met nothing that can be held: something came onto the page in between and moved it
 */
async function hasActed(page: Page, press: () => Promise<void>): Promise<boolean> {
  await page.evaluate(watchHold);
  await press();
  return page.evaluate<boolean>(`(setTimeout(() => window.isAnyHeld(), ${beginsWithinMs}), window.letGo)`);
}

/** Holds a button of the page; waits first until it stands still under the pointer, and may be pressed. */
export async function held(button: Locator): Promise<void> {
  const page = button.page();
  for (let isOver = false; !isOver;) {
    await button.click({ trial: true });
    await button.hover();
    isOver = await hasActed(page, () => page.mouse.down());
    await page.mouse.up();
  }
}

/** Holds with Enter what has the focus. */
export async function heldByKey(page: Page): Promise<void> {
  if (!(await hasActed(page, () => page.keyboard.down('Enter'))))
    throw new Error('nothing that can be held has the focus');
  await page.keyboard.up('Enter');
}
