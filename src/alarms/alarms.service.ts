/** Raises alarms and takes every step of the answer, each with its fact. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { person as personActor, type Actor } from '../kernel/actor.js';
import { toInstant, toMs, type Instant } from '../kernel/clock.js';
import { conflict, missing } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { Entries } from '../ledger/entries.service.js';
import { word } from '../ledger/ledger.service.js';
import type { PolicyStep } from '../duty/policy.js';
import { Policies } from '../duty/policies.service.js';
import { Procedures } from '../procedures/procedures.service.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import {
  drillOf,
  patternAfter,
  responseOf,
  type AlarmItem,
  type AlarmSource,
  type Level,
  type Step,
  type Verb,
  type Zone,
} from './alarm.js';
import {
  alarmsOf,
  alarmsOfDrill,
  alarmWith,
  changeAlarm,
  hush,
  insertAlarm,
  listAlarms,
  openAlarmOf,
  openAlarms,
  setTimers,
  stepAlarm,
  stopCheckIns,
  stopTimers,
} from './alarms.store.js';
import { after, isPanic } from './annunciation.js';
import type { Care } from './care.js';
import { isForAnswering, stepTaken, timersEndedBy, type StepWords } from './answer.js';
import { runningDrill } from './drills.store.js';
import { countsFrom, timersAfter } from './escalation.js';
import { aboutAlarm, deadlineTimers, overdueTimers } from './overdue.js';
import { silencedAs } from './shelves.store.js';

/** What rings, wherever it came from. */
export interface Ring {
  readonly by: Actor;
  readonly place: string;
  readonly zone: Zone;
  readonly level: Level;
  readonly source: AlarmSource;
  readonly pattern?: string;
  readonly device?: string;
  readonly deviceAt?: Instant;
  readonly late?: boolean;
  readonly brokerAt?: Instant;
  /** when it was heard: what is due counts from here, however late it could be made to ring */
  readonly heardAt?: Instant;
  /** the event's name or hash, and what a gate found: copied into the fact */
  readonly event?: Readonly<Record<string, unknown>>;
  /** the drill that planned this press */
  readonly drill?: string;
}

