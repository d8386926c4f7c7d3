/** Takes a text away for good: its hash stays in the ledger, so chain, proofs and packets stay whole. */
import { Injectable } from '@nestjs/common';
import { missing } from '../kernel/errors.js';
import { Entries } from '../ledger/entries.service.js';
import { Writer } from '../storage/writer.js';
import type { ApprovalItem } from './approval.js';
import { Approvals } from './approvals.service.js';
import { actorOf, type Viewer } from './viewer.js';

export interface PlacedWord {
  /** number of the entry */
  readonly seq: number;
  /** JSON Pointer into the entry, e.g. `/data/reason` */
  readonly path: string;
}

const kind = 'words.redaction';

@Injectable()
export class Redactions {
  constructor(
    private readonly writer: Writer,
    private readonly entries: Entries,
    private readonly approvals: Approvals,
  ) {}

  /** @throws WORD_MISSING where no text stands, APPROVAL_ASKED */
  async ask(viewer: Viewer, { seq, path }: PlacedWord, why: string): Promise<{ readonly id: string }> {
    const id = await this.writer.write(async (unit) => {
      if ((await this.entries.wordAt(unit, seq, path))?.text == null) throw gone();
      const wish = { kind, subject: `${seq}${path}`, about: { seq, path }, why };
      return this.approvals.ask(unit, viewer, wish);
    });
    return { id };
  }

  waiting(): Promise<ApprovalItem[]> {
    return this.approvals.waiting(kind);
  }

  approve(viewer: Viewer, id: string): Promise<void> {
    return this.writer.write(async (unit) => {
      const { about } = await this.approvals.approve(unit, viewer, kind, id);
      const { seq, path } = about as unknown as PlacedWord;
      const word = await this.entries.wordAt(unit, seq, path);
      if (word?.text == null) throw gone();
      await this.entries.forget(unit, word.word);
      unit.record({
        type: 'words.redacted',
        by: actorOf(viewer),
        subject: { kind: 'words', id: `${seq}${path}` },
        data: { seq, path, word: word.word, approval: id },
      });
    });
  }

  async refuse(viewer: Viewer, id: string): Promise<void> {
    await this.writer.write((unit) => this.approvals.refuse(unit, viewer, kind, id));
  }
}

const gone = (): Error => missing('WORD_MISSING', 'no text stands there, or it was taken away already');
