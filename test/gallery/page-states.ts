/** How each page looks when there is nothing on it and when the console cannot answer, and what brings it there. */
import type { Page } from 'playwright-core';
import type { PageName } from '../../web/routes.js';
import { hold, press } from './hands.js';

/** Where a page stands in a state: what somebody does for it, and what can be seen then. */
export interface PageState {
  readonly act?: (page: Page) => Promise<void>;
  readonly shows: string;
}

const nothing = '#main .empty';
const inATable = '#main .ant-table-placeholder';
const later =
  (id: string, times: number): NonNullable<PageState['act']> =>
  (page) =>
    press(...Array.from({ length: times }, () => id))(page);

/** Pages that are never empty, as a form or a court's own plan, are not here. */
export const emptyPages: Partial<Record<PageName, PageState>> = {
  board: { shows: '[data-testid="calm"], [data-testid="calm-unknown"]' },
  wall: { shows: '[data-testid="wall-calm"]' },
  police: { shows: '#main .calm' },
  incidents: { shows: inATable },
  report: { shows: nothing },
  evidence: { shows: nothing },
  packets: { shows: nothing },
  screening: { shows: nothing, act: (page) => page.getByRole('tab').nth(1).click() },
  recordings: { shows: nothing },
  interference: { shows: nothing, act: press('register-open') },
  devices: {
    shows: inATable,
    act: (page) => page.locator('#main input[type="search"]').fill('button-999'),
  },
  drills: { shows: nothing },
  timetable: { shows: nothing, act: (page) => page.getByTestId('timetable-day').fill('2031-01-01') },
  // Nobody is written for the third week from now; what the posts demand is taken away before.
  rota: { shows: nothing, act: later('rota-next', 3) },
  people: { shows: nothing, act: (page) => page.getByTestId('people-find').fill('nobody-999') },
  upkeep: { shows: nothing, act: press('upkeep-oddities') },
  figures: { shows: nothing },
  officer: { shows: '.officer-calm' },
  handover: { shows: nothing },
  replay: { shows: nothing },
  judge: { shows: '[data-testid="judge"] > p.quiet' },
  bench: { shows: nothing },
};

const refused = '#main .problem[role="alert"]';
/** A drawing that does not come is said to be missing once it was asked for again. */
const noDrawing = '#main .plan-missing';

/** What most pages show of themselves; the others ask for nothing before somebody acts. */
export const failingPages: Partial<Record<PageName, PageState>> = {
  board: { shows: noDrawing },
  wall: { shows: noDrawing },
  plan: { shows: `${noDrawing}, ${refused}` },
  police: { shows: refused, act: press('police-accept') },
  report: {
    shows: refused,
    act: async (page) => {
      await page.locator('#report-place').click();
      await page.keyboard.press('Enter');
      await page.getByTestId('report-text').fill('一名男子在大厅大声辱骂工作人员。');
      await press('report-send')(page);
    },
  },
  interference: { shows: refused, act: press('register-open') },
  // No box of failure: it is not given up, and says only that it is not there yet.
  officer: {
    shows: '[data-testid="own-emergency-state"][data-state="late"]',
    act: async (page) => {
      await page.getByTestId('officer-place').selectOption('hall');
      await hold(page, 'own-emergency');
    },
  },
  judge: {
    shows: '[data-testid="judge-state"][data-state="late"]',
    act: async (page) => {
      await page.getByTestId('judge-place').selectOption('court-3');
      await hold(page, 'judge-help');
    },
  },
};

export const failing = (page: PageName): PageState => failingPages[page] ?? { shows: refused };

/** What these pages owe goes out again until it is taken: their console stays away for good. */
export const owing: ReadonlySet<PageName> = new Set(['officer', 'judge', 'bench']);
