/** Plans drills, begins and ends them, and says which press is a drill's: the rest ring as ever. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Devices } from '../intake/devices.service.js';
import type { Occurrence } from '../intake/occurrence.js';
import { theSystem, type Actor } from '../kernel/actor.js';
import { toInstant, toMs, type Instant } from '../kernel/clock.js';
import { conflict, DomainError, invalid, missing } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { Entries } from '../ledger/entries.service.js';
import { word } from '../ledger/ledger.service.js';
import { Places } from '../places/places.service.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { openAlarmOf } from './alarms.store.js';
import { mayBeExercise } from './button-test.js';
import {
  covers,
  isOver,
  runningView,
  wrongWithPlan,
  type DrillItem,
  type DrillPlan,
  type DrillState,
  type RunningDrill,
} from './drill.js';
import {
  drillWith,
  insertDrill,
  listDrills,
  plannedDrills,
  runningDrill,
  stepDrill,
} from './drills.store.js';

@Injectable()
export class Drills {
  /** by the wall, at the last look */
  #lookedAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly entries: Entries,
    private readonly devices: Devices,
    private readonly places: Places,
  ) {}

  /** @throws `invalid` DRILL_PLAN_WRONG, PLACE_UNKNOWN, DRILL_BUTTON_ELSEWHERE */
  async plan(plan: DrillPlan, by: Actor): Promise<DrillItem> {
    const wrong = wrongWithPlan(plan, Date.now());
    if (wrong !== undefined) throw invalid('DRILL_PLAN_WRONG', wrong);
    const unknown = plan.places.find((place) => this.places.of(place) === undefined);
    if (unknown !== undefined) throw invalid('PLACE_UNKNOWN', `there is no place ${unknown}`);
    for (const { device } of plan.presses) this.#demandButton(device, plan.places);
    const row = await this.writer.write(async (unit) => {
      const told = {
        ...plan,
        practised: word(plan.practised, 'staff'),
        informed: word(plan.informed, 'staff'),
      };
      const drill: DrillItem = {
        id: newIdentifier(toMs(unit.at), { bytes: randomBytes }),
        state: 'planned',
        ...told,
        planned: { at: unit.at, by },
        pressed: {},
      };
      await insertDrill(unit, drill);
      this.#record(unit, 'planned', by, drill, told);
      return drill;
    });
    return this.named(row.id);
  }

  #demandButton(id: string, places: readonly string[]): void {
    const device = this.devices.named(id);
    if (device?.kind !== 'button' || !device.enabled || !places.includes(device.place))
      throw invalid('DRILL_BUTTON_ELSEWHERE', `${id} is no button in use in a place of this drill`, {
        device: id,
      });
  }

  /** @throws DRILL_MISSING, DRILL_STEP_REFUSED, DRILL_NOT_ITS_TIME, DRILL_RUNS */
  begin(id: string, by: Actor): Promise<DrillItem> {
    return this.#step(id, 'planned', by, async (unit, drill) => {
      const now = toInstant(Date.now());
      if (now < drill.startsAt || now > drill.until)
        throw conflict('DRILL_NOT_ITS_TIME', 'a drill begins within its planned time: plan it anew', {
          startsAt: drill.startsAt,
          until: drill.until,
        });
      if ((await runningDrill(unit)) !== undefined)
        throw conflict('DRILL_RUNS', 'another drill runs: end it first');
      return 'running';
    });
  }

  /** From then on every press is real. @throws DRILL_MISSING, DRILL_STEP_REFUSED */
  end(id: string, by: Actor): Promise<DrillItem> {
    return this.#step(id, 'running', by, async () => 'ended');
  }

  /** @throws DRILL_MISSING, DRILL_STEP_REFUSED */
  cancel(id: string, by: Actor): Promise<DrillItem> {
    return this.#step(id, 'planned', by, async () => 'cancelled');
  }

  async named(id: string): Promise<DrillItem> {
    return this.entries.joined(mustBe(await drillWith(this.reader, id)));
  }

  /** The newest ones, newest first. */
  async list(): Promise<DrillItem[]> {
    return this.entries.joined(await listDrills(this.reader));
  }

  async running(): Promise<RunningDrill | undefined> {
    const drill = await runningDrill(this.reader);
    return drill && runningView(drill);
  }

  /**
   * Counts the press where the drill that runs covers it, unless the button has a real alarm open.
   * @returns the drill whose press it is, nothing where it is real
   */
  async press(unit: Unit, occurrence: Occurrence): Promise<string | undefined> {
    const { device, event, heardAt } = occurrence;
    if (!mayBeExercise(occurrence) || event?.type !== 'pressed') return undefined;
    const drill = await runningDrill(unit);
    const press = { device: device.id, place: device.place, pattern: event.pattern, heardAt };
    if (drill === undefined || !covers(drill, press)) return undefined;
    if ((await openAlarmOf(unit, device.id)) !== undefined) return undefined;
    const pressed = { ...drill.pressed, [device.id]: (drill.pressed[device.id] ?? 0) + 1 };
    await stepDrill(unit, drill.id, 'running', { pressed });
    return drill.id;
  }

  /** Begins and ends what is due. A wall clock that went back would stretch a drill: it is over. */
  async look(nowMs: number): Promise<void> {
    const running = await runningDrill(this.reader);
    if (running !== undefined && isOver(running, nowMs, this.#lookedAtMs))
      await this.end(running.id, theSystem).catch(unlessStepped);
    this.#lookedAtMs = nowMs;
    for (const planned of await plannedDrills(this.reader)) await this.#lookAt(planned, toInstant(nowMs));
  }

  async #lookAt({ id, startsAt, until, beginsItself }: DrillItem, now: Instant): Promise<void> {
    if (now > until) await this.#step(id, 'planned', theSystem, async () => 'lapsed').catch(unlessStepped);
    else if (beginsItself && now >= startsAt && (await runningDrill(this.reader)) === undefined)
      await this.begin(id, theSystem).catch(unlessStepped);
  }

  async #step(
    id: string,
    from: 'planned' | 'running',
    by: Actor,
    next: (unit: Unit, drill: DrillItem) => Promise<DrillState>,
  ): Promise<DrillItem> {
    await this.writer.write(async (unit) => {
      const drill = mustBe(await drillWith(unit, id));
      if (drill.state !== from)
        throw conflict('DRILL_STEP_REFUSED', `the drill is ${drill.state}`, { state: drill.state });
      const state = await next(unit, drill);
      const step = { at: unit.at, by };
      await stepDrill(unit, id, from, {
        state,
        ...(state === 'running' ? { begun: step } : { ended: step }),
      });
      const { places, until, presses } = drill;
      const about = { places, until, devices: presses.map(({ device }) => device) };
      this.#record(unit, state === 'running' ? 'begun' : state, by, drill, about);
    });
    return this.named(id);
  }

  #record(unit: Unit, what: string, by: Actor, { id }: DrillItem, data: Record<string, unknown>): void {
    unit.record({ type: `drill.${what}`, by, subject: { kind: 'drill', id }, data });
  }
}

function mustBe(drill: DrillItem | undefined): DrillItem {
  if (drill === undefined) throw missing('DRILL_MISSING', 'there is no such drill');
  return drill;
}

/** Somebody, or a look before this one, was quicker. */
function unlessStepped(error: unknown): void {
  if (!(error instanceof DomainError && error.kind === 'conflict')) throw error;
}
