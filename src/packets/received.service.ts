/** Remembers which parts of a packet each reader has had, so that a download in pieces, torn by a restart too, still ends in a hand-over. */
import { Injectable } from '@nestjs/common';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { isWhole, joined, type Part } from './received.js';
import { partsOf, putParts } from './received.store.js';

/** Who asks for it in more pieces than this is known to have it by his receipt alone. */
const mostParts = 1000;

@Injectable()
export class Received {
  /** by reader: parts whose last byte is on its way, so that of two that end together one knows of the other */
  readonly #ending = new Map<string, readonly Part[]>();

  constructor(
    private readonly reader: Reader,
    private readonly writer: Writer,
  ) {}

  /** The last byte of this part is about to leave. @returns whether he has all `bytes` with it */
  async ends(reader: string, part: Part, bytes: number): Promise<boolean> {
    const ending = [...(this.#ending.get(reader) ?? []), part];
    this.#ending.set(reader, ending);
    const kept = await partsOf(this.reader, reader);
    return isWhole([...kept, ...(this.#ending.get(reader) ?? ending)], bytes);
  }

  /** He has had this much of it. */
  async keep(reader: string, part: Part): Promise<void> {
    await this.writer.write(async (unit) => {
      const parts = joined([...(await partsOf(unit, reader)), part]);
      if (parts.length <= mostParts) await putParts(unit, reader, parts);
    });
  }

  /** It left, or it was torn: what is kept counts from now on. @param part as it was given to `ends` */
  over(reader: string, part: Part): void {
    const rest = (this.#ending.get(reader) ?? []).filter((one) => one !== part);
    if (rest.length === 0) this.#ending.delete(reader);
    else this.#ending.set(reader, rest);
  }
}
