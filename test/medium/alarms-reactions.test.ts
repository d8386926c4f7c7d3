import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TroubleItem } from '../../src/alarms/alarm.js';
import { AlarmsListener } from '../../src/alarms/alarms.listener.js';
import { Boards } from '../../src/console/boards.service.js';
import { Devices } from '../../src/intake/devices.service.js';
import { Events } from '../../src/intake/events.service.js';
import { Reactions } from '../../src/ledger/reactions.js';
import { Reader } from '../../src/storage/reader.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
const troubles = async (): Promise<TroubleItem[]> =>
  (await held.court.get<{ items: TroubleItem[] }>('guard', '/api/troubles')).body.items;

/** A listener that fails so many times before it does its work. */
function plant(name: string, to: string, device: string, failures: number) {
  /** `left`: rows of the tries before, each time it was tried */
  const seen = { done: 0, tried: 0, left: [] as number[] };
  held.court.app.get(Reactions).add({
    name,
    to,
    when: (fact) => fact.data['device'] === device,
    act: async (unit, fact) => {
      const before = await unit.query(`SELECT "name" FROM "followers" WHERE "name" LIKE ?`, [`${name}-%`]);
      seen.left.push(before.length);
      await unit.query(`INSERT INTO "followers" ("name", "cursor") VALUES (?, ?)`, [
        `${name}-${fact.subject.id}`,
        1,
      ]);
      unit.record({ type: 'planted.done', by: fact.by, subject: { kind: 'planted', id: name }, data: {} });
      if ((seen.tried += 1) <= failures) throw new Error('planted');
      seen.done += 1;
    },
  });
  return seen;
}
const rowsOf = (name: string) =>
  held.court.app.get(Reader).query(`SELECT "name" FROM "followers" WHERE "name" LIKE ?`, [`${name}-%`]);

describe('a reaction that throws', () => {
  it.each([
    ['alarm.raised', 'button-101'],
    ['event.recorded', 'button-102'],
  ])('to %s undoes itself alone, is trouble, and is tried until it succeeds once', async (to, id) => {
    const seen = plant(`planted-${id}`, to, id, 1);
    const button = await held.court.device(id);
    const receipt = await button.press('emergency');
    expect(receipt).toMatchObject({ outcome: 'recorded', alarm: expect.any(String) });
    // The alarm rings and has all that others do because of it.
    const { body } = await held.court.get<{ incident: string }>('guard', `/api/alarms/${receipt.alarm}`);
    expect(body.incident).toEqual(expect.any(String));
    const fits = ({ data }: { data: Record<string, unknown> }) => data['reaction'] === `planted-${id}`;
    const [failed] = await held.court.told('reaction.failed', fits);
    expect(failed?.data).toMatchObject({ why: { text: 'planted' } });
    const [trouble] = await held.court.told('trouble.raised', fits);
    expect(trouble?.data['kind']).toBe('reaction');
    await held.court.told('reaction.recovered', fits);
    // The first try left nothing behind for the second.
    expect(seen).toEqual({ done: 1, tried: 2, left: [0, 0] });
    expect(await rowsOf(`planted-${id}`)).toHaveLength(1);
    expect(
      (await held.court.facts('planted.done')).filter(({ subject }) => subject.id === `planted-${id}`),
    ).toHaveLength(1);
    await held.court.told('trouble.cleared', ({ subject }) => subject.id === trouble?.subject.id);
    expect((await troubles()).filter(({ kind }) => kind === 'reaction')).toEqual([]);
    expect(await held.court.app.get(Reader).query('SELECT * FROM "reactionsOwed"')).toEqual([]);
  });
});

