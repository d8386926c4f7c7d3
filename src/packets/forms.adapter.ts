/** Prints forms: Typst templates and their fields in, PDF/A-2b out, the same bytes for the same fields. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { canonical } from '../kernel/canonical.js';
import { DomainError, invalid, reasonOf } from '../kernel/errors.js';
import type { Form } from './form-draft.js';
import { markOf, markText } from './verification-mark.js';

export interface PrintedForm {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** 校验码: stands in the footer, as a QR code too, and in packet.json, so that a sheet of paper can be told to belong to this packet */
  readonly verificationCode: string;
}

const fonts = dirname(
  createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'),
);
export const templatesFolder = join(import.meta.dirname, 'forms');

export interface PrintOptions {
  /** folder of the court's own `.typ` files; each takes the place of ours of that name */
  readonly templates?: string | undefined;
  /** for whom a preview is: printed across each page, and what is not known is marked */
  readonly watermark?: string | undefined;
}

/**
 * @throws DomainError `FORM_CHARACTER_MISSING` naming the characters that the font cannot print,
 *   `FORM_TEMPLATE_BROKEN` where a template does not compile
 */
export async function printForms(
  forms: readonly Form[],
  { templates, watermark }: PrintOptions = {},
): Promise<PrintedForm[]> {
  const compiler = theCompiler();
  // All of them each time: what a court changes is printed from the next form on.
  for (const [name, text] of await sourcesOf(templates))
    compiler.addSource(join(templatesFolder, name), text);
  const printed = forms.map((form) => {
    const verificationCode = codeOf(form);
    const packet = form.fields['packet'];
    const mark = markOf(
      markText(form.name, verificationCode, typeof packet === 'string' ? packet : undefined),
    );
    const data = canonical({ ...form.fields, title: form.title, code: verificationCode, mark: { ...mark } });
    const inputs = { data, ...(watermark === undefined ? {} : { watermark }) };
    return { name: form.name, verificationCode, bytes: pdfOf(compiler, form, inputs) };
  });
  // The compiler remembers all that it ever laid out, on every thread of the process, until it is told to forget.
  compiler.evictCache(rememberedRounds);
  return printed;
}

async function sourcesOf(own: string | undefined): Promise<Map<string, string>> {
  const sources = new Map<string, string>();
  for (const folder of own === undefined ? [templatesFolder] : [templatesFolder, own])
    for (const name of await readdir(folder))
      if (name.endsWith('.typ')) sources.set(name, await readFile(join(folder, name), 'utf8'));
  return sources;
}

/** What no printing of the last so many used is forgotten: the compiler's makers suggest 10. */
const rememberedRounds = 10;

let known: NodeCompiler | undefined;

/** Reading the fonts takes longer than printing, so that is done once. */
const theCompiler = (): NodeCompiler =>
  (known ??= NodeCompiler.create({
    workspace: templatesFolder,
    fontArgs: [{ fontPaths: [join(fonts, '400Regular'), join(fonts, '700Bold')] }],
  }));

function pdfOf(compiler: NodeCompiler, form: Form, inputs: Record<string, string>): Uint8Array {
  try {
    const mainFilePath = join(templatesFolder, `${form.name}.typ`);
    return compiler.pdf({ mainFilePath, inputs }, { pdfStandard: 'a-2b' });
  } catch (error) {
    throw readable(form, reasonOf(error));
  }
}

function readable(form: Form, reason: string): DomainError {
  const lacking = [...reason.matchAll(/the text `\\?"(.+?)\\?"` could not be displayed/gu)].map(
    (found) => found[1],
  );
  const characters = [...new Set(lacking)];
  return characters.length > 0
    ? invalid('FORM_CHARACTER_MISSING', `${form.title}: no font prints ${characters.join(' ')}`, {
        form: form.name,
        characters,
      })
    : new DomainError('FORM_TEMPLATE_BROKEN', 'unavailable', `${form.title}: ${reason}`, { form: form.name });
}

/** 16 digits, in fours. */
function codeOf(form: Form): string {
  const digest = createHash('sha256').update(canonical({ form: form.name, ...form.fields }));
  const [...groups] = digest.digest('hex').slice(0, 16).toUpperCase().match(/.{4}/g) ?? [];
  return groups.join('-');
}
