/** The register of custody (F10): in the words of the form whatever is done, and no judge's name. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Role } from '../../../src/access/permission.js';
import { acts, custodyOf } from '../../../src/packets/custody.js';
import { formsOf } from '../../../src/packets/form.js';
import { printForms } from '../../../src/packets/forms.adapter.js';
import { sealingOf } from '../../../src/packets/seal.adapter.js';
import { newCourt, newFolder, newInput } from '../../support/packet-court.js';
import { temporaryFile, tool } from '../../support/packet-verdict.js';

const act = (type: string, by: string) => ({
  seq: 1,
  type,
  at: '2026-11-21T01:00:00.000Z',
  by: { kind: 'person', id: by } as const,
  subject: { kind: 'evidence', id: 'e1' },
  data: {},
});

describe('the register of custody', () => {
  it('has a word of the form for every fact of exhibits and packets that the console knows', () => {
    const known = readFileSync('web/texts/fact-types.ts', 'utf8').match(
      /(?<=')(?:evidence|packet)\.[a-z-]+(?=')/g,
    );
    expect(known!.length).toBeGreaterThan(20);
    expect(known!.filter((type) => acts[type] === undefined)).toEqual([]);
  });

  it('names who keeps evidence, and no judge, whatever he is called in the house', () => {
    const names: Readonly<Record<string, readonly Role[]>> = {
      王书记: ['clerk'],
      沈法官: ['judge'],
      杨院长: ['president'],
      郑委员: ['committee'],
      兼任者: ['clerk', 'judge'],
      张联络: ['police'],
    };
    const people = new Map(Object.entries(names).map(([name, roles]) => [name, { name, roles }]));
    const register = custodyOf(
      Object.keys(names).map((name) => act('access.refused', name)),
      people,
      new Map([['e1', '录音.wav']]),
    );
    expect(register.map(({ by, unit, act: done }) => [by, unit, done])).toEqual([
      ['王书记', '本院', '拒绝查阅'],
      ...Array.from({ length: 4 }, () => ['法官（姓名不披露）', '本院', '拒绝查阅']),
      ['张联络', '公安', '拒绝查阅'],
    ]);
  });

  it('and the list of materials keep a long file name within its own column', async () => {
    const court = newCourt();
    const made = await newInput(court, newFolder());
    const name = '01m81q77q337dyfv212s7qhb27-recording.wav';
    const items = made.items.map((item) => ({ ...item, name }));
    const row = { seq: 9, at: '2026-11-21T01:00:00.000Z', by: '书记员', act: '导入', object: name };
    const input = { ...made, items, custody: [{ ...row, reason: '事由' }] };
    const forms = await printForms(formsOf(input, sealingOf(court.sealer)));
    for (const [form, next] of [
      ['f2-material-list', '电子数据'],
      ['f10-custody-register', '事由'],
    ] as const) {
      const { bytes } = forms.find((one) => one.name === form)!;
      const page = tool('pdftotext', ['-bbox', temporaryFile('form.pdf', bytes), '-']);
      const words = [...page.matchAll(/xMin="([\d.]+)" .*xMax="([\d.]+)".*>(.+)<\/word>/g)];
      const pieces = words.filter(
        ([, , , word = '']) => /^[a-z0-9.-]{4,}$/.test(word) && name.includes(word),
      );
      expect(pieces.map(([, , , word]) => word).join('')).toBe(name);
      const nextAt = Math.min(
        ...words.filter(([, , , word]) => word === next).map(([, from]) => Number(from)),
      );
      for (const [, , to] of pieces) expect(Number(to)).toBeLessThan(nextAt);
    }
  });
});
