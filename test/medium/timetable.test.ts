import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wholeCourt } from '../support/whole-court.js';
import { Timetable } from '../../src/timetable/timetable.service.js';
import type { HearingItem } from '../../src/timetable/hearing.js';
import type { RoomContext } from '../../src/console/room-context.js';

const held = wholeCourt({ beforeAll, afterAll });
const csv = (...rows: string[]): string =>
  ['法庭,日期,开始,结束,案号,案由,法官,当事人,风险', ...rows].join('\n');
const row = (room: string, start: string, number: string): string =>
  `${room},2026-05-06,${start},17:00,${number},纠纷,王敏,原告甲；被告乙,中`;

async function send(
  who: string,
  method: string,
  path: string,
  body?: string | Uint8Array,
  type = 'application/json',
): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(held.court.url + path, {
    method,
    headers: {
      Cookie: await held.court.cookie(who),
      ...(body === undefined ? {} : { 'Content-Type': type }),
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
}
const importing = (who: string, body: string | Uint8Array, type = 'text/csv') =>
  send(who, 'POST', '/api/hearings/import', body, type);
const day = async (): Promise<HearingItem[]> =>
  (
    await held.court.get<{ items: HearingItem[] }>(
      'guard',
      '/api/hearings?from=2026-05-05T16:00:00Z&to=2026-05-06T15:59:00Z',
    )
  ).body.items;

describe('a file that is only looked at', () => {
  it('tells what was understood, what not, and what its import would change, and changes nothing', async () => {
    const look = (who: string, body: string) => send(who, 'POST', '/api/hearings/preview', body, 'text/csv');
    const { status, body } = await look(
      'admin',
      '法庭,日期,开始,结束,案号\n1号法庭,2026-07-01,09:00,10:00,(2026)吉0721民初1号\n99号法庭,2026-07-01,09:00,10:00,x\n',
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      hearings: [{ place: 'court-1', startsAt: '2026-07-01T01:00:00.000Z' }],
      faults: [{ at: 3, why: 'unknown-place', text: '99号法庭' }],
      plan: { added: 1, changed: 0, cancelled: 0, unchanged: 0 },
    });
    expect((await look('guard', '')).status).toBe(403);
    const there = await held.court.get<{ items: unknown[] }>('guard', '/api/hearings?day=2026-07-01');
    expect(there.body.items).toEqual([]);
  });
});

describe('the timetable', () => {
  it('takes a spreadsheet whole, and a second one in its place', async () => {
    const first = await importing(
      'admin',
      csv(row('3号法庭', '9:00', '案一'), row('court-4', '10:00', '案二'), row('5号法庭', '11:00', '案三')),
    );
    expect(first).toEqual({ status: 200, body: { added: 3, changed: 0, cancelled: 0, unchanged: 0 } });
    const [hearing] = await day();
    expect(hearing).toMatchObject({
      place: 'court-3',
      startsAt: '2026-05-06T01:00:00.000Z',
      endsAt: '2026-05-06T09:00:00.000Z',
      caseNumber: { text: '案一' },
      judge: { text: '王敏' },
      parties: [{ text: '原告甲' }, { text: '被告乙' }],
      risk: 'middle',
      source: 'import',
    });
    const second = await importing(
      'admin',
      csv(
        row('3号法庭', '9:00', '案一'),
        row('court-4', '10:00', '案二').replace('王敏', '陈立新'),
        row('6号法庭', '15:00', '案四'),
      ),
    );
    expect(second.body).toEqual({ added: 1, changed: 1, cancelled: 1, unchanged: 1 });
    expect((await day()).map(({ place, judge }) => [place, judge?.text])).toEqual([
      ['court-3', '王敏'],
      ['court-4', '陈立新'],
      ['court-6', '王敏'],
    ]);
  });

  it('takes what spreadsheets in China write, and a calendar', async () => {
    // 法庭,日期,开始 / 3号法庭,2026-07-01,9:00 in GB 18030
    const bytes = Buffer.from(
      'b7a8cda52cc8d5c6da2cbfaacabc0a33bac5b7a8cda52c323032362d30372d30312c393a3030',
      'hex',
    );
    expect((await importing('admin', bytes)).body).toMatchObject({ added: 1 });
    const ics = [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'DTSTART:20260702T010000Z',
      'LOCATION:8号法庭',
      'SUMMARY:离婚纠纷',
      'END:VEVENT',
      'END:VCALENDAR',
    ];
    expect((await importing('admin', ics.join('\r\n'), 'text/calendar')).body).toMatchObject({ added: 1 });
    const [found] = await held.court.app.get(Timetable).nowIn('court-8', '2026-07-02T02:00:00.000Z');
    expect(found).toMatchObject({ cause: { text: '离婚纠纷' }, endsAt: '2026-07-02T03:00:00.000Z' });
  });

  it('changes nothing where one line cannot be read, and says which', async () => {
    const before = await day();
    const { status, body } = await importing(
      'admin',
      csv(row('1号法庭', '9:00', '案'), row('九号', '9:00', '案')),
    );
    expect([status, body['code'], body['faults']]).toEqual([
      400,
      'TIMETABLE_FAULTY',
      [{ at: 3, why: 'unknown-place', text: '九号' }],
    ]);
    expect(await day()).toEqual(before);
    expect((await importing('admin', '{}', 'application/json')).body['code']).toBe('TIMETABLE_KIND');
    expect((await importing('admin', 'x'.repeat(5 * 1024 * 1024))).status).toBe(413);
  });

  it('is edited by hand, and an import leaves alone what a person entered', async () => {
    const given = {
      place: 'court-7',
      startsAt: '2026-05-06T09:00:00+08:00',
      endsAt: '2026-05-06T10:00:00+08:00',
      parties: ['原告 丙'],
    };
    const made = await send('admin', 'POST', '/api/hearings', JSON.stringify(given));
    expect(made).toMatchObject({
      status: 201,
      body: { startsAt: '2026-05-06T01:00:00.000Z', source: 'hand' },
    });
    const path = `/api/hearings/${String(made.body['id'])}`;
    const changed = await send('admin', 'PATCH', path, JSON.stringify({ risk: 'high' }));
    expect(changed.body).toMatchObject({ risk: 'high', parties: [{ text: '原告 丙' }] });
    expect((await send('admin', 'PATCH', path, JSON.stringify({ endsAt: given.startsAt }))).status).toBe(400);
    expect((await send('admin', 'PATCH', path, JSON.stringify({ place: 'nowhere' }))).body['code']).toBe(
      'PLACE_UNKNOWN',
    );
    await importing('admin', csv(row('3号法庭', '9:00', '案一')));
    expect((await day()).map(({ place }) => place)).toEqual(['court-3', 'court-7']);
    expect((await send('admin', 'DELETE', path)).status).toBe(204);
    expect((await send('admin', 'DELETE', path)).status).toBe(404);
  });

  it('tells what a room hears now and what is due within minutes', async () => {
    const timetable = held.court.app.get(Timetable);
    const at = '2026-05-06T00:50:00.000Z';
    expect(await timetable.nowIn('court-3', at)).toEqual([]);
    expect((await timetable.due(15 * 60_000, at)).map(({ place }) => place)).toEqual(['court-3']);
    expect(await timetable.due(9 * 60_000, at)).toEqual([]);
    expect(await timetable.nowIn('court-3', '2026-05-06T01:00:00.000Z')).toHaveLength(1);
    expect(await timetable.nowIn('court-3', '2026-05-06T09:00:00.000Z')).toEqual([]);
  });

  it('is read by who answers alarms, changed by the administrator alone, and names nobody in the ledger', async () => {
    const reading = async (who: string) => (await held.court.get(who, '/api/hearings')).status;
    expect(await Promise.all(['guard', 'chief', 'officer-1', 'admin'].map(reading))).toEqual([
      200, 200, 200, 200,
    ]);
    expect(
      await Promise.all(['police', 'judge', 'clerk', 'president', 'auditor', 'screener'].map(reading)),
    ).toEqual(Array.from({ length: 6 }, () => 403));
    for (const [method, path] of [
      ['POST', ''],
      ['POST', '/import'],
      ['PATCH', '/x'],
      ['DELETE', '/x'],
    ] as const)
      expect((await send('chief', method, `/api/hearings${path}`, '{}')).status).toBe(403);
    const { body } = await send('auditor', 'GET', '/api/session');
    expect(body).toBeDefined();
    const raw = await fetch(`${held.court.url}/api/ledger/entries?from=1&limit=500`, {
      headers: { Cookie: await held.court.cookie('auditor') },
    });
    const ledger = await raw.text();
    expect(ledger).toContain('hearing.scheduled');
    expect(ledger).not.toContain('原告甲');
    expect(ledger).not.toContain('王敏');
  });
});

describe('the room of an alarm', () => {
  it('is told with the hearing now, what the gate saw before it, and what is being kept', async () => {
    const gate = await held.court.device('gate-1');
    await gate.say({ type: 'detection', zoneCode: 'z', class: 'knife' });
    await gate.say({ type: 'decision', outcome: 'deposited', item: '水果刀', operators: ['甲', '乙'] });
    await held.court.post('screener', '/api/screening/gate-1/decisions', {
      outcome: 'withheld',
      class: 'knife',
      item: '剪刀',
      owner: '旁听人员 钱某',
    });
    const button = await held.court.device('button-101');
    const { alarm } = await button.press('help');
    const { status, body } = await held.court.get<RoomContext>('guard', `/api/alarms/${alarm}/context`);
    expect(status).toBe(200);
    expect(body.now.map(({ caseNumber, risk }) => [/民初12号/.test(caseNumber?.text ?? ''), risk])).toEqual([
      [true, 'high'],
    ]);
    expect(body.screening.steps).toMatchObject([
      { outcome: 'withheld', item: { text: '剪刀' }, owner: { text: '旁听人员 钱某' } },
      { what: 'decision', outcome: 'deposited', item: { text: '水果刀' }, lane: 'gate-1' },
      { what: 'detection', class: 'knife' },
    ]);
    expect(body.recorders.map(({ id }) => id)).toContain('recorder-201');
    expect(Date.parse(body.held?.to ?? '') - Date.parse(body.held?.from ?? '')).toBe(40 * 60_000);
  });

  it('names the next hearing where nothing is heard, and nothing at all to the police or a judge', async () => {
    const button = await held.court.device('button-102');
    const { alarm } = await button.press('emergency');
    const { body } = await held.court.get<RoomContext>('officer-1', `/api/alarms/${alarm}/context`);
    expect(body.now).toEqual([]);
    expect(body.next?.cause?.text).toBe('劳动争议');
    for (const who of ['police', 'judge', 'president'])
      expect((await held.court.get(who, `/api/alarms/${alarm}/context`)).status).toBe(403);
    expect((await held.court.get('guard', '/api/alarms/none/context')).status).toBe(404);
  });
});
