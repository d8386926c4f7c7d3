/** What a packet of a real house holds: its forms, previews, time stamp, encrypted copy; and what it must never hold. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FormItem } from '../../src/packets/form-draft.js';
import { HourlyTokens } from '../../src/packets/hourly-tokens.follower.js';
import type { PacketItem } from '../../src/packets/packet-order.js';
import type { PacketDocument } from '../../src/packets/packet.js';
import { filesIn, temporaryFile, tool, unpacked, verdict } from '../support/packet-verdict.js';
import { isIn, streamsOf, textOf } from '../support/pdf.js';
import { openTsa, type TimestampAuthority } from '../support/tsa.js';
import { upload } from '../support/tus.js';
import { wholeCourt } from '../support/whole-court.js';

let tsa: TimestampAuthority;
const folder = mkdtempSync(join(tmpdir(), 'packet-contents-'));
const held = wholeCourt({ beforeAll, afterAll }, async () => {
  tsa = await openTsa();
  const names = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'station.pem')];
  tool('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=station', ...names]);
  const own = join(folder, 'forms');
  mkdirSync(own);
  const receipt = readFileSync('src/packets/forms/f9-receipt.typ', 'utf8').replace('反馈期限', '答复日期');
  writeFileSync(join(own, 'f9-receipt.typ'), receipt);
  return { tsaUrl: tsa.url, stationCert: join(folder, 'station.pem'), formsDir: own };
});
afterAll(() => tsa.close());

const bytes = Buffer.from(`RIFF${'a short recording '.repeat(40)}`);
const sha256 = createHash('sha256').update(bytes).digest('hex');
const secrets = {
  // Only for the house: notes, reasons, reports, names of who works there and is no keeper of evidence.
  note: '内部研判：此人曾多次信访',
  reason: '关警理由：内部口径',
  report: '电话报案人自述住址槐荫路九号',
};
/** Sealed in the house: a judge who was hurt, his kin, a witness, and what the register of interference says. */
const sealedAway = {
  judge: '沈砚秋',
  judgeAddress: '梧桐里甲七号',
  kin: '沈小满',
  kinPhone: '13911112222',
  witness: '郝目击',
  interferer: '钱某打招呼',
  interference: '要求对某案从轻处理',
};
const actor = {
  name: '尉迟横',
  document: { kind: '居民身份证', number: '11010519491231002X' },
  phone: '13800000000',
  address: '城西街一号',
};
let incident = '';

async function fetched(path: string, who: string): Promise<{ status: number; bytes: Buffer; type: string }> {
  const headers = { Cookie: await held.court.cookie(who) };
  const answer = await fetch(`${held.court.url}${path}`, { headers });
  const type = answer.headers.get('content-type') ?? '';
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()), type };
}
const ask = async (letter: object): Promise<string> =>
  (await held.court.post<PacketItem>('clerk', `/api/incidents/${incident}/packets`, letter)).body.id;
const forms = (packet: string, who = 'clerk') =>
  held.court.get<{ items: FormItem[] }>(who, `/api/packets/${packet}/forms`);
async function sealed(packet: string): Promise<PacketItem> {
  await held.court.post('approver', `/api/packets/${packet}/approve`);
  await held.court.told('packet.sealed', ({ subject }) => subject.id === packet);
  return (await held.court.get<PacketItem>('clerk', `/api/packets/${packet}`)).body;
}

