/** Keeps who goes to an alarm: accepting, arriving, checking in, calling for help himself. */
import { Injectable } from '@nestjs/common';
import { theSystem, type Actor } from '../kernel/actor.js';
import { laterBy } from '../kernel/clock.js';
import { conflict } from '../kernel/errors.js';
import { word } from '../ledger/ledger.service.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { drillOf, laterOf, type AlarmItem } from './alarm.js';
import { Alarms } from './alarms.service.js';
import { changeAlarm, setTimers, stopCheckIns, type TimerRow } from './alarms.store.js';
import {
  checkInMs,
  factOf,
  missedAgainMs,
  mostMisses,
  responseTo,
  withMiss,
  withOfficer,
  wrongWith,
  type OfficerAct,
} from './officer.js';
import { Sirens } from './sirens.service.js';

export const checkInTimer = 'check-in:';

interface Acting {
  readonly act: OfficerAct;
  /** whose act it is */
  readonly officer: string;
  /** who enters it: himself, or the guard who heard him on the radio */
  readonly by: Actor;
  readonly kind?: string | undefined;
  readonly note?: string | undefined;
}

@Injectable()
export class Officers {
  constructor(
    private readonly writer: Writer,
    private readonly alarms: Alarms,
    private readonly sirens: Sirens,
  ) {}

  /** @throws ALARM_MISSING, ALARM_OVER, OFFICER_STEP_TAKEN */
  async act(id: string, acting: Acting): Promise<AlarmItem> {
    await this.writer.write((unit) => this.#act(unit, id, acting));
    return this.alarms.named(id);
  }

  async #act(unit: Unit, id: string, acting: Acting): Promise<void> {
    const { act, officer, by } = acting;
    const alarm = await this.#mayAct(unit, id, acting);
    if (act === 'help') await this.#leaveDrill(unit, alarm, by);
    const isThere = act === 'arrive' || act === 'check-in';
    const checkInBy = isThere ? laterBy(unit.at, checkInMs) : undefined;
    await stopCheckIns(unit, id, officer);
    if (checkInBy !== undefined)
      await setTimers(unit, [{ kind: checkInTimer + officer, subject: id, dueAt: checkInBy }]);
    await changeAlarm(unit, id, { officers: withOfficer(alarm.officers, officer, act, unit.at, checkInBy) });
    const note = acting.note === undefined ? undefined : word(acting.note, 'staff');
    const data = { officer, kind: acting.kind, note, checkInBy, ...about(alarm) };
    unit.record({ type: factOf[act], by, subject: { kind: 'alarm', id }, data });
    const reached = responseTo[act];
    if (reached !== undefined && laterOf(reached, alarm.response) !== alarm.response)
      await this.alarms.step(unit, act === 'arrive' ? 'arrive' : 'respond', id, by.id, { for: officer });
    if (act === 'help') await this.#callAll(unit, alarm, officer, by);
  }

  /** Who calls for help himself is in no drill any more; whom the machine misses may still be. */
  async #leaveDrill(unit: Unit, alarm: AlarmItem, by: Actor): Promise<void> {
    if (by.kind === 'person' && drillOf(alarm) !== undefined) await this.alarms.makeReal(unit, alarm.id, by);
  }

  async #mayAct(unit: Unit, id: string, { act, officer }: Acting): Promise<AlarmItem> {
    const alarm = await this.alarms.inUnit(unit, id);
    if (alarm.response === 'closed') throw conflict('ALARM_OVER', 'the alarm is closed');
    const before = alarm.officers?.find((one) => one.person === officer);
    const wrong = wrongWith(before, act);
    if (wrong !== undefined)
      throw conflict('OFFICER_STEP_TAKEN', wrong, {
        first: before && { at: before.since, state: before.state },
      });
    return alarm;
  }

  /** The time at which he should have said that he is well. */
  async missed(unit: Unit, { kind, subject }: TimerRow): Promise<void> {
    const officer = kind.slice(checkInTimer.length);
    const alarm = await this.alarms.inUnit(unit, subject);
    const before = alarm.officers?.find((one) => one.person === officer);
    if (before?.state !== 'on-scene' || alarm.response === 'closed') return;
    const missed = (before.missed ?? 0) + 1;
    const again = missed < mostMisses ? laterBy(unit.at, missedAgainMs) : undefined;
    if (again !== undefined) await setTimers(unit, [{ kind, subject, dueAt: again }]);
    await changeAlarm(unit, subject, { officers: withMiss(alarm.officers, officer, missed, again) });
    unit.record({
      type: 'alarm.check-in-missed',
      by: theSystem,
      subject: { kind: 'alarm', id: subject },
      data: { officer, missed, checkInBy: again, calls: ['guard', 'chief'], ...about(alarm) },
    });
    if (again === undefined) await this.#act(unit, subject, { act: 'help', officer, by: theSystem });
  }

  /** An officer's own emergency: it sounds again everywhere, sirens too, and every officer is called. */
  async #callAll(unit: Unit, before: AlarmItem, officer: string, by: Actor): Promise<void> {
    const alarm = await this.alarms.inUnit(unit, before.id);
    const annunciation = await this.alarms.ringAgain(unit, alarm);
    const tier = Math.max(2, alarm.escalation);
    await changeAlarm(unit, alarm.id, {
      annunciation,
      level: 'emergency',
      pressedAt: unit.at,
      escalation: tier,
    });
    unit.record({
      type: 'alarm.escalated',
      by,
      subject: { kind: 'alarm', id: alarm.id },
      data: {
        tier,
        why: 'officer-needs-help',
        officer,
        calls: ['officer', 'chief'],
        sirens: await this.sirens.soundingFor(unit, alarm),
        place: alarm.place,
        level: 'emergency',
        incident: alarm.incident,
      },
    });
  }
}

const about = ({ place, device, incident }: AlarmItem) => ({ place, device, incident });
