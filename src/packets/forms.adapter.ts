/** Prints forms: Typst templates and their fields in, PDF/A-2b out, the same bytes for the same fields. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { canonical } from '../kernel/canonical.js';
import { DomainError, invalid, reasonOf } from '../kernel/errors.js';
import type { Form } from './form.js';

export interface PrintedForm {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** 校验码: stands in the footer and in packet.json, so that a sheet of paper can be told to belong to this packet */
  readonly verificationCode: string;
}

const fonts = dirname(
  createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'),
);
export const templatesFolder = join(import.meta.dirname, 'forms');

/**
 * @param templates folder of the `.typ` files; a court may have its own
 * @throws DomainError `FORM_CHARACTER_MISSING` naming the characters that the font cannot print,
 *   `FORM_TEMPLATE_BROKEN` where a template does not compile
 */
export async function printForms(
  forms: readonly Form[],
  templates = templatesFolder,
): Promise<PrintedForm[]> {
  const compiler = compilerFor(templates);
  const printed: PrintedForm[] = [];
  for (const form of forms) {
    const verificationCode = codeOf(form);
    const data = canonical({ ...form.fields, title: form.title, code: verificationCode });
    const template = join(templates, `${form.name}.typ`);
    compiler.addSource(template, await readFile(template, 'utf8'));
    printed.push({ name: form.name, verificationCode, bytes: pdfOf(compiler, form, template, data) });
  }
  return printed;
}

const compilers = new Map<string, NodeCompiler>();

/** Reading the fonts takes longer than printing, so that is done once. */
function compilerFor(templates: string): NodeCompiler {
  const known = compilers.get(templates);
  if (known !== undefined) return known;
  const compiler = NodeCompiler.create({
    workspace: templates,
    fontArgs: [{ fontPaths: [join(fonts, '400Regular'), join(fonts, '700Bold')] }],
  });
  compilers.set(templates, compiler);
  return compiler;
}

function pdfOf(compiler: NodeCompiler, form: Form, template: string, data: string): Uint8Array {
  try {
    return compiler.pdf({ mainFilePath: template, inputs: { data } }, { pdfStandard: 'a-2b' });
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
