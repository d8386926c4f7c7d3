/** A person who has no mouse: goes by Tab, sees where he is at each stop, and never finds himself shut in. */
import type { Page } from 'playwright-core';
import { heldByKey } from './held.js';

interface Stop {
  /** its number among the stops of this page; the body itself is 0 */
  readonly id: number;
  readonly isThere: boolean;
  readonly says: string;
  /** what keeps a person from seeing that he is here */
  readonly fault: string;
}

/** Looks only, once where the focus went stands still (a page may scroll there over some frames): nothing on the page is touched. */
const lookAt = (selector: string): string => `(async () => {
  const known = (window.stops ??= new Map());
  for (let before, frames = 0; frames < 60; frames += 1) {
    const { x, y } = (document.activeElement ?? document.body).getBoundingClientRect();
    if (before === x + ' ' + y) break;
    before = x + ' ' + y;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }
  const one = document.activeElement ?? document.body;
  if (one === document.body) return { id: 0, isThere: false, says: 'body', fault: '' };
  if (!known.has(one)) known.set(one, known.size + 1);
  const says = (one.dataset.testid ?? one.getAttribute('aria-label') ?? one.innerText ?? one.tagName).slice(0, 40);
  // A drawn choice hides its own box and stands in its label.
  const own = one.getBoundingClientRect();
  const box = own.width < 1 ? (one.closest('label') ?? one).getBoundingClientRect() : own;
  const marked = (each) => {
    if (each === null) return false;
    const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(each);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  };
  const around = [one, one.parentElement, one.parentElement?.parentElement ?? null, one.nextElementSibling];
  const isMain = one.id === 'main';
  const at = document.elementFromPoint(box.x + Math.min(box.width, innerWidth) / 2, box.y + Math.min(box.height / 2, 20));
  const isCovered = at !== null && !one.contains(at) && !at.contains(one) && at.closest('label')?.contains(one) !== true;
  const fault = isMain ? '' : [
    box.width < 1 || box.height < 1 ? 'is not drawn' : '',
    box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth ? 'is out of sight at ' + Math.round(box.x) + ' ' + Math.round(box.y) + ' of ' + innerWidth + ' ' + innerHeight : isCovered ? 'is covered' : '',
    around.some(marked) ? '' : 'does not show the focus',
  ].filter(Boolean).join(', ');
  return { id: known.get(one), isThere: one.matches(${JSON.stringify(selector)}), says, fault };
})()`;

const mostStops = 250;

export class Keyboard {
  /** every stop at which something was wrong */
  readonly faults: string[] = [];
  stops = 0;

  constructor(
    readonly page: Page,
    readonly who: string,
  ) {}

  /** From the sign-in to the page where this person lands. */
  async signIn(username: string): Promise<void> {
    await this.page.getByTestId('sign-in-username').waitFor();
    await this.to('[data-testid="sign-in-username"]');
    await this.page.keyboard.type(username);
    await this.page.keyboard.press('Tab');
    await this.page.keyboard.type('courthouse-demo');
    await this.press('Enter');
    await this.page.getByTestId('sign-out').waitFor();
  }

  /**
   * Tab until it is there.
   * @throws where the focus stands still or goes round without it
   */
  async to(selector: string): Promise<void> {
    await this.page.locator(selector).first().waitFor();
    let before = -1;
    let same = 0;
    let rounds = 0;
    for (let count = 0; count < mostStops; count += 1) {
      await this.page.keyboard.press('Tab');
      const stop = await this.page.evaluate<Stop>(lookAt(selector));
      this.stops += 1;
      if (stop.fault !== '') this.faults.push(`${this.who}: ${stop.says} ${stop.fault}`);
      if (stop.isThere) return;
      // A date has a stop for each of its parts.
      same = stop.id === before && stop.id !== 0 ? same + 1 : 0;
      if (same > 3) throw new Error(`${this.who} is shut in at ${stop.says}`);
      before = stop.id;
      if (stop.id === 0) rounds += 1;
      if (rounds > 2) break;
    }
    throw new Error(`${this.who} cannot come to ${selector} by Tab`);
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key);
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }

  /** Goes there and presses it. */
  async use(selector: string, key = 'Enter'): Promise<void> {
    await this.to(selector);
    await this.press(key);
  }

  /** Holds what hurts for its second: until it acted. */
  async hold(selector: string): Promise<void> {
    await this.to(selector);
    await heldByKey(this.page);
  }

  /** Past the rail of pages, as whoever reads with the ears goes. */
  async toMain(): Promise<void> {
    await this.use('.skip');
  }

  see(selector: string): Promise<void> {
    return this.page.locator(selector).first().waitFor();
  }
}
