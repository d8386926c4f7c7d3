/** The QR code in the footer, read from the printed page by a program that is not ours. */
import { describe, expect, it } from '@jest/globals';
import { formsOf } from '../../../src/packets/form.js';
import { printForms } from '../../../src/packets/forms.adapter.js';
import { sealingOf } from '../../../src/packets/seal.adapter.js';
import { markOf } from '../../../src/packets/verification-mark.js';
import { newCourt, newFolder, newInput } from '../../support/packet-court.js';
import { temporaryFile, tool } from '../../support/packet-verdict.js';

/** What zbar reads of a page, printed as coarsely as a fax. */
function readFrom(pdf: Uint8Array, page: number): string {
  const path = temporaryFile('form.pdf', pdf);
  const pages = ['-f', String(page), '-l', String(page), '-singlefile'];
  tool('pdftoppm', ['-r', '200', '-gray', '-png', ...pages, path, path.slice(0, -4)]);
  return tool('zbarimg', ['--quiet', '--raw', '--nodbus', path.replace(/pdf$/, 'png')]).trim();
}

describe('the mark in the footer', () => {
  it('is read by zbar on the first page and on the last one: packet, form and code', async () => {
    const court = newCourt();
    const input = await newInput(court, newFolder());
    const forms = formsOf(input, sealingOf(court.sealer)).filter(({ name }) => /^f(1|10)-/.test(name));
    for (const { name, bytes, verificationCode } of await printForms(forms)) {
      const text = `${input.id.toUpperCase()} ${name.split('-')[0]!.toUpperCase()} ${verificationCode}`;
      const last = Number(/Pages:\s+(\d+)/.exec(tool('pdfinfo', [temporaryFile('form.pdf', bytes)]))![1]);
      for (const page of new Set([1, last])) expect([name, readFrom(bytes, page)]).toEqual([name, text]);
    }
  });

  it('has its dark squares as runs that do not touch each other in a row', () => {
    const { modules, dark } = markOf('01KB2V9X4M0000000000000001 F1 A1B2-C3D4-E5F6-A7B8');
    expect(modules).toBe(29);
    // The corner of a finder: seven dark, then a light one.
    expect(dark[0]).toEqual([0, 0, 7]);
    for (const [column, row, run] of dark)
      expect(dark.some(([x, y]) => y === row && x >= column && x <= column + run && x !== column)).toBe(
        false,
      );
  });
});
