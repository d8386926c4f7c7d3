/** Issues slips for what is left at a lane, and ends them by a signed return or a hand-over. */
import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { actorOf, type Viewer } from '../access/viewer.js';
import type { Actor } from '../kernel/actor.js';
import { toMs } from '../kernel/clock.js';
import { conflict, invalid, missing } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { Entries } from '../ledger/entries.service.js';
import type { Word } from '../ledger/entry.js';
import { word } from '../ledger/ledger.service.js';
import { Blobs } from '../storage/blobs.js';
import { Reader } from '../storage/reader.js';
import type { Asking, Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { CourtDays } from './lanes.service.js';
import {
  firstState,
  freeShelf,
  numberOf,
  slipItem,
  type Slip,
  type SlipEnd,
  type SlipItem,
  type SlipKind,
  type SlipState,
} from './slip.js';
import { pictureKind } from './picture.js';
import { Pictures } from './pictures.service.js';
import { endSlip, listSlips, nextNth, SlipsTable, slipWith, takenShelves } from './slips.store.js';

export interface Leaving {
  readonly lane: string;
  readonly kind: SlipKind;
  readonly class?: string | undefined;
  readonly item?: Word;
  readonly owner?: string | undefined;
  /** the lowest free one where it is absent */
  readonly shelf?: string | undefined;
  readonly operators: readonly Word[];
}

@Injectable()
export class Slips {
  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly entries: Entries,
    private readonly blobs: Blobs,
    private readonly pictures: Pictures,
    private readonly days: CourtDays,
  ) {}

  async issue(unit: Unit, leaving: Leaving, by: Actor): Promise<SlipItem> {
    const { lane, kind, item, operators, class: kindOfItem } = leaving;
    const day = this.days.of(unit.at);
    const nth = await nextNth(unit, day);
    const state = firstState(kind);
    const shelf = state === 'kept' ? (leaving.shelf ?? freeShelf(await takenShelves(unit))) : undefined;
    const slip: Slip = {
      id: newIdentifier(toMs(unit.at), { bytes: randomBytes }),
      day,
      nth,
      number: numberOf(day, nth),
      lane,
      kind,
      state,
      at: unit.at,
      by,
      operators,
      ...(kindOfItem === undefined ? {} : { class: kindOfItem }),
      ...(item === undefined ? {} : { item }),
      ...(leaving.owner === undefined ? {} : { owner: word(leaving.owner, 'staff') }),
      ...(shelf === undefined ? {} : { shelf }),
    };
    await unit.rows(SlipsTable).insert(slip);
    const { id, number, owner } = slip;
    unit.record({
      type: 'slip.issued',
      by,
      subject: { kind: 'slip', id },
      data: { number, lane, slip: kind, class: kindOfItem, shelf, item, owner, operators },
    });
    return slipItem(slip);
  }

  /** @throws PICTURE_WRONG, SLIP_MISSING */
  async photograph(id: string, bytes: Uint8Array, by: Actor): Promise<SlipItem> {
    const slip = await this.#withPicture(id, bytes, (photo) =>
      this.writer.write(async (unit) => {
        const { photo: before, ...kept } = await mustBe(unit, id);
        await unit.rows(SlipsTable).update({ id }, { photo });
        unit.record({
          type: 'slip.photographed',
          by,
          subject: { kind: 'slip', id },
          data: { number: kept.number, sha256: photo, before },
        });
        return { ...kept, photo };
      }),
    );
    return this.entries.joined(slipItem(slip));
  }

  /** Back to its owner, who signs for it. @throws SLIP_ENDED with who was first and when */
  async giveBack(
    id: string,
    { to, signature }: { to?: string | undefined; signature: Uint8Array },
    by: Actor,
  ): Promise<SlipItem> {
    return this.#withPicture(id, signature, (signed) =>
      this.#end(id, 'returned', by, { ...named('to', to), signature: signed }),
    );
  }

  /** To the police, with what they gave for it. */
  handOver(
    id: string,
    { to, receipt }: { to: string; receipt?: string | undefined },
    by: Actor,
  ): Promise<SlipItem> {
    return this.#end(id, 'handed-over', by, { ...named('to', to), ...named('receipt', receipt) });
  }

  async list(
    wanted: { readonly state?: SlipState | undefined; readonly number?: string | undefined },
    limit: number,
    cursor: string | undefined,
  ): Promise<{ items: SlipItem[]; next: string | null }> {
    const [at, id] = cursor?.split('_') ?? [];
    const after = at === undefined || id === undefined ? undefined : { at, id };
    const rows = await listSlips(this.reader, wanted, limit + 1, after);
    const items = await this.entries.joined(rows.slice(0, limit).map(slipItem));
    const last = items.at(-1);
    return { items, next: rows.length > limit && last !== undefined ? `${last.at}_${last.id}` : null };
  }

  /** A photo or a signature of a slip; that it was looked at is in the ledger before anybody sees it. @throws SLIP_MISSING, PICTURE_MISSING */
  async picture(viewer: Viewer, id: string, which: 'photo' | 'signature'): Promise<Readable> {
    const slip = await mustBe(this.reader, id);
    const sha256 = which === 'photo' ? slip.photo : slip.ended?.signature;
    if (sha256 === undefined) throw missing('PICTURE_MISSING', `this slip has no ${which}`);
    await this.writer.write(async (unit) =>
      unit.record({
        type: 'slip.viewed',
        by: actorOf(viewer),
        subject: { kind: 'slip', id },
        data: { number: slip.number, which, sha256, address: viewer.address },
      }),
    );
    return this.blobs.open(sha256);
  }

  async #end(
    id: string,
    state: Exclude<SlipState, 'kept'>,
    by: Actor,
    about: Pick<SlipEnd, 'to' | 'signature' | 'receipt'>,
  ): Promise<SlipItem> {
    const slip = await this.writer.write(async (unit) => {
      const kept = await mustBe(unit, id);
      const ended: SlipEnd = { at: unit.at, by, ...about };
      if (!(await endSlip(unit, id, { state, ended })))
        throw conflict('SLIP_ENDED', `the item is ${kept.state} already`, {
          state: kept.state,
          first: kept.ended ?? { at: kept.at, by: kept.by },
        });
      const { number, lane, kind } = kept;
      unit.record({
        type: `slip.${state}`,
        by,
        subject: { kind: 'slip', id },
        data: { number, lane, slip: kind, ...about },
      });
      return { ...kept, state, ended };
    });
    return this.entries.joined(slipItem(slip));
  }

  async #withPicture<Written>(
    id: string,
    bytes: Uint8Array,
    write: (sha256: string) => Promise<Written>,
  ): Promise<Written> {
    if (pictureKind(bytes) === undefined)
      throw invalid('PICTURE_WRONG', 'this is no JPEG and no PNG picture');
    await mustBe(this.reader, id);
    return this.pictures.keep(id, bytes, write);
  }
}

async function mustBe(asking: Asking, id: string): Promise<Slip> {
  const slip = await slipWith(asking, id);
  if (slip === undefined) throw missing('SLIP_MISSING', 'there is no such slip');
  return slip;
}

const named = (name: 'to' | 'receipt', text: string | undefined): Pick<SlipEnd, 'to' | 'receipt'> =>
  text === undefined ? {} : { [name]: word(text, 'staff') };
