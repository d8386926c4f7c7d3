/** Shelves what equipment finds and takes devices out of service; both end by themselves. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { demandSecondPerson } from '../access/approval.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import { Policies } from '../duty/policies.service.js';
import { Devices } from '../intake/devices.service.js';
import { theSystem, type Actor } from '../kernel/actor.js';
import { toInstant, toMs } from '../kernel/clock.js';
import { conflict, invalid, missing } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { Entries } from '../ledger/entries.service.js';
import { word } from '../ledger/ledger.service.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import type { Annunciation } from './alarm.js';
import { setTimers, stopTimers } from './alarms.store.js';
import { after, isPanic, type Stimulus } from './annunciation.js';
import { timersEndedBy } from './answer.js';
import { timersAfter } from './escalation.js';
import { covers, faultOf, type NewShelf, type ShelfFault, type ShelfItem } from './shelf.js';
import { annunciate, openOf, openShelves, shelfWith, ShelfTable, type ShelfRow } from './shelves.store.js';

export const shelfTimer = 'shelf-over';
const refusal: Readonly<Record<ShelfFault, () => Error>> = {
  'is-panic': () =>
    invalid(
      'PANIC_NEVER_SHELVED',
      'a call for help is never shelved; two people may take its device out of service',
    ),
  'no-kind': () =>
    invalid('SHELF_NEEDS_KIND', 'say what of the device is shelved: a kind of trouble, forced or decision'),
  'too-long': () => invalid('SHELF_TOO_LONG', 'a shelf ends within 8 hours, an out of service within 7 days'),
};

@Injectable()
export class Shelves {
  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly entries: Entries,
    private readonly devices: Devices,
    private readonly policies: Policies,
  ) {}

  async open(): Promise<ShelfItem[]> {
    return this.entries.joined((await openShelves(this.reader)).map(shown));
  }

  /** Shelving stands at once; out of service waits for a second person. */
  async ask(given: NewShelf, viewer: Viewer): Promise<ShelfItem> {
    const fault = faultOf(given, toInstant(Date.now()));
    if (fault !== undefined) throw refusal[fault]();
    const { mode, device, kind, until } = given;
    if (this.devices.named(device) === undefined)
      throw missing('DEVICE_UNKNOWN', `there is no device ${device}`);
    return this.#done(
      await this.writer.write(async (unit) => {
        const id = newIdentifier(toMs(unit.at), { bytes: randomBytes });
        const asked = { at: unit.at, by: actorOf(viewer) };
        const reason = word(given.reason, 'staff');
        const about = { mode, device, ...(kind === undefined ? {} : { kind }), until, reason };
        const shelf: ShelfRow = { id, ...about, state: 'asked', asked, session: viewer.session };
        await unit.rows(ShelfTable).insert(shelf);
        if (mode === 'shelved') await this.#stand(unit, shelf, asked.by);
        else unit.record({ type: 'shelf.asked', by: asked.by, subject: { kind: 'shelf', id }, data: about });
        return id;
      }),
    );
  }

  /** @throws SHELF_NOT_ASKED, SECOND_PERSON_NEEDED, SHELF_OVER */
  async approve(id: string, viewer: Viewer): Promise<ShelfItem> {
    await this.writer.write(async (unit) => {
      const shelf = mustBe(await shelfWith(unit, id));
      if (shelf.state !== 'asked')
        throw conflict('SHELF_NOT_ASKED', `it is ${shelf.state} already`, {
          first: shelf.approved ?? shelf.ended,
        });
      demandSecondPerson(shelf.asked, shelf.session, viewer);
      if (shelf.until <= unit.at) throw conflict('SHELF_OVER', 'its end has passed');
      const approved = { at: unit.at, by: actorOf(viewer) };
      await unit.rows(ShelfTable).update({ id }, { approved });
      await this.#stand(unit, shelf, approved.by);
    });
    return this.#done(id);
  }

  async end(id: string, by: Actor): Promise<void> {
    await this.writer.write(async (unit) => {
      const shelf = mustBe(await shelfWith(unit, id));
      if (shelf.state === 'ended') throw conflict('SHELF_ENDED', 'it has ended', { first: shelf.ended });
      await this.#end(unit, shelf, by);
    });
  }

  /** Its time is over: what it kept silent sounds again. */
  async over(unit: Unit, id: string): Promise<void> {
    const shelf = await shelfWith(unit, id);
    if (shelf !== undefined && shelf.state !== 'ended') await this.#end(unit, shelf, theSystem);
  }

  async #stand(unit: Unit, shelf: ShelfRow, by: Actor): Promise<void> {
    const { id, mode, device, kind, until, reason } = shelf;
    await unit.rows(ShelfTable).update({ id }, { state: 'standing' });
    await setTimers(unit, [{ kind: shelfTimer, subject: id, dueAt: until }]);
    const stimulus = mode === 'shelved' ? 'shelve' : 'take-out';
    const silent = await this.#stimulate(unit, shelf, stimulus, mode);
    for (const alarm of silent.alarms) await stopTimers(unit, alarm, timersEndedBy.close);
    const data = { mode, device, ...(kind === undefined ? {} : { kind }), until, reason, ...silent };
    unit.record({ type: 'shelf.set', by, subject: { kind: 'shelf', id }, data });
  }

  async #end(unit: Unit, shelf: ShelfRow, by: Actor): Promise<void> {
    const { id, mode, device, kind } = shelf;
    await unit.rows(ShelfTable).update({ id }, { state: 'ended', ended: { at: unit.at, by } });
    await stopTimers(unit, id, [shelfTimer]);
    const back = await this.#stimulate(unit, shelf, 'put-back', 'unacknowledged');
    const { steps } = this.policies.of(this.devices.named(device)?.place ?? '');
    for (const alarm of back.alarms) await setTimers(unit, timersAfter(steps, alarm, toInstant(Date.now())));
    const data = { mode, device, ...(kind === undefined ? {} : { kind }), ...back };
    unit.record({ type: 'shelf.ended', by, subject: { kind: 'shelf', id }, data });
  }

  /** @returns the ids of what changed, as the fact tells them */
  async #stimulate(
    unit: Unit,
    shelf: ShelfRow,
    stimulus: Stimulus,
    to: Annunciation,
  ): Promise<{ alarms: string[]; troubles: string[] }> {
    const open = await openOf(unit, shelf.device);
    const from = (state: Annunciation): boolean => stimulus !== 'put-back' || state === shelf.mode;
    const changes = (state: Annunciation, kind: string): boolean =>
      covers(shelf, kind) && from(state) && after(state, stimulus, isPanic(kind)) === to && state !== to;
    const alarms = open.alarms.filter((one) => changes(one.annunciation, one.source)).map(({ id }) => id);
    const troubles = open.troubles
      .filter((one) => changes(one.annunciation ?? 'unacknowledged', one.kind))
      .map(({ id }) => id);
    await annunciate(unit, 'alarms', alarms, to);
    await annunciate(unit, 'troubles', troubles, to);
    return { alarms, troubles };
  }

  async #done(id: string): Promise<ShelfItem> {
    return this.entries.joined(shown(mustBe(await shelfWith(this.reader, id))));
  }
}

const shown = ({ session: _session, ...shelf }: ShelfRow): ShelfItem => shelf;

function mustBe(shelf: ShelfRow | undefined): ShelfRow {
  if (shelf === undefined) throw missing('SHELF_MISSING', 'there is no such shelf');
  return shelf;
}
