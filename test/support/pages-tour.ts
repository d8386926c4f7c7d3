/** Every page of the house with a person who may open it, for what looks at all of them. */
import type { Page, Request } from 'playwright-core';
import { landingOf, mayOpen, pageNames, type PageName } from '../../web/routes.js';
import { permissionsOf, type Role } from '../../src/access/permission.js';

export interface Stop {
  readonly page: PageName;
  readonly username: string;
}

/** A page is looked at with who lands on it, else with the administrator, else with who may do the most: theirs have the most forms. */
const people: readonly (readonly [string, Role])[] = [
  ['guard', 'guard'],
  ['police', 'police'],
  ['judge', 'judge'],
  ['officer-1', 'officer'],
  ['chief', 'chief'],
  ['admin', 'admin'],
  ['screener', 'screener'],
  ['clerk', 'clerk'],
  ['approver', 'approver'],
  ['inspector', 'inspector'],
  ['auditor', 'auditor'],
  ['committee', 'committee'],
  ['president', 'president'],
];

const viewerOf = (role: Role): { roles: readonly Role[]; permissions: readonly string[] } => ({
  roles: [role],
  permissions: [...permissionsOf([role])],
});

const mayDo = (role: Role): number =>
  role === 'admin' ? Number.POSITIVE_INFINITY : permissionsOf([role]).size;

/** One stop a page. @throws where nobody may open one: a page for nobody is a fault of the house */
export const tour = (): readonly Stop[] =>
  pageNames.map((page) => {
    const lands = people.find(([, role]) => landingOf(viewerOf(role)) === page);
    const may =
      lands ??
      people
        .filter(([, role]) => mayOpen(page, viewerOf(role)))
        .toSorted(([, a], [, b]) => mayDo(b) - mayDo(a))[0];
    if (may === undefined) throw new Error(`nobody may open the page ${page}`);
    return { page, username: may[0] };
  });

/** Looks over a page's shoulder: what it asks for, and when it has all of it. */
export class Onlooker {
  /** addresses that were asked outside the house */
  readonly strangers: string[] = [];
  /** what the API answered, for telling data from the page's own words */
  readonly answers: string[] = [];
  readonly #pending = new Set<unknown>();

  constructor(
    readonly page: Page,
    readonly home: string,
  ) {
    const { host } = new URL(home);
    const look = (address: string): void => {
      const { protocol, host: asked } = new URL(address);
      if (protocol !== 'data:' && protocol !== 'blob:' && asked !== host) this.strangers.push(address);
    };
    page.on('request', (request) => {
      look(request.url());
      this.#pending.add(request);
    });
    page.on('websocket', (socket) => {
      look(socket.url());
      socket.on('framereceived', ({ payload }) => this.answers.push(payload.toString()));
    });
    page.on('requestfailed', (request) => this.#pending.delete(request));
    page.on('requestfinished', (request) => {
      // All of it is there only once its words are here too.
      void this.#keep(request).finally(() => this.#pending.delete(request));
    });
  }

  async #keep(request: Request): Promise<void> {
    if (!new URL(request.url()).pathname.startsWith('/api/')) return;
    const response = await request.response();
    // An answer whose page has gone already can no longer be read.
    const text = await response?.text().catch(() => '');
    if (text !== undefined) this.answers.push(text);
  }

  /** Goes to a page by its address and waits until all of it is there. */
  async open(to: string): Promise<void> {
    await this.page.evaluate(`location.hash = ${JSON.stringify(`#/${to}`)}`);
    await this.page.locator(`.frame[data-page="${to.split('/')[0] ?? ''}"]`).waitFor();
    await this.settled();
  }

  /** Nothing is said to be loading, no request is on its way, and what came has been drawn. */
  async settled(): Promise<void> {
    const drawn = `new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))`;
    let looks = 0;
    while (looks < 3) {
      await this.page.locator('.loading').first().waitFor({ state: 'detached' });
      await this.page.evaluate(drawn);
      looks = this.#pending.size === 0 ? looks + 1 : 0;
    }
  }
}