@Injectable()
export class Alarms {
  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly entries: Entries,
    private readonly policies: Policies,
    private readonly procedures: Procedures,
  ) {}

  /**
   * @param known the open alarm that a further press belongs to, where its presser is no device
   * @returns the alarm's id: a new one, or the open one that a further press of the same device belongs to
   */
  async ring(unit: Unit, ring: Ring, known?: AlarmItem): Promise<string> {
    const isPress = ring.source !== 'forced' && ring.source !== 'decision' && ring.source !== 'browser';
    const open =
      known ??
      (isPress && ring.device !== undefined ? await openAlarmOf(unit, ring.device, ring.drill) : undefined);
    return open === undefined ? this.#raise(unit, ring) : this.#pressAgain(unit, ring, open);
  }

  async #raise(unit: Unit, ring: Ring): Promise<string> {
    const { by, event, heardAt, ...rest } = ring;
    const from = countsFrom(heardAt, toInstant(Date.now()));
    const id = newIdentifier(toMs(unit.at), { bytes: randomBytes });
    const silenced = await silencedAs(unit, ring.device, ring.source);
    const alarm: AlarmItem = {
      id,
      ...rest,
      annunciation: silenced ?? 'unacknowledged',
      response: 'raised',
      raisedAt: unit.at,
      presses: 1,
      pressedAt: unit.at,
      escalation: 0,
      steps: {},
    };
    await insertAlarm(unit, alarm);
    if (silenced === undefined) {
      const about = aboutAlarm(alarm);
      await setTimers(unit, [
        ...timersAfter(this.policies.of(ring.place).steps, id, from),
        ...overdueTimers(this.procedures.targets(about), id, from),
        ...deadlineTimers(this.procedures.deadlines(about), id, from),
      ]);
    }
    const data = { ...rest, ...(silenced === undefined ? {} : { annunciation: silenced }), ...event };
    unit.record({ type: 'alarm.raised', by, subject: { kind: 'alarm', id }, data });
    return id;
  }

  /** What is set already stays: who presses on and on must not put off that people are called. */
  #arm(unit: Unit, id: string, from: Instant, steps: readonly PolicyStep[]): Promise<unknown> {
    return setTimers(unit, timersAfter(steps, id, from));
  }

  /** It sounds again, whatever was answered before. */
  async ringAgain(
    unit: Unit,
    { id, annunciation, source, place }: AlarmItem,
  ): Promise<AlarmItem['annunciation']> {
    const next = after(annunciation, 'press', isPanic(source)) ?? annunciation;
    // From the wall's clock, by which steps fall due: the ledger's own may be ahead of one that was set back.
    if (next !== annunciation)
      await this.#arm(unit, id, toInstant(Date.now()), this.policies.of(place).steps.filter(isForAnswering));
    return next;
  }

  async #pressAgain(unit: Unit, ring: Ring, open: AlarmItem): Promise<string> {
    const level: Level = 'emergency';
    const pattern = patternAfter(open.pattern, ring.pattern);
    const annunciation = await this.ringAgain(unit, open);
    await changeAlarm(unit, open.id, {
      level,
      annunciation,
      presses: open.presses + 1,
      pressedAt: unit.at,
      ...(pattern === undefined ? {} : { pattern }),
    });
    const { device, pattern: pressed, source, place, deviceAt, brokerAt, late, event, drill } = ring;
    unit.record({
      type: 'alarm.pressed-again',
      by: ring.by,
      subject: { kind: 'alarm', id: open.id },
      data: {
        device,
        pattern: pressed,
        source,
        place,
        level,
        deviceAt,
        brokerAt,
        late,
        incident: open.incident,
        presses: open.presses + 1,
        drill,
        ...event,
      },
    });
    return open.id;
  }

  /** @throws ALARM_MISSING, ALARM_STEP_TAKEN (with who was first and when) */
  async take(verb: Verb, id: string, person: string, words: StepWords = {}): Promise<AlarmItem> {
    const taken = await this.writer.write((unit) => this.step(unit, verb, id, person, words));
    // What was written is in its place only once the work is on disk.
    return this.entries.joined(taken);
  }

  /** The same within a work of another. */
  async step(unit: Unit, verb: Verb, id: string, person: string, words: StepWords = {}): Promise<AlarmItem> {
    const next = responseOf[verb];
    const alarm = this.#mustBe(await alarmWith(unit, id));
    const step: Step = { at: unit.at, by: personActor(person) };
    const note = words.note === undefined ? undefined : word(words.note, 'staff');
    const reason = words.reason === undefined ? undefined : word(words.reason, 'staff');
    const steps = { acknowledged: step, ...alarm.steps, [next]: step };
    const change = {
      annunciation: 'acknowledged' as const,
      steps,
      ...(verb === 'close' ? { outcome: words.outcome, reason } : {}),
    };
    const isStep = await stepAlarm(unit, id, next, change as Partial<AlarmItem>);
    if (!isStep && !(verb === 'acknowledge' && (await hush(unit, id)))) throw stepTaken(alarm, next);
    await stopTimers(unit, id, timersEndedBy[verb]);
    if (verb === 'control' || verb === 'close') await stopCheckIns(unit, id);
    unit.record({
      type: `alarm.${next}`,
      by: step.by,
      subject: { kind: 'alarm', id },
      data: {
        kind: words.kind,
        note,
        outcome: words.outcome,
        reason,
        for: words.for,
        device: alarm.device,
        incident: alarm.incident,
      },
    });
    return this.#mustBe(await alarmWith(unit, id));
  }

  /** One act of one person; the way back takes the two of an incident's side exit. @throws ALARM_MISSING, ALARM_OVER, ALARM_IS_REAL */
  async thisIsReal(id: string, by: Actor): Promise<AlarmItem> {
    return this.entries.joined(await this.writer.write((unit) => this.makeReal(unit, id, by)));
  }

  /** The same within a work of another: it rings again for everybody, and people are called anew. */
  async makeReal(unit: Unit, id: string, by: Actor): Promise<AlarmItem> {
    const alarm = this.#mustBe(await alarmWith(unit, id));
    const { drill, incident, place, device, level, pattern } = alarm;
    if (drillOf(alarm) === undefined)
      throw conflict('ALARM_IS_REAL', 'this alarm is real already', { first: alarm.madeReal });
    if (alarm.response === 'closed') throw conflict('ALARM_OVER', 'the alarm is closed');
    const annunciation = after(alarm.annunciation, 'press', true) ?? alarm.annunciation;
    const madeReal = { at: unit.at, by };
    await changeAlarm(unit, id, { madeReal, annunciation, pressedAt: unit.at });
    await this.#arm(unit, id, toInstant(Date.now()), this.policies.of(place).steps);
    unit.record({
      type: 'alarm.made-real',
      by,
      subject: { kind: 'alarm', id },
      data: { drill, incident, place, device, level, pattern, annunciation },
    });
    return this.#mustBe(await alarmWith(unit, id));
  }

  /** The alarm remembers the incident that it opened or joined. */
  async join(unit: Unit, alarm: string, incident: string): Promise<void> {
    await changeAlarm(unit, alarm, { incident });
  }

  /** Who holds it, and to whom it is offered: nothing else changes with that. */
  async care(unit: Unit, id: string, care: Care): Promise<void> {
    await changeAlarm(unit, id, { care });
  }

  async named(id: string): Promise<AlarmItem> {
    return this.entries.joined(this.#mustBe(await alarmWith(this.reader, id)));
  }

  /** @param cursor what the page before gave as `next` */
  async list(
    state: 'open' | 'closed' | undefined,
    limit: number,
    cursor: string | undefined,
  ): Promise<{ items: AlarmItem[]; next: string | null }> {
    const [at, id] = cursor?.split('_') ?? [];
    const after = at === undefined || id === undefined ? undefined : { at, id };
    const rows = await listAlarms(this.reader, state, limit + 1, after);
    const items = await this.entries.joined(rows.slice(0, limit));
    const last = items.at(-1);
    return { items, next: rows.length > limit && last !== undefined ? `${last.raisedAt}_${last.id}` : null };
  }

  /** What another feature reads in its own transaction. */
  async inUnit(unit: Unit, id: string): Promise<AlarmItem> {
    return this.#mustBe(await alarmWith(unit, id));
  }

  /** A real one before a drill's. */
  async openOf(device: string): Promise<AlarmItem | undefined> {
    const real = await openAlarmOf(this.reader, device);
    const drill = real === undefined ? await runningDrill(this.reader) : undefined;
    return real ?? (drill && (await openAlarmOf(this.reader, device, drill.id)));
  }

  async ofDrill(drill: string): Promise<AlarmItem[]> {
    return this.entries.joined(await alarmsOfDrill(this.reader, drill));
  }

  async open(): Promise<AlarmItem[]> {
    return this.entries.joined(await openAlarms(this.reader));
  }

  ofIncidentIn(unit: Unit, incident: string): Promise<AlarmItem[]> {
    return alarmsOf(unit, incident);
  }

  async ofIncident(incident: string): Promise<AlarmItem[]> {
    return this.entries.joined(await alarmsOf(this.reader, incident));
  }

  #mustBe(alarm: AlarmItem | undefined): AlarmItem {
    if (alarm === undefined) throw missing('ALARM_MISSING', 'there is no such alarm');
    return alarm;
  }
}
