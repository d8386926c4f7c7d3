/** The forms a packet carries: their texts, their PDF/A marks, and what no font prints. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { coverSheetOf } from '../../../src/packets/cover-sheet.js';
import { formsOf } from '../../../src/packets/form.js';
import { printForms } from '../../../src/packets/forms.adapter.js';
import type { PacketInput } from '../../../src/packets/packet.js';
import { newCourt, newFolder, newInput, newItem, tone } from '../../support/packet-court.js';
import { temporaryFile, tool } from '../../support/packet-verdict.js';

const folder = newFolder();
const court = newCourt();
const input = await newInput(court, folder);
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

describe('the forms', () => {
  it('are the same bytes for the same packet, and other bytes for another', async () => {
    const [first, second] = [await printForms(formsOf(input)), await printForms(formsOf(input))];
    expect(first.map(({ name }) => name)).toEqual(['f1-transfer-letter', 'f3-electronic-data-list']);
    expect(first.map(({ bytes }) => Buffer.from(bytes))).toEqual(
      second.map(({ bytes }) => Buffer.from(bytes)),
    );
    const other = await printForms(formsOf({ ...input, persons: [{ role: '行为人', name: '王某' }] }));
    expect(other[0]!.verificationCode).not.toBe(first[0]!.verificationCode);
    expect(other[1]!.bytes).toEqual(first[1]!.bytes);
  });

  it('bear the marks of PDF/A-2b, embed every font and hold no script', async () => {
    for (const { bytes } of await printForms(formsOf(input))) {
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
    const [letter, list] = await printForms(formsOf(input));
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
    const [letter, list] = await printForms(formsOf({ ...input, ...none }));
    expect(textOf(letter!.bytes)).toContain('（）法移〔〕号');
    expect(textOf(letter!.bytes)).toContain('行为人');
    expect(textOf(list!.bytes)).toContain('（无电子数据）');
  });

  it('never print a rejected finding, nor call a suggestion confirmed', async () => {
    const finding = { ...input.findings[0]!, text: '第一', status: 'rejected' as const };
    const findings = [finding, { ...finding, text: '第二', status: 'candidate' as const }];
    const [letter] = await printForms(formsOf({ ...input, findings }));
    expect(textOf(letter!.bytes)).not.toContain('第一');
    expect(textOf(letter!.bytes)).toContain('第二（系统提示，未确认）');
  });

  it('print long lists over several pages', async () => {
    const items = Array.from({ length: 30 }, (_, at) =>
      newItem(folder, `many-${at}`, `录音-${at}.wav`, tone(0.01)),
    );
    const [, list] = await printForms(formsOf({ ...input, items }));
    expect(textOf(list!.bytes)).toContain('第15页，共1');
    expect(textOf(list!.bytes)).toContain('30.录音-29.wav');
  });

  it('name the character that no font prints, and take what people write for text only', async () => {
    const named = (name: string) => printForms(formsOf({ ...input, persons: [{ role: '行为人', name }] }));
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
    writeFileSync(join(own, 'f3-electronic-data-list.typ'), `${date}own`);
    const [letter] = await printForms(formsOf(input), own);
    expect(textOf(letter!.bytes)).toContain(input.id);
    writeFileSync(join(own, 'f1-transfer-letter.typ'), '#nothing-like-that');
    await expect(printForms(formsOf(input), own)).rejects.toMatchObject({ code: 'FORM_TEMPLATE_BROKEN' });
  });
});
