/** What a person flagged and reported, with what became of it. */
import { Injectable } from '@nestjs/common';
import { IncidentFiles } from '../incidents/incident-files.service.js';
import { Entries } from '../ledger/entries.service.js';
import type { Word } from '../ledger/entry.js';
import { Marks } from '../recordings/marks.service.js';
import { Reader } from '../storage/reader.js';
import { Benches } from './benches.service.js';
import { fateOf, recordingOf, type OwnCall, type OwnCallRow, type Written } from './own-call.js';
import { ownCalls } from './own-calls.store.js';

@Injectable()
export class OwnCalls {
  constructor(
    private readonly reader: Reader,
    private readonly entries: Entries,
    private readonly benches: Benches,
    private readonly marks: Marks,
    private readonly incidents: IncidentFiles,
  ) {}

  /** Newest first. */
  async of(
    person: string,
    limit: number,
    cursor: string | undefined,
  ): Promise<{ items: OwnCall[]; next: string | null }> {
    const [at, id] = cursor?.split('_') ?? [];
    const after = at === undefined || id === undefined ? undefined : { at, id };
    const alone = await this.benches.alone(person);
    const rows = await ownCalls(this.reader, { person, alone }, limit + 1, after);
    const page = await this.entries.joined(rows.slice(0, limit));
    const last = page.at(-1);
    return {
      items: await Promise.all(page.map((row) => this.#item(row))),
      next: rows.length > limit && last !== undefined ? `${last.at}_${last.id}` : null,
    };
  }

  async #item(row: OwnCallRow): Promise<OwnCall> {
    const { id, kind, how, at, happenedAt, place, channel, wrote = {}, incident } = row;
    const state = incident === undefined ? undefined : await this.incidents.stateOf(incident);
    const recording = recordingOf(await this.#clips(row));
    return {
      id,
      kind,
      how,
      at,
      happenedAt,
      ...(place === undefined ? {} : { place }),
      ...(channel === undefined ? {} : { channel }),
      wrote: textsIn(wrote),
      fate: fateOf(row, state),
      ...(recording === undefined ? {} : { recording }),
    };
  }

  #clips({ device, from, to }: OwnCallRow): ReturnType<Marks['recordedOver']> {
    return device === undefined || from === undefined || to === undefined
      ? Promise.resolve([])
      : this.marks.recordedOver({ device, startedAt: from, endedAt: to });
  }
}

/** He wrote them: that they are sealed from others does not seal them from him. What was taken away since is gone for him too. */
const textsIn = (wrote: Written<Word & { readonly text?: string }>): Written<string> =>
  Object.fromEntries(
    Object.entries(wrote).flatMap(([field, { text }]) => (text === undefined ? [] : [[field, text]])),
  );
