// Each role's main act from the sign-in, by keyboard alone: nobody has a mouse here.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { roles, type Role } from '../../../src/access/permission.js';
import { Courthouse } from '../../support/courthouse.js';
import { Keyboard } from '../../support/keyboard.js';
import { WireDevice } from '../../support/wire-device.js';

const id = (name: string): string => `[data-testid="${name}"]`;
const until = (): string => new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);

interface Story {
  readonly username: string;
  readonly role: Role;
  readonly does: string;
  readonly act: (keys: Keyboard) => Promise<void>;
}

/** In the order of a day: what one leaves another takes up. */
const stories: readonly Story[] = [
  {
    username: 'guard',
    role: 'guard',
    does: 'tries the sound, acknowledges what rings and sends somebody',
    act: async (keys) => {
      await keys.toMain();
      await keys.use(id('sound-arm'));
      await keys.see(id('sound-heard'));
      await keys.use(id('sound-heard'));
      await keys.press('Space');
      await keys.see('[data-testid="alarm-row"][data-response="acknowledged"]');
      await keys.press('f');
      await keys.see('[data-testid="alarm-row"][data-response="responding"]');
    },
  },
  {
    username: 'chief',
    role: 'chief',
    does: 'shares an incident with the police',
    act: async (keys) => {
      await keys.see(id('incident-share'));
      await keys.toMain();
      await keys.hold(id('incident-share'));
      await keys.see(id('shared'));
    },
  },
  {
    username: 'officer-1',
    role: 'officer',
    does: 'accepts, goes and arrives',
    act: async (keys) => {
      await keys.toMain();
      for (const act of ['accept', 'go', 'arrive']) await keys.use(id(`officer-${act}`));
      await keys.see(id('officer-check-in'));
    },
  },
  {
    username: 'judge',
    role: 'judge',
    does: 'calls the guard room quietly, held for a second',
    act: async (keys) => {
      await keys.toMain();
      await keys.to(id('judge-place'));
      await keys.type('5号');
      await keys.hold(id('judge-silent'));
      await keys.see('[data-testid="judge-state"][data-state]');
    },
  },
  {
    username: 'screener',
    role: 'screener',
    does: 'takes a deposited item down and issues its slip',
    act: async (keys) => {
      await keys.toMain();
      await keys.use(id('desk-join'));
      await keys.see(id('desk-colleague'));
      await keys.use('[data-testid="desk-outcome"][data-outcome="deposited"]');
      await keys.use('[data-testid="desk-item"][data-item="item.fruit-knife"]');
      await keys.use(id('desk-issue'));
      await keys.see(id('issued-slip'));
    },
  },
  {
    username: 'clerk',
    role: 'clerk',
    does: 'asks for the packet of an incident',
    act: async (keys) => {
      await keys.toMain();
      await keys.use('[data-testid="incident-row"] a');
      await keys.see(id('packet-ask'));
      await keys.use(id('packet-ask'));
      await keys.see(id('packet-state'));
    },
  },
  {
    username: 'approver',
    role: 'approver',
    does: 'approves it, held for a second',
    act: async (keys) => {
      await keys.toMain();
      await keys.hold(id('packet-approve'));
      await keys.see('[data-testid="packet-state"]:not([data-state="asked"])');
    },
  },
  {
    username: 'police',
    role: 'police',
    does: 'accepts what was shared',
    act: async (keys) => {
      await keys.toMain();
      await keys.use(id('police-accept'));
      await keys.see(id('police-accepted'));
    },
  },
  {
    username: 'inspector',
    role: 'inspector',
    does: 'opens the sealed register',
    act: async (keys) => {
      await keys.toMain();
      await keys.use(id('register-open'));
      await keys.see(id('interference-record'));
    },
  },
  {
    username: 'committee',
    role: 'committee',
    does: 'proposes a name for the watch list',
    act: async (keys) => {
      await keys.use(id('nav-screening'));
      await keys.see(id('watch-form'));
      await keys.to('[name="name"]');
      await keys.type('赵某某');
      await keys.to('[name="ground"]');
      await keys.type('多次威胁法官');
      await keys.to(id('watch-until'));
      await keys.type(until().replaceAll('-', ''));
      await keys.use('[data-testid="watch-form"] button');
      await keys.use(id('watch-open'));
      await keys.see('[data-testid="watch-row"][data-state="proposed"]');
    },
  },
  {
    username: 'president',
    role: 'president',
    does: 'approves that name as the second person',
    act: async (keys) => {
      await keys.use(id('nav-screening'));
      await keys.see(id('watch-open'));
      await keys.use(id('watch-open'));
      await keys.see(id('watch-approve'));
      await keys.hold(id('watch-approve'));
      await keys.see('[data-testid="watch-row"][data-state="active"]');
    },
  },
  {
    username: 'auditor',
    role: 'auditor',
    does: 'reads the whole ledger again',
    act: async (keys) => {
      await keys.use(id('nav-upkeep'));
      await keys.see(id('verify'));
      await keys.use(id('verify'));
      await keys.see('[data-testid="verification"][data-state="sound"]');
    },
  },
  {
    username: 'admin',
    role: 'admin',
    does: 'invites an officer',
    act: async (keys) => {
      await keys.use(id('nav-people'));
      await keys.see(id('invite-form'));
      await keys.use('[data-testid="invite-form"] input[value="officer"]', 'Space');
      await keys.use(id('invite'));
      await keys.see(id('invite-link'));
    },
  },
];

describe('with the keyboard alone', () => {
  let house: Courthouse;
  const faults: string[] = [];

  beforeAll(async () => {
    house = await Courthouse.open();
    const button = await WireDevice.connect(house.mqtt, 'button-103', {});
    // A call for help is not shared by itself.
    await button.press('help');
    await button.close();
    const judge = await house.ask('judge');
    const filing = { tag: 'inquiry', channel: 'phone', content: '打听案件何时宣判' };
    await judge('api/interference', { method: 'POST', body: JSON.stringify(filing) });
  }, 180_000);

  afterAll(() => house.close());

  it.each(stories)(
    '$role $does',
    async ({ username, act }) => {
      const page = await house.visitor({ width: 1366, height: 768 });
      const keys = new Keyboard(page, username);
      await keys.signIn(username);
      await act(keys);
      faults.push(...keys.faults);
      await page.context().close();
    },
    60_000,
  );

  it('is every role', () => {
    expect(stories.map(({ role }) => role).toSorted()).toEqual([...roles].toSorted());
  });

  it('shows at every stop where one is', () => {
    expect([...new Set(faults)]).toEqual([]);
  });
});
