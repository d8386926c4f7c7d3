import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Incidents } from '../../src/incidents/incidents.service.js';
import { Troubles } from '../../src/alarms/troubles.service.js';
import { toInstant, toMs } from '../../src/kernel/clock.js';
import { CourtDays, Lanes } from '../../src/screening/lanes.service.js';
import { OpeningFollower } from '../../src/screening/opening.follower.js';
import type { Flow } from '../../src/screening/flow.js';
import { Devices } from '../../src/intake/devices.service.js';
import { Pictures } from '../../src/screening/pictures.service.js';
import { Screening } from '../../src/screening/screening.service.js';
import type { SlipItem } from '../../src/screening/slip.js';
import { Blobs } from '../../src/storage/blobs.js';
import { Writer } from '../../src/storage/writer.js';
import { hashOf, withExhibitCourt, type ExhibitCourt } from '../support/exhibit-court.js';
import { ask } from '../support/screening-desk.js';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(100, 7)]);

const troubles = async (court: ExhibitCourt): Promise<string[]> =>
  (await court.app.get(Troubles).open()).map(({ kind }) => kind);
const passes = (court: ExhibitCourt, passed: number, more: Record<string, unknown> = {}) => {
  const to = new Date().toISOString();
  const from = toInstant(toMs(to) - 60_000);
  return court.says('gate-1', { type: 'passages', from, to, passed, alarmed: 0, ...more });
};
const lane = async (court: ExhibitCourt) => (await court.app.get(Screening).lanes())[0];

describe('a lane', () => {
  it('that is used without a check and with fewer than two operators is shown so, and is trouble until it is not', () =>
    withExhibitCourt(async (court) => {
      const screener = await court.enters('screener', ['screener']);
      await court.enters('officer-1', ['officer']);
      await passes(court, 0);
      expect(await troubles(court)).toEqual([]);
      await passes(court, 3);
      expect(await troubles(court)).toEqual(['lane-unchecked', 'lane-operators']);

      expect((await ask(court, screener, 'POST', '/gate-1/operators')).status).toBe(204);
      expect(await troubles(court)).toEqual(['lane-unchecked', 'lane-operators']);
      expect((await ask(court, screener, 'POST', '/gate-1/operators')).status).toBe(409);
      await ask(court, screener, 'POST', '/gate-1/operators', { person: 'officer-1' });
      expect(await troubles(court)).toEqual(['lane-unchecked']);
      await ask(court, screener, 'POST', '/gate-1/checks', { ok: true });
      expect(await troubles(court)).toEqual([]);
      expect(await lane(court)).toMatchObject({
        checked: { ok: true },
        operators: [{ person: 'screener', name: { text: 'screener' } }, { person: 'officer-1' }],
      });

      await ask(court, screener, 'DELETE', '/gate-1/operators/officer-1');
      expect(await troubles(court)).toEqual(['lane-operators']);
      await ask(court, screener, 'POST', '/gate-1/end');
      expect(await troubles(court)).toEqual([]);
      expect(await lane(court)).not.toHaveProperty('usedSince');
    }));

  it('is staffed by those whom its gate names in the self-check, and a check that fails is trouble', () =>
    withExhibitCourt(async (court) => {
      await court.says('gate-1', { type: 'self-check', ok: true, by: ['张三', '李四'] });
      await passes(court, 3);
      expect(await troubles(court)).toEqual([]);
      const screener = await court.enters('screener', ['screener']);
      await ask(court, screener, 'POST', '/gate-1/checks', { ok: false });
      expect(await troubles(court)).toEqual(['self-check']);
      await ask(court, screener, 'POST', '/gate-1/checks', { ok: true });
      expect(await troubles(court)).toEqual([]);
    }));

  it('that nobody checked by the hour of opening is trouble on a working day, once, and not on a Sunday', () =>
    withExhibitCourt(async (court) => {
      const { app } = court;
      const days = new CourtDays('Asia/Shanghai', '08:00');
      const asking = new OpeningFollower(app.get(Lanes), app.get(Devices), days, app.get(Writer));
      await asking.look('2026-11-22T01:00:00.000Z');
      await asking.look('2026-11-22T23:59:00.000Z');
      expect(await troubles(court)).toEqual([]);
      await asking.look('2026-11-23T00:01:00.000Z');
      await asking.look('2026-11-23T00:02:00.000Z');
      expect(await court.facts('lane.unchecked')).toHaveLength(1);
      expect(await troubles(court)).toEqual(['lane-unchecked']);
    }));
});

