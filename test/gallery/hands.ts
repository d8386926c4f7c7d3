/** What somebody does on a page before its picture is taken. */
import type { Page } from 'playwright-core';

export type Act = (page: Page) => Promise<void>;

export const press =
  (...ids: readonly string[]): Act =>
  async (page) => {
    for (const id of ids) await page.getByTestId(id).first().click({ timeout: 8_000 });
  };

export const hold = async (page: Page, id: string): Promise<void> => {
  const button = page.getByTestId(id).first();
  await button.focus();
  await page.keyboard.down('Enter');
  await page.locator('[data-held="true"]').first().waitFor();
  await page.locator('[data-held="true"]').first().waitFor({ state: 'detached' });
  await page.keyboard.up('Enter');
};

export const write = (page: Page, id: string, text: string): Promise<void> =>
  page.getByTestId(id).first().fill(text, { timeout: 8_000 });

/** Where something stands on a page. */
export const of = (id: string): string => `[data-testid="${id}"]`;
