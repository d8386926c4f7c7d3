/** Shows forms before anything is approved: what is missing in each, and each as it would be printed, marked for its reader. */
import { Injectable } from '@nestjs/common';
import { actorOf, type Viewer } from '../access/viewer.js';
import { toInstant } from '../kernel/clock.js';
import { conflict, missing } from '../kernel/errors.js';
import { Writer } from '../storage/writer.js';
import { Contents, type Court } from './contents.service.js';
import { coverSheetOf, type Copy } from './cover-sheet.js';
import { allForms, type PossibleForm } from './form.js';
import type { Form, FormInput, FormItem } from './form-draft.js';
import { beijingDay } from './form-words.js';
import type { PacketRow } from './packet-order.js';
import type { Printer } from './printer.adapter.js';
import { sealingOf, type Sealer } from './seal.adapter.js';

@Injectable()
export class Previews {
  constructor(
    private readonly contents: Contents,
    private readonly sealer: Sealer,
    private readonly writer: Writer,
    private readonly printer: Printer,
    private readonly court: Court,
  ) {}

  async list(packet: PacketRow): Promise<FormItem[]> {
    return (await this.#forms(packet)).forms.map(({ name, title, blanks = [], isInside }) => ({
      name,
      title,
      inside: isInside,
      missing: blanks,
    }));
  }

  /** One form as PDF with the reader's name across it; the reading is an entry before the first byte leaves. */
  async form(viewer: Viewer, packet: PacketRow, name: string): Promise<Uint8Array> {
    const { forms, persons } = await this.#forms(packet);
    const form = forms.find((one) => one.name === name);
    if (form === undefined) throw missing('FORM_UNKNOWN', 'there is no such form');
    const day = beijingDay(toInstant(Date.now()));
    const watermark = `预览，非正式文书\n${viewer.name}　${day}`;
    return this.#print(viewer, packet, form, { watermark, persons: form.names ? persons : [] });
  }

  /** 随附校验单 for a disc: 封存件 or 工作件. */
  async coverSheet(viewer: Viewer, packet: PacketRow, copy: Copy | undefined): Promise<Uint8Array> {
    const { id, sha256, sm3, bytes, sealing, sealedAt } = packet;
    if (sha256 === undefined || sm3 === undefined || bytes === undefined || sealedAt === undefined)
      throw conflict(
        'PACKET_NOT_SEALED',
        `the packet is ${packet.state}; its values are known once it is sealed`,
        {
          state: packet.state,
        },
      );
    const named = { id, court: this.court, builtAt: sealedAt };
    const { keys } = sealingOf(this.sealer);
    const key = keys.find(({ name }) => name === 'ledger-key.pem')?.value ?? '';
    const values = { bytes, sha256, sm3, manifests: sealing?.manifests ?? {} };
    return this.#print(viewer, packet, coverSheetOf(named, values, key, copy));
  }

  async #forms(packet: PacketRow): Promise<{ forms: PossibleForm[]; persons: FormInput['persons'] }> {
    const sealing = sealingOf(this.sealer, this.sealer.timestamping?.authority);
    const input = await this.contents.preview(packet, toInstant(Date.now()));
    return { forms: allForms(input, sealing), persons: input.persons };
  }

  async #print(
    viewer: Viewer,
    { id, incident }: PacketRow,
    form: Form,
    { watermark, persons = [] }: Shown = {},
  ): Promise<Uint8Array> {
    const printed = await this.printer.print(form, watermark);
    await this.writer.write(async (unit) => {
      const by = actorOf(viewer);
      const data = { incident, form: form.name };
      unit.record({ type: 'packet.viewed', by, subject: { kind: 'packet', id }, data });
      this.contents.noteNamed(unit, by, persons, id);
    });
    return printed;
  }
}

interface Shown {
  readonly watermark?: string;
  /** whom the form names */
  readonly persons?: FormInput['persons'];
}
