/** Opens tests of buttons, follows each from the press to the sound, and knows which button is due. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Devices } from '../intake/devices.service.js';
import type { Occurrence } from '../intake/occurrence.js';
import { device as deviceActor, person as personActor, theSystem, type Actor } from '../kernel/actor.js';
import { laterBy, toInstant, toMs } from '../kernel/clock.js';
import { conflict, invalid, missing } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { openAlarmOf } from './alarms.store.js';
import {
  mayBeExercise,
  opensForMs,
  outcomeAt,
  type ButtonTestItem,
  type TestOutcome,
} from './button-test.js';
import {
  ButtonTestTable,
  runningTestOf,
  runningTests,
  setTestDue,
  testsDue,
  testsOf,
  testWith,
} from './button-tests.store.js';
import type { Proof } from './displays.service.js';
import { Troubles } from './troubles.service.js';

/** What a test that went the whole way ends. */
const provenWrong = ['test-failed', 'test-overdue', 'tamper'];

@Injectable()
export class ButtonTests {
  /** the buttons that were being tested at the last look: nobody else's receipt is looked up */
  #tested: ReadonlySet<string> = new Set();

  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly devices: Devices,
    private readonly troubles: Troubles,
    /** each button is tested at least so often */
    private readonly everyMs: number,
  ) {}

  /** @throws DEVICE_UNKNOWN, TEST_ONLY_OF_BUTTONS, TEST_RUNS, TEST_DURING_CALL */
  open(id: string, by: Actor): Promise<ButtonTestItem> {
    const device = this.devices.named(id);
    if (device === undefined) throw missing('DEVICE_UNKNOWN', `there is no device ${id}`);
    if (device.kind !== 'button' || !device.enabled)
      throw invalid('TEST_ONLY_OF_BUTTONS', 'only a button that is in use is tested');
    return this.writer.write(async (unit) => {
      if ((await runningTestOf(unit, id)) !== undefined)
        throw conflict('TEST_RUNS', 'this button is being tested already');
      if ((await openAlarmOf(unit, id)) !== undefined)
        throw conflict('TEST_DURING_CALL', 'a call of this button is still open: a press now brings people');
      const test: ButtonTestItem = {
        id: newIdentifier(toMs(unit.at), { bytes: randomBytes }),
        device: id,
        place: device.place,
        opened: { at: unit.at, by },
        until: laterBy(toInstant(Date.now()), opensForMs),
      };
      await unit.rows(ButtonTestTable).insert(test);
      const { place, until } = test;
      this.#record(unit, 'opened', by, test, { place, until });
      this.#tested = new Set([...this.#tested, id]);
      return test;
    });
  }

  /** @throws TEST_MISSING, TEST_OVER */
  stop(id: string, by: Actor): Promise<ButtonTestItem> {
    return this.writer.write(async (unit) => {
      const test = await testWith(unit, id);
      if (test === undefined) throw missing('TEST_MISSING', 'there is no such test');
      if (test.endedAt !== undefined) throw conflict('TEST_OVER', 'this test is over');
      return this.#end(unit, test, 'stopped', by);
    });
  }

  running(): Promise<ButtonTestItem[]> {
    return runningTests(this.reader);
  }

  named(id: string): Promise<ButtonTestItem | undefined> {
    return testWith(this.reader, id);
  }

  /** The newest ones of a button, newest first. */
  of(device: string): Promise<ButtonTestItem[]> {
    return testsOf(this.reader, device);
  }

  /**
   * The first press of the button while its test runs, unless it has an open alarm.
   * @returns whether it is the test's, and rings for nobody
   */
  async press(unit: Unit, occurrence: Occurrence): Promise<boolean> {
    if (!mayBeExercise(occurrence)) return false;
    const { device, boot, seq, heardAt } = occurrence;
    const test = await runningTestOf(unit, device.id);
    if (test === undefined || test.pressedAt !== undefined || heardAt > test.until) return false;
    if ((await openAlarmOf(unit, device.id)) !== undefined) return false;
    const press = {
      pressedAt: unit.at,
      ...(boot === undefined ? {} : { boot }),
      ...(seq === undefined ? {} : { seq }),
    };
    await this.#change(unit, 'pressed', deviceActor(device.id), test, press);
    return true;
  }

  /** The broker has the receipt of that event. */
  async receipted(device: string, boot: string, seq: number): Promise<void> {
    if (!this.#tested.has(device)) return;
    const known = await runningTestOf(this.reader, device);
    if (known?.boot !== boot || known.seq !== seq) return;
    await this.writer.write(async (unit) => {
      const test = await testWith(unit, known.id);
      if (test === undefined || test.endedAt !== undefined || test.receiptedAt !== undefined) return;
      await this.#change(unit, 'receipted', theSystem, test, { receiptedAt: unit.at });
    });
  }

  /** A guard's screen painted the test's press, or played its sound: the first of each counts. */
  async prove(proof: Proof, id: string, person: string): Promise<void> {
    await this.writer.write(async (unit) => {
      const test = await testWith(unit, id);
      if (test?.pressedAt === undefined || test.endedAt !== undefined || test[proof] !== undefined) return;
      const by = personActor(person);
      await this.#change(unit, proof, by, test, { [proof]: { at: unit.at, by } });
    });
  }

  /** Ends what is over. */
  async look(nowMs: number): Promise<void> {
    const running = await this.running();
    this.#tested = new Set(running.map(({ device }) => device));
    const over = running.filter((test) => outcomeAt(test, nowMs) !== undefined);
    for (const { id } of over)
      await this.writer.write(async (unit) => {
        const test = await testWith(unit, id);
        const outcome = test === undefined ? undefined : outcomeAt(test, nowMs);
        if (test?.endedAt === undefined && test !== undefined && outcome !== undefined)
          await this.#end(unit, test, outcome, theSystem);
      });
  }

  /** Makes it trouble where a button was not tested for too long; one that is new has its whole time. */
  async lookAtSchedule(nowMs: number): Promise<void> {
    const due = new Map((await testsDue(this.reader)).map(({ device, dueAt }) => [device, dueAt]));
    const buttons = this.devices.all().filter(({ kind, enabled }) => kind === 'button' && enabled);
    const fresh = buttons.filter(({ id }) => !due.has(id));
    const told = new Set(
      (await this.troubles.standing())
        .filter(({ kind }) => kind === 'test-overdue')
        .map(({ device }) => device),
    );
    const now = toInstant(nowMs);
    const overdue = buttons.filter(({ id }) => (due.get(id) ?? now) < now && !told.has(id));
    if (fresh.length + overdue.length === 0) return;
    await this.writer.write(async (unit) => {
      for (const { id } of fresh) await setTestDue(unit, id, laterBy(now, this.everyMs));
      for (const { id, place } of overdue)
        await this.troubles.raise(unit, {
          kind: 'test-overdue',
          device: id,
          place,
          detail: { dueAt: due.get(id) },
        });
    });
  }

  async #change(
    unit: Unit,
    what: 'pressed' | 'receipted' | Proof,
    by: Actor,
    test: ButtonTestItem,
    change: Partial<ButtonTestItem>,
  ): Promise<void> {
    await unit.rows(ButtonTestTable).update({ id: test.id }, change);
    const { boot, seq } = change;
    this.#record(unit, what, by, test, boot === undefined ? {} : { boot, seq });
    const after = { ...test, ...change };
    if (outcomeAt(after, toMs(unit.at)) === 'passed') await this.#end(unit, after, 'passed', theSystem);
  }

  async #end(unit: Unit, test: ButtonTestItem, outcome: TestOutcome, by: Actor): Promise<ButtonTestItem> {
    const { id, device, place } = test;
    await unit.rows(ButtonTestTable).update({ id }, { endedAt: unit.at, outcome });
    this.#record(unit, 'ended', by, test, { place, outcome });
    if (outcome === 'passed') {
      await setTestDue(unit, device, laterBy(toInstant(Date.now()), this.everyMs));
      for (const kind of provenWrong) await this.troubles.end(unit, kind, device);
    } else if (outcome !== 'stopped') {
      await this.troubles.raise(unit, { kind: 'test-failed', device, place, detail: { outcome } });
    }
    return { ...test, endedAt: unit.at, outcome };
  }

  #record(
    unit: Unit,
    what: string,
    by: Actor,
    { id, device }: ButtonTestItem,
    data: Readonly<Record<string, unknown>>,
  ): void {
    unit.record({ type: `test.${what}`, by, subject: { kind: 'test', id }, data: { device, ...data } });
  }
}
