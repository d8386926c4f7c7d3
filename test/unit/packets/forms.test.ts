/** The forms a packet carries: their texts, their PDF/A marks, and what no font prints. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { reportForm } from '../../../src/reports/report-form.js';
import { coverSheetOf } from '../../../src/packets/cover-sheet.js';
import { allForms, formsOf } from '../../../src/packets/form.js';
import { printForms, templatesFolder } from '../../../src/packets/forms.adapter.js';
import { sealingOf } from '../../../src/packets/seal.adapter.js';
import type { PacketInput } from '../../../src/packets/packet.js';
import { figuresOfTheDay } from '../../support/figures-day.js';
import { newCourt, newFolder, newInput, newItem, tone } from '../../support/packet-court.js';
import { temporaryFile, tool } from '../../support/packet-verdict.js';

const folder = newFolder();
const court = newCourt();
const input = await newInput(court, folder);
const sealing = sealingOf(court.sealer);
const none: Partial<PacketInput> = { letter: {}, persons: [], findings: [], measures: [], items: [] };

/** The text of a PDF, without spaces and line ends. @param order as it is laid out, or as it was written */
const textOf = (pdf: Uint8Array, order = '-layout'): string =>
  tool('pdftotext', [order, temporaryFile('form.pdf', pdf), '-']).replaceAll(/\s/g, '');

describe('the cover sheet', () => {
  it('prints the values of the ZIP, its lists and the key in groups of eight', async () => {
    const hash = '0123456789abcdef'.repeat(4);
    const manifests = { 'manifest-sha256.txt': 'aa'.repeat(32), 'manifest-sm3.txt': 'bb'.repeat(32) };
    const sheet = coverSheetOf(
      input,
      { bytes: 1234, sha256: hash, sm3: 'cd'.repeat(32), manifests },
      'ef'.repeat(32),
    );
    const [printed] = await printForms([sheet]);
    const text = textOf(printed!.bytes, '-raw');
    for (const part of [
      hash,
      'cd'.repeat(32),
      `的SM3${'bb'.repeat(32)}`,
      'ef'.repeat(32),
      '1234',
      `${input.id}.zip`,
    ])
      expect(text).toContain(part);
  });
});

const objects = [{ name: '折叠刀', count: '1 把', features: '刃长 9 厘米', destination: 'police' as const }];
const filled: PacketInput['letter'] = {
  ...input.letter,
  objects,
  seals: [{ object: '执法记录仪', seal: 'FT-0007' }],
  interviews: [
    { person: '赵某', role: '证人', askers: ['李某', '王某'], text: '问：你看到了什么？答：他推了法警。' },
    { person: '钱某', role: '被侵害人' },
  ],
  extraction: {
    place: '本院机房',
    whyNotMedium: '录音电话持续运行',
    whyNoWitness: '夜间无人',
    steps: ['插入取证盘'],
  },
  scene: { account: '值庭法警上前劝阻。', words: '请坐下', force: '未使用', officerInjuries: '李某右手擦伤' },
};

describe('the report of a day', () => {
  it('prints the figures counted by hand, and the same bytes for the same figures', async () => {
    const form = reportForm(figuresOfTheDay(), {
      court: '前郭县人民法院',
      timeZone: 'Asia/Shanghai',
      nameOf: ({ device, place }) => device ?? place ?? '',
    });
    const [once, again] = await printForms([form, form]);
    expect(Buffer.from(once!.bytes).equals(Buffer.from(again!.bytes))).toBe(true);
    const text = textOf(once!.bytes);
    for (const part of [
      '报警处置统计日报',
      '2026年3月2日',
      '确认9012秒20分15秒77.8%',
      '到场511分30秒4分3分66.7%',
      'door-301门未关5',
      'button-1052/2100.0%0',
      once!.verificationCode,
    ])
      expect(text).toContain(part);
  });
});

