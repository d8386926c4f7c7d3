/** Reads what a PDF prints and what lies compressed in it. */
import { constants, inflateSync } from 'node:zlib';
import { temporaryFile, tool } from './packet-verdict.js';

/** As printed, without any space. */
export const textOf = (pdf: Buffer): string =>
  tool('pdftotext', ['-raw', temporaryFile('form.pdf', pdf), '-']).replaceAll(/\s/g, '');

/** Whatever is compressed, inflated. */
export function streamsOf(pdf: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 1))
    try {
      found.push(inflateSync(pdf.subarray(at + 7), { finishFlush: constants.Z_SYNC_FLUSH }));
    } catch {
      // Not compressed: it stands in the file as it is.
    }
  if (found.length === 0) throw new Error('nothing in this PDF could be inflated');
  return found;
}

/** Whether a text stands there as UTF-8 or as either UTF-16. */
export const isIn = (content: Buffer, text: string): boolean =>
  [text, Buffer.from(text, 'utf16le'), Buffer.from(text, 'utf16le').swap16()].some((spelled) =>
    content.includes(spelled),
  );
