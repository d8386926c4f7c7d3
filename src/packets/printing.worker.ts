/** The thread that prints previews, so that no alarm waits for a page. */
import { printForms } from './forms.adapter.js';
import type { Form } from './form-draft.js';
import { thrownOf, type Thrown } from './thrown.js';

export interface PrintOrder {
  readonly form: Form;
  readonly watermark?: string | undefined;
  readonly templates?: string | undefined;
}

export default async function print({ form, ...options }: PrintOrder): Promise<Uint8Array | Thrown> {
  try {
    const [printed] = await printForms([form], options);
    if (printed === undefined) throw new RangeError('one form in, one form out');
    return printed.bytes;
  } catch (error) {
    return thrownOf(error);
  }
}