describe('a slip', () => {
  const deposits = (court: ExhibitCourt, cookie: string, item = '水果刀') =>
    ask<{ slip: SlipItem }>(court, cookie, 'POST', '/gate-1/decisions', {
      outcome: 'deposited',
      class: 'knife',
      item,
      handChecked: true,
    });

  it('has a number of its day, a free shelf, a photo, and is ended once by a signed return', () =>
    withExhibitCourt(async (court) => {
      const screener = await court.enters('screener', ['screener']);
      const first = (await deposits(court, screener)).body.slip;
      const second = (await deposits(court, screener, '剪刀')).body.slip;
      expect([first.number.slice(-4), second.number.slice(-4)]).toEqual(['-001', '-002']);
      expect([first.shelf, second.shelf]).toEqual(['1', '2']);

      const photographed = await ask<SlipItem>(court, screener, 'PUT', `/slips/${first.id}/photo`, jpeg);
      expect(photographed.body.photo).toBe(hashOf(jpeg));
      const photo = await fetch(`${court.url}/api/screening/slips/${first.id}/photo`, {
        headers: { Cookie: screener },
      });
      expect(Buffer.from(await photo.arrayBuffer())).toEqual(jpeg);
      expect(
        (await ask(court, screener, 'PUT', `/slips/${first.id}/photo`, Buffer.from('<svg>'))).status,
      ).toBe(400);

      const signed = { to: '王某', signature: png.toString('base64') };
      const returned = await ask<SlipItem>(court, screener, 'POST', `/slips/${first.id}/return`, signed);
      expect(returned.body).toMatchObject({
        state: 'returned',
        ended: { to: { text: '王某' }, signature: hashOf(png) },
      });
      const again = await ask(court, screener, 'POST', `/slips/${first.id}/return`, signed);
      expect(again).toMatchObject({ status: 409, body: { code: 'SLIP_ENDED', state: 'returned' } });
      expect((await ask(court, screener, 'POST', `/slips/${second.id}/return`, { to: '王某' })).status).toBe(
        400,
      );
      const kept = await ask<{ items: SlipItem[] }>(court, screener, 'GET', '/slips?state=kept');
      expect(kept.body.items.map(({ number }) => number)).toEqual([second.number]);
      const third = (await deposits(court, screener)).body.slip;
      expect(third).toMatchObject({ shelf: '1', number: expect.stringMatching(/-003$/) });
      expect((await court.facts('slip.returned'))[0]?.data).toMatchObject({ number: first.number });
    }));

  it('keeps a picture that its entry names, and none whose slip was never written down, killed in between or not', () =>
    withExhibitCourt(async (court) => {
      const screener = await court.enters('screener', ['screener']);
      const { id } = (await deposits(court, screener)).body.slip;
      const [pictures, blobs] = [court.app.get(Pictures), court.app.get(Blobs)];
      const folder = join(court.dataDir, 'pictures');
      const isKept = (bytes: Buffer): boolean => existsSync(blobs.path(hashOf(bytes)));
      const other = Buffer.concat([jpeg, Buffer.of(1)]);

      expect((await ask(court, screener, 'PUT', '/slips/nobody/photo', jpeg)).status).toBe(404);
      await expect(
        pictures.keep(id, other, async () => {
          throw new Error('not written down');
        }),
      ).rejects.toThrow('not written down');
      await pictures.keep(id, jpeg, async () => {
        // The sweep comes while the photo is there and its entry is not yet.
        await pictures.look();
        expect(readdirSync(folder)).toHaveLength(1);
        await ask(court, screener, 'PUT', `/slips/${id}/photo`, jpeg);
      });
      expect([readdirSync(folder), isKept(jpeg), isKept(other)]).toEqual([[], true, false]);

      // As a kill leaves it: with its entry and not yet among the kept files, and without any.
      rmSync(blobs.path(hashOf(jpeg)));
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${id}.killed-after`), jpeg);
      writeFileSync(join(folder, `${id}.killed-before`), other);
      await pictures.look();
      expect([readdirSync(folder), isKept(jpeg), isKept(other)]).toEqual([[], true, false]);
    }));

  it('of what is withheld goes to the police with their receipt; a surrendered fruit knife is no incident', () =>
    withExhibitCourt(async (court) => {
      const screener = await court.enters('screener', ['screener']);
      const withheld = await ask<{ slip: SlipItem }>(court, screener, 'POST', '/gate-1/decisions', {
        outcome: 'withheld',
        item: '管制刀具',
      });
      const handed = await ask<SlipItem>(
        court,
        screener,
        'POST',
        `/slips/${withheld.body.slip.id}/hand-over`,
        {
          to: '城关派出所 李警官',
          receipt: '回执 12 号',
        },
      );
      expect(handed.body).toMatchObject({ state: 'handed-over', ended: { receipt: { text: '回执 12 号' } } });
      await deposits(court, screener);
      await court.says('gate-1', { type: 'decision', outcome: 'deposited', item: '水果刀', operators: [] });
      expect(await court.facts('incident.opened')).toEqual([]);
      expect(await court.facts('slip.issued')).toHaveLength(3);
    }));

  it('is nobody’s to write who does not work at a lane', () =>
    withExhibitCourt(async (court) => {
      const clerk = await court.enters('clerk', ['clerk']);
      expect((await deposits(court, clerk)).status).toBe(403);
      expect((await ask(court, clerk, 'GET', '/slips')).status).toBe(403);
    }));
});

describe('a refusal', () => {
  it('on the page with a knife rings and opens an incident whose elements are filled (Measures Art. 11(2)1)', () =>
    withExhibitCourt(async (court) => {
      const screener = await court.enters('screener', ['screener']);
      await ask(court, screener, 'POST', '/gate-1/decisions', { outcome: 'refused', class: 'knife' });
      expect(await court.facts('alarm.raised')).toMatchObject([
        {
          by: { kind: 'person' },
          data: { level: 'high', source: 'decision', place: 'screening', class: 'knife' },
        },
      ]);
      expect(await court.facts('incident.opened')).toMatchObject([{ data: { source: 'screening' } }]);
      const [suggested] = await court.facts('finding.suggested');
      expect(suggested?.data).toMatchObject({ code: 'B1', elements: ['item', 'evade'], missing: [] });
    }));

  it('in which no item was seen does not ring, and opens an incident that asks what it was', () =>
    withExhibitCourt(async (court) => {
      await court.says('gate-1', { type: 'decision', outcome: 'refused', operators: [] });
      expect(await court.facts('alarm.raised')).toEqual([]);
      const [opened] = await court.facts('incident.opened');
      expect(opened?.data).toMatchObject({ source: 'screening', alarms: [], place: 'screening' });
      const row = await court.app
        .get(Writer)
        .write((unit) => court.app.get(Incidents).row(unit, opened?.subject.id ?? ''));
      expect(row.candidates).toMatchObject([
        { code: 'B1', level: 'low', missing: [expect.objectContaining({ element: 'item' })] },
      ]);
    }));

  it('with a gun at the gate opens one incident, not one for the alarm and one for the refusal', () =>
    withExhibitCourt(async (court) => {
      const detection = await court.says('gate-1', { type: 'detection', zoneCode: 'M3', class: 'gun' });
      await court.says('gate-1', { type: 'decision', outcome: 'fled', detection, operators: [] });
      expect(await court.facts('incident.opened')).toHaveLength(1);
      expect(await court.facts('alarm.raised')).toHaveLength(1);
    }));
});

describe('the flow of a day', () => {
  it('adds up by hour what passed, was found, decided and waited, and by zone of the gate what it found', () =>
    withExhibitCourt(async (court) => {
      const screener = await court.enters('screener', ['screener']);
      await passes(court, 30, { waiting: 12 });
      await passes(court, 10);
      const detection = await court.says('gate-1', { type: 'detection', zoneCode: 'L2', class: 'knife' });
      await court.says('gate-1', { type: 'detection', zoneCode: 'L2', class: 'knife' });
      await ask(court, screener, 'POST', '/gate-1/decisions', {
        outcome: 'cleared',
        detection,
        handChecked: true,
      });
      await ask(court, screener, 'POST', '/gate-1/waiting', { people: 20 });
      const { body } = await ask<Flow>(court, screener, 'GET', '/flow?lane=gate-1');
      const sum = (field: 'passed' | 'detections' | 'handChecks') =>
        body.hours.reduce((total, hour) => total + hour[field], 0);
      expect([sum('passed'), sum('detections'), sum('handChecks')]).toEqual([40, 2, 1]);
      expect(body.hours.at(-1)).toMatchObject({ outcomes: { cleared: 1 }, waiting: 20, decisionSeconds: 0 });
      expect(body.zones).toEqual([{ zoneCode: 'L2', class: 'knife', times: 2 }]);
      const other = await ask<Flow>(court, screener, 'GET', '/flow?day=2020-01-01');
      expect(other.body).toEqual({ day: '2020-01-01', hours: [], zones: [] });
    }));

  it('fails in no reaction', () =>
    withExhibitCourt(async (court) => {
      await passes(court, 3, { waiting: 'many' });
      expect(await court.facts('reaction.failed')).toEqual([]);
    }));
});
