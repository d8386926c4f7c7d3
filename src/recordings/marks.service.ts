/** Marks, notes and tags on recordings, and the spans that the sealed register takes away. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EventOf } from '../../devices/protocol/event.js';
import type { Actor } from '../kernel/actor.js';
import { laterBy, toInstant, toMs } from '../kernel/clock.js';
import { invalid, missing } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { Entries } from '../ledger/entries.service.js';
import { word } from '../ledger/ledger.service.js';
import { Reader } from '../storage/reader.js';
import type { Asking, RecordedFact, Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import type { Clip } from './clip.js';
import { isSealedTag, type Mark, type Span, type Tag } from './mark.js';
import {
  isSealedSpan,
  longestMarkMs,
  MarksTable,
  marksOver,
  recorderWith,
  removeSeal,
  SealsTable,
} from './marks.store.js';
import { clipsOver, clipWith, sealClips, sealedClips, unsealClip } from './recordings.store.js';

export type Flagged = Extract<EventOf<'recorder'>, { type: 'flagged' }>;

export interface Marking {
  readonly from: string;
  readonly to?: string | undefined;
  readonly tag?: Tag | undefined;
  readonly note?: string | undefined;
}

@Injectable()
export class Marks {
  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly entries: Entries,
  ) {}

  /** A key on the recorder was pressed. 干预、过问 are not marked: the register hears of them itself. */
  async flag(unit: Unit, fact: RecordedFact, event: Flagged): Promise<void> {
    if (isSealedTag(event.tag)) return;
    const { device } = fact.data as { device: string };
    const [from, longest] = [utc(event.from), laterBy(utc(event.from), longestMarkMs)];
    const to = utc(event.to) < longest ? utc(event.to) : longest;
    await this.#keep(
      unit,
      { device, from, to, tag: event.tag, at: unit.at, by: fact.by },
      // A voice on the telephone is somewhere else (domain.md 5.5, 3).
      { ...fact.data, ...((await recorderWith(unit, device))?.onCall === true ? { zone: 'R' } : {}) },
    );
  }

  /** @throws CLIP_UNKNOWN, MARK_OUTSIDE, TAG_SEALED */
  async mark(clipId: string, { from, to = from, tag, note }: Marking, by: Actor): Promise<Mark> {
    if (isSealedTag(tag))
      throw invalid('TAG_SEALED', 'interference and inquiry are filed in their own register');
    const mark = await this.writer.write(async (unit) => {
      const clip = await this.clip(unit, clipId);
      const span = { from: utc(from), to: utc(to) };
      if (span.from < clip.startedAt || span.to > clip.endedAt || span.to < span.from)
        throw invalid('MARK_OUTSIDE', 'the mark is not within the recording');
      const { device, place, zone, evidence, incident } = clip;
      return this.#keep(
        unit,
        {
          device,
          ...span,
          ...(tag === undefined ? {} : { tag }),
          ...(note === undefined ? {} : { note: word(note, 'staff') }),
          at: unit.at,
          by,
        },
        { place, zone, evidence, incident, clip: clipId },
      );
    });
    return this.entries.joined(mark);
  }

  /** What is marked on a clip, in the order in which it was spoken. */
  async of(clipId: string): Promise<Mark[]> {
    const clip = await this.clip(this.reader, clipId);
    return this.entries.joined(await marksOver(this.reader, clip));
  }

  /** A clip that is not sealed. @throws CLIP_UNKNOWN */
  async clip(asking: Asking, id: string): Promise<Clip> {
    const clip = await clipWith(asking, id);
    if (clip === undefined || clip.sealed === true)
      throw missing('CLIP_UNKNOWN', 'there is no such recording');
    return clip;
  }

  /** @returns the clips that are sealed by it; those that come later are sealed as they come */
  async seal(unit: Unit, { device, startedAt, endedAt }: Span): Promise<Clip[]> {
    const id = newIdentifier(toMs(unit.at), { bytes: randomBytes });
    await unit.rows(SealsTable).insert({ id, device, from: startedAt, to: endedAt });
    return sealClips(unit, { device, startedAt, endedAt });
  }

  /** @returns the clips that no other seal covers, which are open again */
  async unseal(unit: Unit, span: Span): Promise<Clip[]> {
    await removeSeal(unit, span);
    const opened: Clip[] = [];
    for (const clip of await sealedClips(unit, span)) {
      if (await isSealedSpan(unit, clip)) continue;
      await unsealClip(unit, clip.id);
      opened.push(clip);
    }
    return opened;
  }

  /** What a device recorded in a span that is sealed: for the register. */
  sealedOver(span: Span): Promise<Clip[]> {
    return sealedClips(this.reader, span);
  }

  /** All of it, sealed or not: for saying how it stands. */
  recordedOver(span: Span): Promise<Clip[]> {
    return clipsOver(this.reader, span);
  }

  isSealed(asking: Asking, span: Span): Promise<boolean> {
    return isSealedSpan(asking, span);
  }

  async #keep(unit: Unit, mark: Omit<Mark, 'id'>, about: object): Promise<Mark> {
    const row = { id: newIdentifier(toMs(unit.at), { bytes: randomBytes }), ...mark };
    await unit.rows(MarksTable).insert(row);
    const { place, zone, evidence, incident, clip } = about as Record<string, string | undefined>;
    const { device, from, to, tag, note } = row;
    unit.record({
      type: 'mark.made',
      by: mark.by,
      subject: { kind: 'mark', id: row.id },
      data: { device, from, to, tag, note, place, zone, evidence, incident, clip },
    });
    return row;
  }
}

const utc = (at: string): string => toInstant(Date.parse(at));
