/** Takes down what people say of an incident after it was opened, and weighs all that was said of it again. */
import { Injectable } from '@nestjs/common';
import type { Word } from '../alarms/alarm.js';
import { person as personActor } from '../kernel/actor.js';
import { Classifier } from '../law/classifier.adapter.js';
import { LawBook } from '../law/law-book.service.js';
import { word } from '../ledger/ledger.service.js';
import { Writer } from '../storage/writer.js';
import { IncidentFiles, type IncidentFile } from './incident-files.service.js';
import type { IncidentItem } from './incident.js';
import { Suggesting } from './suggesting.service.js';
import { workedWhole } from './whole.store.js';

@Injectable()
export class Telling {
  constructor(
    private readonly writer: Writer,
    private readonly files: IncidentFiles,
    private readonly suggesting: Suggesting,
    private readonly classifier: Classifier,
    private readonly book: LawBook,
  ) {}

  /** @returns the incident with what it may be now */
  async tell(person: string, id: string, text: string): Promise<IncidentItem> {
    const file = await this.files.file(id);
    const { incident } = await this.writer.write((unit) => workedWhole(unit, id));
    // Before the transaction: no alarm waits while a long report is read.
    const said = await this.classifier.classify(
      { zone: incident.zone, text: [...toldIn(file), text].join('\n'), signals: incident.signals },
      this.book.current,
    );
    await this.writer.write(async (unit) => {
      const { incident: row, findings } = await workedWhole(unit, id);
      unit.record({
        type: 'incident.told',
        by: personActor(person),
        subject: { kind: 'incident', id: row.id },
        data: { text: word(text, 'staff') },
      });
      await this.suggesting.suggest(unit, row, said, new Set(findings.map(({ code }) => code)));
    });
    return this.files.item(incident.id);
  }
}

/** All that was said of it so far; what was taken away since is not weighed again. */
const toldIn = ({ report, timeline }: IncidentFile): string[] =>
  [report, ...timeline.filter(({ type }) => type === 'incident.told').map(({ data }) => data['text'] as Word)]
    .map((each) => each?.text)
    .filter((text) => text !== undefined);