beforeAll(async () => {
  const button = await held.court.device('button-101');
  const { alarm } = await button.press('emergency');
  const recorder = await held.court.device('recorder-201');
  const [startedAt, endedAt] = [20_000, 14_000].map((ago) => new Date(Date.now() - ago).toISOString());
  const clip = { clip: 'c1', sha256, bytes: bytes.length, mime: 'audio/wav', startedAt, endedAt };
  await recorder.say({ type: 'clip-ready', ...clip, clockOffsetMs: -1250 });
  const headers = {
    Authorization: `Basic ${Buffer.from('recorder-201:demo-recorder-201').toString('base64')}`,
  };
  const words = {
    filename: '法庭录音.wav',
    filetype: 'audio/wav',
    clip: 'c1',
    startedAt: startedAt!,
    endedAt: endedAt!,
  };
  expect((await upload(held.court.url, { bytes, headers, words })).state).toBe('stored');
  incident = (await held.court.get<{ incident: string }>('guard', `/api/alarms/${alarm}`)).body.incident;
  const finding = await held.court.post<{ id: string }>('guard', `/api/incidents/${incident}/findings`, {
    code: 'A3',
  });
  await held.court.post('guard', `/api/findings/${finding.body.id}/confirm`);
  await held.court.post('guard', `/api/incidents/${incident}/measures`, {
    measure: 'M05',
    executedBy: ['李警官', '王警官'],
    note: secrets.note,
  });
  const { judge, judgeAddress, kin, kinPhone, witness, interferer, interference } = sealedAway;
  const hurt = { victimRole: 'judge', injury: 'slight' };
  for (const person of [
    { role: 'actor', about: { isDrunk: true }, identity: actor },
    { role: 'victim', about: hurt, identity: { name: judge, address: judgeAddress } },
    { role: 'victim', about: { victimRole: 'kin' }, identity: { name: kin, phone: kinPhone } },
    { role: 'witness', identity: { name: witness } },
  ])
    expect((await held.court.post('guard', `/api/incidents/${incident}/involved`, person)).status).toBe(201);
  const filed = { tag: 'interference', channel: 'phone', who: interferer, content: interference };
  expect((await held.court.post('judge', '/api/interference', filed)).status).toBe(201);
  await held.court.post('guard', `/api/alarms/${alarm}/close`, {
    outcome: 'transferred',
    reason: secrets.reason,
  });
  await held.court.post('guard', '/api/incidents', { place: 'hall', text: secrets.report });
});

describe('the forms before anything is approved', () => {
  it('are listed with what is missing in each, for those of the house alone', async () => {
    const packet = await ask({ facts: '张某推搡法警。', handlers: [{ name: '李某' }, { name: '王某' }] });
    const { status, body } = await forms(packet);
    expect([status, body.items.length]).toEqual([200, 12]);
    const of = (name: string) => body.items.find((form) => form.name.startsWith(`${name}-`));
    expect(of('f1')?.missing.map(({ zh }) => zh)).toEqual(['接收机关', '案由', '批准人']);
    expect(of('f3')?.missing.map(({ zh }) => zh)).not.toContain('时钟偏差');
    expect([of('f5')?.inside, of('f12')?.inside, of('f10')?.inside]).toEqual([false, false, true]);
    expect((await forms(packet, 'police')).status).toBe(404);
    expect((await forms(packet, 'guard')).status).toBe(403);
  });

  it('are shown with the reader’s own name across them, and the reading is noted', async () => {
    const packet = await ask({ facts: '张某推搡法警。' });
    for (const who of ['clerk', 'approver']) {
      const {
        status,
        type,
        bytes: pdf,
      } = await fetched(`/api/packets/${packet}/forms/f1-transfer-letter`, who);
      expect([status, type]).toEqual([200, 'application/pdf']);
      expect(tool('qpdf', ['--check', temporaryFile('p.pdf', pdf)])).toContain('No syntax');
      const name = (await held.court.get<{ person: { name: string } }>(who, '/api/session')).body.person.name;
      expect(textOf(pdf)).toContain(name.replaceAll(/\s/g, ''));
      expect(textOf(pdf)).toContain('张某推搡法警。');
    }
    const noted = (await held.court.facts('packet.viewed')).filter(({ subject }) => subject.id === packet);
    expect(noted.map(({ data }) => data['form'])).toEqual(['f1-transfer-letter', 'f1-transfer-letter']);
    const named = (await held.court.facts('involved.disclosed')).filter(
      ({ data }) => data['packet'] === packet,
    );
    expect(named.map(({ by }) => by)).toEqual(noted.map(({ by }) => by));
    expect((await fetched(`/api/packets/${packet}/forms/f99`, 'clerk')).status).toBe(404);
    expect((await fetched(`/api/packets/${packet}/forms/f1-transfer-letter`, 'police')).status).toBe(404);
    expect((await fetched(`/api/packets/${packet}/cover-sheet`, 'clerk')).status).toBe(409);
  });

  it('name the character that no font prints, before it can spoil an approved packet', async () => {
    const packet = await ask({ facts: '行为人张\u{2CD0E}。' });
    const answer = await held.court.get<{ code: string; detail: string }>(
      'clerk',
      `/api/packets/${packet}/forms/f1-transfer-letter`,
    );
    expect([answer.status, answer.body.code]).toEqual([400, 'FORM_CHARACTER_MISSING']);
    expect(JSON.stringify(answer.body)).toContain('\u{2CD0E}');
  });
});

