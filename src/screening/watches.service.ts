/** Keeps the watch list: two people enter, it ends by itself, and every match and every reading is noted. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { demandSecondPerson } from '../access/approval.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import { toInstant, toMs } from '../kernel/clock.js';
import { conflict, invalid, missing } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { Entries } from '../ledger/entries.service.js';
import { word } from '../ledger/ledger.service.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { isSame, watchItem, type Instruction, type Watch, type WatchItem } from './watch.js';
import { allWatches, changeWatch, watchesInForce, WatchesTable, watchWith } from './watches.store.js';

export interface Proposal {
  readonly name: string;
  readonly document?: string | undefined;
  readonly ground: string;
  readonly instruction: Instruction;
  readonly until: string;
}

/** What the lane hears: a thing to do, and nothing of whom or why. */
export interface Match {
  readonly watch: string;
  readonly instruction: Instruction;
}

const longestMs = 366 * 24 * 3600 * 1000;

@Injectable()
export class Watches {
  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly entries: Entries,
  ) {}

  /** @throws WATCH_UNTIL_WRONG where it would end in the past, or not within a year */
  async propose(proposal: Proposal, viewer: Viewer): Promise<WatchItem> {
    const untilMs = Date.parse(proposal.until);
    if (untilMs <= Date.now() || untilMs > Date.now() + longestMs)
      throw invalid('WATCH_UNTIL_WRONG', 'an entry ends on a day to come, within a year');
    const by = actorOf(viewer);
    const watch = await this.writer.write(async (unit) => {
      const { document, instruction } = proposal;
      const row: Watch = {
        id: newIdentifier(toMs(unit.at), { bytes: randomBytes }),
        name: word(proposal.name, 'watch'),
        ground: word(proposal.ground, 'watch'),
        ...(document === undefined ? {} : { document: word(document, 'watch') }),
        instruction,
        until: toInstant(untilMs),
        state: 'proposed',
        proposed: { at: unit.at, by },
        session: viewer.session,
      };
      await unit.rows(WatchesTable).insert(row);
      const { id, name, ground, document: number, until } = row;
      unit.record({
        type: 'watch.proposed',
        by,
        subject: { kind: 'watch', id },
        data: { name, document: number, ground, instruction, until },
      });
      return row;
    });
    return this.entries.joined(watchItem(watch));
  }

  /** @throws SECOND_PERSON_NEEDED, WATCH_STATE_WRONG */
  async approve(id: string, viewer: Viewer): Promise<WatchItem> {
    const by = actorOf(viewer);
    const watch = await this.writer.write(async (unit) => {
      const proposed = await this.#mustBe(unit, id);
      demandSecondPerson(proposed.proposed, proposed.session, viewer);
      const approved = { at: unit.at, by };
      if (!(await changeWatch(unit, id, 'proposed', { state: 'active', approved }))) throw over(proposed);
      unit.record({ type: 'watch.approved', by, subject: { kind: 'watch', id }, data: {} });
      return { ...proposed, state: 'active' as const, approved };
    });
    return this.entries.joined(watchItem(watch));
  }

  /** Takes it off the list before its time. */
  async end(id: string, reason: string, viewer: Viewer): Promise<WatchItem> {
    const by = actorOf(viewer);
    const watch = await this.writer.write(async (unit) => {
      const standing = await this.#mustBe(unit, id);
      const ended = { at: unit.at, by, reason: word(reason, 'watch') };
      if (
        !(await changeWatch(unit, id, standing.state, { state: 'ended', ended })) ||
        standing.state === 'ended'
      )
        throw over(standing);
      unit.record({
        type: 'watch.ended',
        by,
        subject: { kind: 'watch', id },
        data: { reason: ended.reason },
      });
      return { ...standing, state: 'ended' as const, ended };
    });
    return this.entries.joined(watchItem(watch));
  }

  /** With names and grounds: the reading is in the ledger before anybody reads. */
  async read(viewer: Viewer): Promise<WatchItem[]> {
    const watches = await allWatches(this.reader);
    await this.writer.write(async (unit) =>
      unit.record({
        type: 'watch.read',
        by: actorOf(viewer),
        subject: { kind: 'watch', id: 'list' },
        data: { watches: watches.map(({ id }) => id) },
      }),
    );
    return this.entries.joined(watches.map(watchItem));
  }

  /** What the lane is to do about somebody who gives this name or document. A miss leaves no trace of him. */
  async match(lane: string, typed: string, viewer: Viewer): Promise<Match[]> {
    const now = toInstant(Date.now());
    const inForce = await this.entries.joined(await watchesInForce(this.reader, now));
    const found = inForce
      .filter(({ name, document }) => isSame(typed, [textOf(name), textOf(document)]))
      .map(({ id, instruction }) => ({ watch: id, instruction }));
    if (found.length > 0)
      await this.writer.write(async (unit) => {
        for (const { watch, instruction } of found)
          unit.record({
            type: 'watch.matched',
            by: actorOf(viewer),
            subject: { kind: 'watch', id: watch },
            data: { lane, instruction },
          });
      });
    return found;
  }

  async #mustBe(unit: Unit, id: string): Promise<Watch> {
    const watch = await watchWith(unit, id);
    if (watch === undefined) throw missing('WATCH_MISSING', 'there is no such entry on the watch list');
    return watch;
  }
}

const over = ({ state, approved, ended }: Watch): Error =>
  conflict('WATCH_STATE_WRONG', `the entry is ${state} already`, { state, first: ended ?? approved });

const textOf = (word: object | undefined): string | undefined =>
  word !== undefined && 'text' in word && typeof word.text === 'string' ? word.text : undefined;