describe('the forms that hold what people say', () => {
  const textsOf = async (given: Partial<PacketInput>) =>
    new Map(
      (await printForms(formsOf({ ...input, ...given }, sealing))).map((one) => [
        one.name,
        textOf(one.bytes),
      ]),
    );

  it('are in the packet only where there is something to say', async () => {
    const texts = await textsOf({ letter: filled });
    expect([...texts.keys()]).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((n) => expect.stringMatching(new RegExp(`^f${n}-`))),
    );
    for (const [form, ...parts] of [
      ['f2-material-list', '折叠刀', '物证', '询问笔录（赵某）', '证人证言', '陈述', '共4项'],
      ['f4-extraction-account', '本院机房', '录音电话持续运行', '夜间无人', '1.插入取证盘。'],
      ['f5-object-list', '折叠刀', '刃长9厘米', '一式三份', '以公安机关为准'],
      ['f6-scene-account', '值庭法警上前劝阻。', '请坐下', '李某右手擦伤', 'M05强行带出法庭', 'recorder-203'],
      ['f7-interview-record', '赵某', '他推了法警', '钱某', '第2页'],
      ['f8-seal-record', '执法记录仪', 'FT-0007'],
    ] as const)
      for (const part of parts)
        expect([form, texts.get(form)]).toEqual([form, expect.stringContaining(part)]);
  });

  it('never put the court’s own talk into a packet', () => {
    const twelfth = allForms({ ...input, letter: filled }, sealing).at(-1);
    expect([twelfth?.name, twelfth?.isInside]).toEqual(['f12-talk-record', false]);
  });

  it('print the register of custody from the ledger, and what vouches for the whole', async () => {
    const custody = [
      { seq: 9, at: '2026-11-21T01:10:00.000Z', by: '王书记', unit: '本院', act: '查阅', object: '录音.wav' },
    ];
    const texts = await textsOf({ custody });
    expect(texts.get('f10-custody-register')).toContain('9王书记本院查阅录音.wav09:10:00.000');
    const method = texts.get('f11-integrity-method');
    for (const { name, value } of sealing.keys) {
      expect(method).toContain(name.replace('certificate.pem', ''));
      expect(method).toContain(value.slice(0, 32));
    }
    expect(method).toContain('courthouse/demo，共8条');
  });

  it('say what is missing in each, and nothing where all is said', () => {
    const lacks = (letter: PacketInput['letter']) =>
      Object.fromEntries(allForms({ ...input, letter }, sealing).map(({ name, blanks }) => [name, blanks]));
    expect(lacks(input.letter)['f6-scene-account']).toContainEqual({ zh: '处置经过', en: 'how it went' });
    expect(lacks(filled)['f6-scene-account']).toEqual([]);
    expect(lacks(filled)['f4-extraction-account']?.map(({ zh }) => zh)).toEqual(['提取开始时间']);
  });
});

describe('a preview', () => {
  it('bears its reader’s name on every page and marks what is missing; the form in a packet does neither', async () => {
    const forms = formsOf(input, sealing);
    const previews = await printForms(forms, { watermark: '预览\n李某' });
    for (const { bytes } of previews) {
      const path = temporaryFile('preview.pdf', bytes);
      const pages = Number(tool('qpdf', ['--show-npages', path]));
      expect(textOf(bytes, '-raw').split('预览').length - 1).toBe(pages);
    }
    const yellow = /1 0\.949\d* 0\.7\d* (rg|scn)/;
    const drawn = (bytes: Uint8Array): string =>
      tool('qpdf', ['--qdf', '--object-streams=disable', temporaryFile('form.pdf', bytes), '-']);
    const real = await printForms(forms);
    expect(drawn(previews[3]!.bytes)).toMatch(yellow);
    expect(drawn(real[3]!.bytes)).not.toMatch(yellow);
    expect(textOf(real[0]!.bytes)).not.toContain('预览');
  });
});

