/** Keeps how each recorder stands, and asks them to start and stop. */
import { Injectable } from '@nestjs/common';
import type { EventOf } from '../../devices/protocol/event.js';
import { Devices } from '../intake/devices.service.js';
import type { Actor } from '../kernel/actor.js';
import { invalid } from '../kernel/errors.js';
import { Reader } from '../storage/reader.js';
import type { RecordedFact, Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import type { Recorder, RecorderItem } from './mark.js';
import { allRecorders, putRecorder, recorderWith } from './marks.store.js';

type RecorderEvent = EventOf<'recorder'>;

const preSeconds = 30;

/** What the quiet events change; those that begin and end a recording are told as facts. */
function stateAfter(before: Recorder, event: RecorderEvent): Recorder | undefined {
  if (event.type === 'storage') return { ...before, freePercent: Math.round(event.freePercent) };
  if (event.type === 'call-started') return { ...before, onCall: true };
  return event.type === 'call-ended' ? { ...before, onCall: false } : undefined;
}

@Injectable()
export class Recorders {
  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly devices: Devices,
  ) {}

  async list(): Promise<RecorderItem[]> {
    const known = new Map((await allRecorders(this.reader)).map((recorder) => [recorder.id, recorder]));
    return this.devices
      .all()
      .filter(({ kind }) => kind === 'recorder')
      .map(({ id, name, place, state }) => ({ recording: false, ...known.get(id), id, name, place, state }));
  }

  async hear(unit: Unit, fact: RecordedFact, event: RecorderEvent): Promise<void> {
    const id = String(fact.data['device']);
    const before = (await recorderWith(unit, id)) ?? { id, recording: false, since: unit.at };
    const next = stateAfter(before, event);
    if (next !== undefined) await putRecorder(unit, next);
    if (event.type !== 'recording-started' && event.type !== 'recording-stopped') return;
    const recording = event.type === 'recording-started';
    const { asked: _done, ...rest } = before;
    await putRecorder(unit, { ...rest, recording, since: unit.at, reason: event.reason });
    unit.record({
      type: recording ? 'recorder.started' : 'recorder.stopped',
      by: fact.by,
      subject: { kind: 'recorder', id },
      data: { device: id, reason: event.reason },
    });
  }

  /** Asks one recorder, or all of a place. @returns whom it asked. @throws NO_RECORDER */
  async ask(
    action: 'start' | 'stop',
    which: { readonly device?: string | undefined; readonly place?: string | undefined },
    reason: string,
    by: Actor,
  ): Promise<string[]> {
    const asked = this.devices
      .all()
      .filter(({ kind, enabled }) => kind === 'recorder' && enabled)
      .filter(({ id, place }) => (which.device === undefined ? place === which.place : id === which.device))
      .map(({ id }) => id);
    if (asked.length === 0) throw invalid('NO_RECORDER', 'there is no recorder in use in that place');
    await this.writer.write(async (unit) => {
      for (const id of asked) await this.#askOne(unit, id, action, reason, by);
    });
    return asked;
  }

  async #askOne(unit: Unit, id: string, action: 'start' | 'stop', reason: string, by: Actor): Promise<void> {
    const before = (await recorderWith(unit, id)) ?? { id, recording: false, since: unit.at };
    await putRecorder(unit, { ...before, asked: { action, at: unit.at, by } });
    unit.record({
      type: 'recorder.asked',
      by,
      subject: { kind: 'recorder', id },
      data: { device: id, action, reason, preSeconds },
    });
  }
}
