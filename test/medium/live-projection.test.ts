import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Board } from '../../src/console/board.js';
import { Boards } from '../../src/console/boards.service.js';
import { Clerks, oneOfEach, someActs, type Act } from '../support/court-acts.js';
import type { Screen } from '../support/screen.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
const roles = ['guard', 'chief', 'screener', 'clerk', 'police', 'president'];
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const byId = (board: Board): Board =>
  Object.fromEntries(
    Object.entries(plain(board)).map(([name, items]) => [
      name,
      Array.isArray(items) ? (items as { id: string }[]).toSorted((a, b) => (a.id < b.id ? -1 : 1)) : items,
    ]),
  ) as unknown as Board;
/** Which finding of an incident was touched last is no part of what a board shows. */
const settled = (board: Board): Board => ({
  ...byId(board),
  incidents: byId(board).incidents.map((incident) => ({
    ...incident,
    findings: incident.findings.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    packets: incident.packets.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    evidence: incident.evidence.toSorted(),
  })),
});

/** What a screen folded and what it would be shown now, at the same place of the ledger. */
async function both(screen: Screen, fresh: Screen): Promise<[Board, Board]> {
  for (;;) {
    await fresh.follow();
    await screen.reached(fresh.cursor ?? 0);
    if (screen.cursor === fresh.snapshots.at(-1)?.cursor)
      return [screen.board, fresh.snapshots.at(-1)?.board as Board];
  }
}

type Open = readonly { readonly role: string; readonly sound: string }[];
/** Resolves once this screen is told of open guard screens that fit. */
const toldOf = (screen: Screen, fits: (screens: Open) => boolean): Promise<void> =>
  new Promise((done) => {
    screen.socket.on('screens', ({ screens }: { screens: Open }) => {
      if (fits(screens)) done();
    });
  });

describe('the sound of the guard screens', () => {
  it('is told to every one of them and to nobody else, for as long as each is open', async () => {
    const [guard, phone, clerk] = [
      await held.court.screen('guard'),
      await held.court.screen('officer-1'),
      await held.court.screen('clerk'),
    ] as const;
    let strangers = 0;
    clerk.socket.on('screens', () => (strangers += 1));
    const untried = toldOf(phone, (all) =>
      all.some(({ role, sound }) => role === 'guard' && sound === 'untried'),
    );
    const ready = toldOf(phone, (all) =>
      all.some(({ role, sound }) => role === 'guard' && sound === 'ready'),
    );
    const gone = ready.then(() => toldOf(phone, (all) => all.length === 1 && all[0]?.role === 'officer'));
    await Promise.all([phone.follow(), clerk.follow(), guard.follow(), untried]);
    guard.socket.emit('sound', { state: 'loud' });
    guard.socket.emit('sound', { state: 'ready' });
    await ready;
    clerk.socket.emit('sound', { state: 'ready' });
    await clerk.until(() => clerk.refusals.length > 0);
    guard.close();
    await gone;
    expect(strangers).toBe(0);
    for (const screen of [phone, clerk]) screen.close();
  });
});

describe('facts folded over a snapshot (contracts.md 2)', () => {
  it('give the next snapshot, for every role, whatever happened; and the rows say the same', async () => {
    const screens = new Map<string, readonly [Screen, Screen]>();
    for (const role of roles) {
      const pair = [await held.court.screen(role), await held.court.screen(role)] as const;
      await pair[0].follow();
      screens.set(role, pair);
    }
    const clerks = new Clerks(held.court);
    await fc.assert(
      fc.asyncProperty(someActs, async (acts: readonly Act[]) => {
        for (const act of acts) await clerks.perform(act);
        for (const [role, [screen, fresh]] of screens) {
          const [folded, shown] = await both(screen, fresh);
          expect([role, folded]).toEqual([role, shown]);
          expect(screen.gaps).toEqual([]);
        }
        await held.court.write(async () => {
          const boards = held.court.app.get(Boards);
          expect(settled(await boards.load())).toEqual(settled(boards.board));
        });
        expect(await held.court.facts('reaction.failed')).toEqual([]);
      }),
      { numRuns: 4, endOnFailure: true, examples: [[oneOfEach]] },
    );
    const [police] = screens.get('police') ?? [];
    const told = JSON.stringify([police?.snapshots, police?.messages]);
    const inner = ['内部', '说明', '已处置', '不符', '有人在大厅', '"scope"', '"device":'];
    expect(inner.filter((text) => told.includes(text))).toEqual([]);
    expect(['审判长', '法警甲'].filter((text) => told.includes(text))).toHaveLength(2);
    // The run must have meant something.
    const types = new Set((await held.court.facts()).map(({ type }) => type));
    for (const type of [
      'alarm.closed',
      'alarm.pressed-again',
      'liaison.offered',
      'finding.confirmed',
      'measure.taken',
      'trouble.cleared',
      'packet.sealed',
      'lane.passed',
      'finding.reclassified',
      'incident.exit-approved',
      'incident.reopened',
      'duty.ended',
    ])
      expect([type, types.has(type)]).toEqual([type, true]);
  });
});