describe('the forms', () => {
  it('are the same bytes for the same packet, and other bytes for another', async () => {
    const [first, second] = [
      await printForms(formsOf(input, sealing)),
      await printForms(formsOf(input, sealing)),
    ];
    expect(first.map(({ name }) => name)).toEqual([
      'f1-transfer-letter',
      'f2-material-list',
      'f3-electronic-data-list',
      'f4-extraction-account',
      'f6-scene-account',
      'f9-receipt',
      'f10-custody-register',
      'f11-integrity-method',
    ]);
    expect(first.map(({ bytes }) => Buffer.from(bytes))).toEqual(
      second.map(({ bytes }) => Buffer.from(bytes)),
    );
    const other = await printForms(
      formsOf({ ...input, persons: [{ role: '行为人', name: '王某' }] }, sealing),
    );
    expect(other[0]!.verificationCode).not.toBe(first[0]!.verificationCode);
    expect(other[2]!.bytes).toEqual(first[2]!.bytes);
  });

  it('bear the marks of PDF/A-2b, embed every font and hold no script', async () => {
    const printed = await printForms(allForms(input, sealing));
    expect(printed).toHaveLength(12);
    for (const { bytes } of printed) {
      const path = temporaryFile('form.pdf', bytes);
      expect(tool('qpdf', ['--check', path])).toContain('No syntax or stream encoding errors');
      const fonts = tool('pdffonts', [path])
        .split('\n')
        .slice(2)
        .filter((line) => line !== '');
      expect(fonts.length).toBeGreaterThan(0);
      for (const line of fonts)
        expect(line).toMatch(/NotoSerifSC-\w+ +CID TrueType +Identity-H +yes yes yes/);
      const plain = tool('qpdf', ['--qdf', '--object-streams=disable', path, '-']);
      expect(plain).toContain('<pdfaid:part>2</pdfaid:part>');
      expect(plain).toContain('<pdfaid:conformance>B</pdfaid:conformance>');
      expect(plain).toContain('/OutputIntents');
      expect(plain).not.toMatch(/\/(JavaScript|JS|Launch|EmbeddedFile)\b/);
    }
  });

  it('say who, when, where and what, with packet, page and verification code below', async () => {
    const [letter, , list] = await printForms(formsOf(input, sealing));
    const text = textOf(letter!.bytes);
    for (const part of [
      '青河县人民法院',
      '移送函',
      '青河县公安局城关派出所',
      '2026年11月21日09时00分至',
      '审判法庭（A）第三法庭',
      '张某',
      'A3侮辱、诽谤、威胁、殴打司法工作人员或诉讼参与人（经办人已确认）',
      'M05强行带出法庭',
      '李某、王某',
      '回执联',
      `包编号${input.id}`,
      '第1页，共2页',
      `校验码${letter!.verificationCode}`,
    ])
      expect(text).toContain(part);
    const items = textOf(list!.bytes);
    for (const part of [
      input.items[0]!.sm3,
      input.items[0]!.sha256,
      'recorder-203',
      '-0.320秒',
      '60.0秒',
      '2026-11-2108:59:00.000',
    ])
      expect(items).toContain(part);
  });

  it('leave lines to fill in by hand where nothing is known', async () => {
    const [letter, , list] = await printForms(formsOf({ ...input, ...none }, sealing));
    expect(textOf(letter!.bytes)).toContain('（）法移〔〕号');
    expect(textOf(letter!.bytes)).toContain('行为人');
    expect(textOf(list!.bytes)).toContain('（无电子数据）');
  });

  it('never print a rejected finding, nor call a suggestion confirmed', async () => {
    const finding = { ...input.findings[0]!, text: '第一', status: 'rejected' as const };
    const findings = [finding, { ...finding, text: '第二', status: 'candidate' as const }];
    const [letter] = await printForms(formsOf({ ...input, findings }, sealing));
    expect(textOf(letter!.bytes)).not.toContain('第一');
    expect(textOf(letter!.bytes)).toContain('第二（系统提示，未确认）');
  });

  it('print long lists over several pages', async () => {
    const items = Array.from({ length: 30 }, (_, at) =>
      newItem(folder, `many-${at}`, `录音-${at}.wav`, tone(0.01)),
    );
    const [, , list] = await printForms(formsOf({ ...input, items }, sealing));
    expect(textOf(list!.bytes)).toContain('第15页，共1');
    expect(textOf(list!.bytes)).toContain('30.录音-29.wav');
  });

  it('name the character that no font prints, and take what people write for text only', async () => {
    const named = (name: string) =>
      printForms(formsOf({ ...input, persons: [{ role: '行为人', name }] }, sealing));
    await expect(named('张\u{2CD0E}')).rejects.toMatchObject({
      code: 'FORM_CHARACTER_MISSING',
      kind: 'invalid',
      details: { form: 'f1-transfer-letter', characters: ['\u{2CD0E}'] },
    });
    const [letter] = await named('#pi $x$ *b* \\ <t> @r');
    expect(textOf(letter!.bytes)).toContain('#pi$x$*b*\\<t>@r');
  });

  it('are printed from the court’s own templates where it has some, and a broken one is told', async () => {
    const own = newFolder();
    const date = '#set document(date: datetime(year: 2026, month: 1, day: 1))\n';
    writeFileSync(join(own, 'f1-transfer-letter.typ'), `${date}#json(bytes(sys.inputs.data)).packet`);
    const [letter, list] = await printForms(formsOf(input, sealing), { templates: own });
    expect(textOf(letter!.bytes)).toContain(input.id);
    expect(textOf(list!.bytes)).toContain('证据材料移送清单');
    // The look of all of them, by its own official.typ.
    const look = readFileSync(join(templatesFolder, 'official.typ'), 'utf8').replace('包编号', '案卷号');
    writeFileSync(join(own, 'official.typ'), look);
    const [, relabelled] = await printForms(formsOf(input, sealing), { templates: own });
    expect(textOf(relabelled!.bytes)).toContain(`案卷号${input.id}`);
    const [, again] = await printForms(formsOf(input, sealing));
    expect(again!.bytes).toEqual((await printForms(formsOf(input, sealing)))[1]!.bytes);
    expect(textOf(again!.bytes)).toContain(`包编号${input.id}`);
    writeFileSync(join(own, 'f1-transfer-letter.typ'), '#nothing-like-that');
    await expect(printForms(formsOf(input, sealing), { templates: own })).rejects.toMatchObject({
      code: 'FORM_TEMPLATE_BROKEN',
    });
  });
});