describe('an event that cannot become an alarm', () => {
  const refuseToRaise = (device: string) => {
    const listener = held.court.app.get(AlarmsListener);
    const mended = { isMended: false };
    held.court.app.get(Events).raiseWith((unit, occurrence) => {
      if (!mended.isMended && occurrence.device.id === device) throw new Error('planted');
      return listener.raise(unit, occurrence);
    });
    return mended;
  };

  it('leaves event.unraised on every guard screen and a receipt without alarm; then it is raised, once', async () => {
    const mended = refuseToRaise('button-103');
    const screen = await held.court.screen('guard');
    await screen.follow();
    const button = await held.court.device('button-103');
    const receipt = await button.press('help');
    expect(receipt).toEqual({ v: 1, boot: button.boot, seq: 1, outcome: 'recorded', at: receipt.at });
    const [fact] = await held.court.told('event.unraised');
    expect(fact).toMatchObject({
      subject: { kind: 'event' },
      data: { device: 'button-103', boot: button.boot, seq: 1 },
    });
    await screen.reached(fact?.seq ?? 0);
    const urgent = expect.objectContaining({
      id: fact?.subject.id,
      kind: 'unraised',
      urgent: true,
      place: 'court-3',
    });
    expect(screen.board.troubles).toContainEqual(urgent);
    expect(await troubles()).toContainEqual(urgent);
    expect((await held.court.app.get(Boards).load()).troubles).toContainEqual(
      held.court.app.get(Boards).board.troubles.find(({ id }) => id === fact?.subject.id),
    );
    mended.isMended = true;
    const [raised] = await held.court.told('alarm.raised', ({ data }) => data['device'] === 'button-103');
    expect(raised?.data).toMatchObject({ boot: button.boot, seq: 1, level: 'high' });
    expect(raised?.data).not.toHaveProperty('late');
    expect(Date.parse(raised?.at ?? '') - Date.parse(fact?.at ?? '')).toBeLessThan(3000);
    await screen.reached(held.court.head);
    expect(screen.board.troubles.filter(({ kind }) => kind === 'unraised')).toEqual([]);
    expect(await button.say({ type: 'pressed', pattern: 'help', seq: 1, at: 'other' })).toMatchObject({
      outcome: 'conflict',
    });
    // What is due about it counts from the press, not from when it could ring.
    const [timer] = await held.court.app
      .get(Reader)
      .query<{ dueAt: string }>(
        `SELECT "dueAt" FROM "timers" WHERE "subject" = ? AND "kind" = 'not-acknowledged'`,
        [raised?.subject.id],
      );
    expect(Date.parse(timer?.dueAt ?? '') - Date.parse(fact?.at ?? '')).toBeLessThanOrEqual(15_000);
  });

  it('does not hold up another, and the siren sounds for it three seconds after it was heard', async () => {
    const mended = refuseToRaise('button-104');
    const siren = await held.court.device('siren-1');
    const button = await held.court.device('button-104');
    await button.press('emergency');
    const other = await held.court.device('button-105');
    const { alarm } = await other.press('help');
    expect(alarm).toEqual(expect.any(String));
    await held.court.post('guard', `/api/alarms/${alarm}/acknowledge`);
    const since = '2020-01-01T00:00:00.000Z';
    await held.court.write((unit) => unit.query('UPDATE "unraised" SET "since" = ?', [since]));
    const [called] = await held.court.told('event.escalated');
    expect(called?.data).toMatchObject({
      device: 'button-104',
      place: 'court-4',
      why: 'not-raised',
      sirens: ['siren-1'],
    });
    await siren.until(() => siren.commands.some(({ type }) => type === 'sound'));
    mended.isMended = true;
    const [raised] = await held.court.told('alarm.raised', ({ data }) => data['device'] === 'button-104');
    const before = siren.commands.length;
    await held.court.post('guard', `/api/alarms/${raised?.subject.id}/acknowledge`);
    await siren.until(() => siren.commands.slice(before).some(({ type }) => type === 'silence'));
    expect(await held.court.facts('event.escalated')).toHaveLength(1);
  });
});

describe('a device that falls silent', () => {
  it('is trouble once, which its next word ends; its being disabled ends it too', async () => {
    const devices = held.court.app.get(Devices);
    const standing = async () =>
      (await troubles()).filter(({ kind }) => kind === 'silent').map(({ device }) => device);
    for (const id of ['button-106', 'button-107']) {
      const button = await held.court.device(id);
      button.status();
      await held.court.told('device.heard', ({ subject }) => subject.id === id);
      await devices.stand(id, 'silent');
      await devices.stand(id, 'silent');
    }
    expect(await standing()).toEqual(['button-106', 'button-107']);
    expect((await held.court.facts('device.silent')).map(({ subject }) => subject.id)).toEqual([
      'button-106',
      'button-107',
    ]);
    (await held.court.device('button-106')).status();
    await held.court.told('device.returned', ({ subject }) => subject.id === 'button-106');
    await held.court.post('admin', '/api/devices/button-107/disable');
    expect(await standing()).toEqual([]);
  });
});
