/** Fires what is due about alarms: each step once, within moments while up and at once after a restart. */
import { Injectable } from '@nestjs/common';
import { Policies } from '../duty/policies.service.js';
import { builtInPolicy, stepKinds, type PolicyItem, type PolicyStep, type StepKind } from '../duty/policy.js';
import { Events } from '../intake/events.service.js';
import type { Unraised } from '../intake/occurrence.js';
import { theSystem } from '../kernel/actor.js';
import { toInstant, toMs } from '../kernel/clock.js';
import { Looking } from '../kernel/looking.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { alarmWith, changeAlarm, dueTimers, takeTimer, type TimerRow } from './alarms.store.js';
import { drillOf } from './alarm.js';
import { isNeeded, notRaised } from './escalation.js';
import { checkInTimer, Officers } from './officers.service.js';
import { OverdueAlarms } from './overdue.service.js';
import { mayRing } from './ranking.js';
import { Shelves, shelfTimer } from './shelves.service.js';
import { Sirens } from './sirens.service.js';

const lookEveryMs = 250;
const mostAtOnce = 100;
// Clocks are set by small steps all day; those need no care.
const clockNoiseMs = 1000;
// A minute: what was being stored while the clock was set back comes up with the time that was before.
const looksAfterAStep = 60_000 / lookEveryMs;

/** What is due about alarms beside the calls: a shelf that ends, an officer who did not check in. */
@Injectable()
export class OtherTimers {
  constructor(
    private readonly shelves: Shelves,
    private readonly officers: Officers,
    private readonly policies: Policies,
    private readonly overdue: OverdueAlarms,
  ) {}

  /** As the policy says at the moment of calling. */
  stepFor(place: string, kind: StepKind): PolicyStep {
    const find = ({ steps }: PolicyItem): PolicyStep | undefined => steps.find((step) => step.kind === kind);
    return find(this.policies.of(place)) ?? find(builtInPolicy) ?? notRaised;
  }

  /** The latest that each step may be due after its alarm, whatever the room. */
  latest(): readonly PolicyStep[] {
    return this.policies.all().flatMap(({ steps }) => steps);
  }

  async fire(unit: Unit, timer: TimerRow): Promise<void> {
    if (timer.kind === shelfTimer) await this.shelves.over(unit, timer.subject);
    else if (this.overdue.handles(timer)) await this.overdue.fire(unit, timer);
    else if (timer.kind.startsWith(checkInTimer)) await this.officers.missed(unit, timer);
  }
}

@Injectable()
export class Escalations extends Looking {
  /** by the wall; before the first look, the clock may have been stepped back while nobody looked */
  #lookedAtMs = Number.POSITIVE_INFINITY;
  #looksInDoubt = 0;

  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly events: Events,
    private readonly sirens: Sirens,
    private readonly others: OtherTimers,
  ) {
    super(lookEveryMs);
  }

  /** The rows are the truth; this clock only says when to look at them. */
  protected override async look(): Promise<void> {
    const now = Date.now();
    if (now < this.#lookedAtMs) this.#looksInDoubt = looksAfterAStep;
    const latest = this.#looksInDoubt > 0 ? latestAt(now, this.others.latest()) : [];
    const due = await dueTimers(this.reader, toInstant(now), latest, mostAtOnce);
    if (due.length < mostAtOnce) {
      this.#lookedAtMs = now;
      this.#looksInDoubt -= 1;
    }
    await Promise.all(due.map((timer) => this.writer.write((unit) => this.#fire(unit, timer))));
    const silent = (await this.events.unraised(this.reader)).filter((event) => isDue(event, now));
    await Promise.all(silent.map((event) => this.writer.write((unit) => this.#call(unit, event))));
  }

  async #fire(unit: Unit, timer: TimerRow): Promise<void> {
    if (!(await takeTimer(unit, timer))) return;
    if (!isStepKind(timer.kind)) return this.others.fire(unit, timer);
    const alarm = await alarmWith(unit, timer.subject);
    if (alarm === undefined || !isNeeded[timer.kind](alarm)) return;
    const step = this.others.stepFor(alarm.place, timer.kind);
    if (step.kind === 'ask-liaison') {
      unit.record({
        type: 'alarm.unresolved',
        by: theSystem,
        subject: { kind: 'alarm', id: alarm.id },
        data: { incident: alarm.incident, place: alarm.place },
      });
      return;
    }
    const tier = Math.max(step.tier, alarm.escalation);
    await changeAlarm(unit, alarm.id, { escalation: tier });
    const sirens = step.kind === 'not-shown' ? await this.sirens.soundingFor(unit, alarm) : [];
    const drill = drillOf(alarm);
    unit.record({
      type: 'alarm.escalated',
      by: theSystem,
      subject: { kind: 'alarm', id: alarm.id },
      data: {
        tier,
        why: step.kind,
        calls: step.calls,
        sirens,
        place: alarm.place,
        level: alarm.level,
        incident: alarm.incident,
        ...(drill === undefined ? {} : { drill }),
      },
    });
  }

  /** No screen can show an alarm that does not exist: three seconds after such an event the siren sounds. */
  async #call(unit: Unit, { id, occurrence }: Unraised): Promise<void> {
    if (!(await this.events.call(unit, id))) return;
    const { device, event } = occurrence;
    const pattern = event?.type === 'pressed' ? { pattern: event.pattern } : {};
    unit.record({
      type: 'event.escalated',
      by: theSystem,
      subject: { kind: 'event', id },
      data: {
        tier: notRaised.tier,
        why: 'not-raised',
        calls: notRaised.calls,
        sirens: this.sirens.sounding({ place: device.place, ...pattern }),
        device: device.id,
        place: device.place,
        level: 'emergency',
      },
    });
  }
}

/** A clock that was stepped back must not keep people uncalled: early is safer than late. */
const latestAt = (nowMs: number, steps: readonly PolicyStep[]): { kind: string; dueAt: string }[] =>
  stepKinds.map((kind) => {
    const longestMs = Math.max(...steps.filter((step) => step.kind === kind).map(({ afterMs }) => afterMs));
    return { kind, dueAt: toInstant(nowMs + longestMs + clockNoiseMs) };
  });
const isStepKind = (kind: string): kind is StepKind => (stepKinds as readonly string[]).includes(kind);
const isDue = ({ since, isCalled, occurrence }: Unraised, nowMs: number): boolean =>
  !isCalled && toMs(since) + notRaised.afterMs <= nowMs && mayRing(occurrence);