describe('a packet of a court with an authority, a station and forms of its own', () => {
  let packet: PacketItem;
  let bag: string;
  let zip: Buffer;

  beforeAll(async () => {
    packet = await sealed(await ask({ facts: '张某推搡法警。', scene: { account: '值庭法警上前。' } }));
    zip = (await fetched(`/api/packets/${packet.id}/download?copy=working`, 'clerk')).bytes;
    bag = unpacked(temporaryFile('packet.zip', zip));
  });

  it('is whole, stamped, and says by which authority', async () => {
    const trust = temporaryFile('keys.pem', await (await fetch(`${held.court.url}/api/ledger/keys`)).text());
    expect(await verdict(bag, trust)).toBe('0 whole');
    expect(packet.time).toMatchObject({ source: 'rfc3161', authority: tsa.url });
    // The court's own ledger gets one each hour.
    expect(await held.court.app.get(HourlyTokens).stamp(tsa.url, performance.now() + 4_000_000)).toBe(true);
    const by = [
      '-in',
      'signature/tagmanifest.tsr',
      '-data',
      'tagmanifest-sha256.txt',
      '-CAfile',
      tsa.certificate,
    ];
    expect(tool('openssl', ['ts', '-verify', ...by], bag)).toContain('Verification: OK');
  });

  it('passes on the clock offset that the recorder told', () => {
    const document = JSON.parse(readFileSync(join(bag, 'data/packet.json'), 'utf8')) as PacketDocument;
    expect(document.items).toMatchObject([{ sha256, clockOffsetMs: -1250 }]);
    expect(document.files.find(({ role }) => role === 'original')?.clockOffsetMs).toBe(-1250);
    expect(textOf(readFileSync(join(bag, 'data/forms/f3-electronic-data-list.pdf')))).toContain('-1.250秒');
  });

  it('prints the court’s own receipt, the response’s times and the register of custody', () => {
    const form = (name: string): string => textOf(readFileSync(join(bag, `data/forms/${name}.pdf`)));
    expect(form('f9-receipt')).toContain('答复日期');
    expect(form('f6-scene-account')).toMatch(/报警时间20\d\d年/);
    const register = form('f10-custody-register');
    for (const act of ['导入', '申请移交', '批准移交']) expect(register).toContain(act);
    expect(register).toContain('本院');
  });

  it('is kept encrypted too, and the station’s key gives the very same bytes', async () => {
    const { status, bytes: sent, type } = await fetched(`/api/packets/${packet.id}/encrypted`, 'police');
    expect([status, type, sent.length]).toEqual([200, 'application/pkcs7-mime', packet.encrypted?.bytes]);
    const out = join(folder, 'opened.zip');
    const by = ['-inkey', join(folder, 'key.pem'), '-recip', join(folder, 'station.pem'), '-out', out];
    tool('openssl', [
      'cms',
      '-decrypt',
      '-binary',
      '-inform',
      'DER',
      '-in',
      temporaryFile('p7m', sent),
      ...by,
    ]);
    expect(createHash('sha256').update(readFileSync(out)).digest('hex')).toBe(packet.sha256);
    // Having had every byte of the encrypted copy is having had the packet.
    await held.court.told('packet.handed-over', ({ subject }) => subject.id === packet.id);
  });

  it('has a label for each of two discs, and notes which was fetched', async () => {
    for (const [copy, words] of [
      ['sealed', '封存件'],
      ['working', '工作件'],
    ] as const) {
      const sheet = await fetched(`/api/packets/${packet.id}/cover-sheet?copy=${copy}`, 'clerk');
      const text = textOf(sheet.bytes);
      expect(text).toContain(words);
      expect(text.replaceAll(/[^0-9a-f]/g, '')).toContain(packet.sha256);
    }
    const fetchedCopies = (await held.court.facts('packet.downloaded')).map(({ data }) => data['copy']);
    expect(fetchedCopies).toEqual(expect.arrayContaining(['working', 'encrypted']));
  });

  it('holds no personal data of judges, no internal note, no reason and no report, in no file and no form', async () => {
    const people = await held.court.get<{ items: { name: string; roles: string[]; username?: string }[] }>(
      'admin',
      '/api/people',
    );
    const judges = people.body.items.filter(({ roles }) =>
      roles.some((role) => ['judge', 'president'].includes(role)),
    );
    expect(judges.length).toBeGreaterThan(0);
    const names = judges.map(({ name }) => name);
    const forbidden = [...Object.values(secrets), ...Object.values(sealedAway), ...names];
    const inside = (content: Buffer): string[] => forbidden.filter((secret) => isIn(content, secret));
    expect(inside(zip)).toEqual([]);
    for (const file of filesIn(bag)) {
      const content = readFileSync(join(bag, file));
      const printed = file.endsWith('.pdf') ? [Buffer.from(textOf(content)), ...streamsOf(content)] : [];
      for (const bytesOf of [content, ...printed]) expect([file, inside(bytesOf)]).toEqual([file, []]);
    }
    // The test would see them: the same words stand in the house's own timeline.
    const own = await held.court.get<object>('guard', `/api/incidents/${incident}`);
    for (const secret of [secrets.note, secrets.reason]) expect(JSON.stringify(own.body)).toContain(secret);
    expect((await fetched('/api/interference', 'inspector')).bytes.includes(sealedAway.interference)).toBe(
      true,
    );
    // And what was said for the police is there.
    expect(readFileSync(join(bag, 'data/packet.json'), 'utf8')).toContain('李警官');
  });

  it('names who did it, as the transfer letter asks, and of everybody else what is open; each naming is noted', async () => {
    const document = JSON.parse(readFileSync(join(bag, 'data/packet.json'), 'utf8')) as PacketDocument;
    const persons = document.persons.map(({ id: _id, ...person }) => person);
    expect(persons).toEqual([
      {
        role: '行为人',
        name: actor.name,
        document: '居民身份证 11010519491231002X',
        sex: '女',
        bornOn: '1949年12月31日',
        telephone: actor.phone,
        address: actor.address,
        marks: ['drunk'],
      },
      { role: '被侵害人', victimRole: '法官', injury: '轻微伤' },
      { role: '被侵害人', victimRole: '近亲属' },
      { role: '证人' },
    ]);
    const letter = textOf(readFileSync(join(bag, 'data/forms/f1-transfer-letter.pdf')));
    for (const text of [actor.name, actor.document.number, '1949年12月31日', actor.address])
      expect(letter).toContain(text);
    const named = (await held.court.facts('involved.disclosed')).filter(
      ({ data }) => data['packet'] === packet.id,
    );
    expect(named.map(({ subject }) => subject.id)).toEqual([document.persons[0]!.id]);
  });
});
