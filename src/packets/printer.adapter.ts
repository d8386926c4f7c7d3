/** Prints a form on a thread of its own, so that no alarm waits for a page. */
import { Piscina } from 'piscina';
import type { Form } from './form-draft.js';
import type { PrintOrder } from './printing.worker.js';
import { errorOf, type Thrown } from './thrown.js';

export class Printer {
  readonly #threads = new Piscina<PrintOrder, Uint8Array | Thrown>({
    filename: new URL('./printing.worker.js', import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    // The fonts take a second to read, a page a few milliseconds: kept while somebody turns the pages.
    idleTimeout: 60_000,
  });

  /** @param templates folder of the court's own templates */
  constructor(private readonly templates: string | undefined) {}

  /** @throws as `printForms` */
  async print(form: Form, watermark?: string): Promise<Uint8Array> {
    const printed = await this.#threads.run({ form, watermark, templates: this.templates });
    if (!(printed instanceof Uint8Array)) throw errorOf(printed);
    return printed;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#threads.destroy();
  }
}
