/** The intake alone in virtual time, over a real SQLite file: what devices say comes late, twice, out of order, again after hours, after their line was away, under a new power-up, or for minutes not at all. */
import { join } from 'node:path';
import { Devices } from '../../src/intake/devices.service.js';
import { DeviceTable } from '../../src/intake/devices.store.js';
import { Events } from '../../src/intake/events.service.js';
import { Hearing } from '../../src/intake/hearing.service.js';
import { intakeTables } from '../../src/intake/intake.module.js';
import { Supervision } from '../../src/intake/supervision.follower.js';
import { Reader } from '../../src/storage/reader.js';
import { Writer } from '../../src/storage/writer.js';
import { chanceFrom } from '../faults/chance.js';
import { complaint, type Complaint, type Trial } from '../faults/complaint.js';
import { nameOf, Recorder, type EventName } from '../faults/history.js';
import { SimulatedDevice } from './devices.js';
import { Line } from './line.js';
import { Network, SimulatedBroker, type Plug } from './network.js';
import { giveBack, settled, takeOver, VirtualTime } from './platform.js';
import { goodFate, SimulatedStore } from './store.js';

const ids = Array.from({ length: 10 }, (_, at) => `button-${101 + at}`);
const longestPauseMs = 2_000;
const events = { loss: 0.05, doubles: 0.5, mostDelayMs: 3_000 };
/** A heartbeat goes over a connection that stands or does not. */
const beats = { loss: 0, doubles: 0, mostDelayMs: 100 };
/** with each saying: another one is said again that was said before, maybe long ago */
const replays = 0.5;
const remembered = 10_000;
/** per saying */
const [reboots, absences, swallowed] = [0.002, 0.01, 0.001];
const [shortestAwayMs, longestAwayMs, swallowedForMs] = [20_000, 120_000, 180_000];
const allCameMs = 120_000;
const hourMs = 3_600_000;

class Wires extends Network {
  readonly #before: (readonly [Plug, string])[] = [];

  constructor(
    time: VirtualTime,
    chance: () => number,
    readonly lines: ReadonlyMap<string, Line>,
  ) {
    super(time, chance);
    Object.assign(this.quality, events);
  }

  override up(plug: Plug, channel: 'event' | 'status', payload: string): void {
    if (channel === 'event') return this.#upAndAgain(plug, payload);
    Object.assign(this.quality, beats);
    if (this.lines.get(plug.id)?.isCut === false) super.up(plug, channel, payload);
    Object.assign(this.quality, events);
  }

  override down(device: string, channel: 'receipt' | 'command', payload: string): void {
    if (this.lines.get(device)?.isCut === false) super.down(device, channel, payload);
  }

  #upAndAgain(plug: Plug, payload: string): void {
    const again = this.#before[Math.floor(this.chance() * remembered)];
    this.#before[Math.floor(this.chance() * remembered)] = [plug, payload];
    const sent = again !== undefined && this.chance() < replays ? [again] : [];
    for (const [from, what] of [[plug, payload] as const, ...sent]) {
      const line = this.lines.get(from.id);
      if (line?.isCut === false && !line.isEaten(what)) super.up(from, 'event', what);
    }
  }
}

class CountingBroker extends SimulatedBroker {
  deliveries = 0;

  override take(...heard: Parameters<SimulatedBroker['take']>): void {
    if (heard[1] === 'event') this.deliveries += 1;
    super.take(...heard);
  }
}

/** Plays until so many events were delivered, and then until all have come. @param folder in memory for choice */
export async function playDeliveries(count: number, seed: number, folder: string): Promise<Trial> {
  const time = new VirtualTime();
  const found: Complaint[] = [];
  const lines = new Map(ids.map((id) => [id, new Line(id, time, found)]));
  const [history, rings] = [new Recorder(), new Map<string, number>()];
  takeOver(time, seed);
  const around = { fate: goodFate(), time, onDeath: () => undefined };
  const store = await SimulatedStore.open(join(folder, 'court.sqlite'), intakeTables, around);
  try {
    const wires = new Wires(time, chanceFrom(seed + 1), lines);
    const broker = new CountingBroker(wires);
    await listen(store, broker, lines, (name) => rings.set(name, (rings.get(name) ?? 0) + 1));
    const surroundings = { network: wires, history, onReceipt: () => undefined };
    const chance = chanceFrom(seed + 2);
    for (const line of lines.values())
      speak(
        line,
        new SimulatedDevice(line.device, surroundings, line.boot),
        chance,
        () => broker.deliveries < count,
      );
    while (broker.deliveries < count) await pass(time, 1_000);
    await pass(time, longestAwayMs + allCameMs);
    for (const line of lines.values()) line.end();
    const stored = await store.reading.query<EventName>('SELECT "device", "boot", "seq" FROM "events"');
    compare(history, stored.map(nameOf), rings, found);
    const all = [...lines.values()];
    return {
      complaints: found,
      figures: {
        deliveries: broker.deliveries,
        presses: history.sent,
        stored: stored.length,
        gaps: all.reduce((sum, { gaps }) => sum + gaps, 0),
        'most ms until a gap is told': Math.round(Math.max(...all.map(({ slowestMs }) => slowestMs))),
        'virtual hours': Math.round((10 * time.nowMs) / hourMs) / 10,
      },
    };
  } finally {
    time.forgetConsole();
    await store.close();
    giveBack();
  }
}

/** The console's own classes, from the broker to the table, and the watch over its devices. */
async function listen(
  store: SimulatedStore,
  broker: SimulatedBroker,
  lines: ReadonlyMap<string, Line>,
  rang: (name: string) => void,
): Promise<void> {
  const [writer, reader] = [new Writer(store), new Reader(store)];
  for (const id of ids)
    await store.writing
      .rows(DeviceTable)
      .insert({ id, kind: 'button', name: id, place: 'court-1', enabled: true, state: 'never-heard' });
  const devices = new Devices(reader, writer, { zoneOf: () => 'A' } as never, 'a secret of the canary');
  await devices.load();
  const ail = devices.ail.bind(devices);
  devices.ail = (id, what, detail) => {
    if (what === 'gap') lines.get(id)?.told(detail as Parameters<Line['told']>[0]);
    return ail(id, what, detail);
  };
  const heard = new Events(writer, devices);
  heard.raiseWith((_, { device, boot = '', seq = 0 }) => {
    rang(nameOf({ device: device.id, boot, seq }));
    lines.get(device.id)?.comes(boot, seq);
    return Promise.resolve('an-alarm');
  });
  const hearing = new Hearing('demo', broker, devices, heard, writer);
  await hearing.start();
  new Supervision(hearing, devices, reader, {
    nowMs: () => broker.network.time.nowMs,
  }).onApplicationBootstrap();
}

function speak(line: Line, device: SimulatedDevice, chance: () => number, goesOn: () => boolean): void {
  let boots = 0;
  const { time } = line;
  const returns = (): void => {
    if (!line.isCut) device.freeze(false);
    line.isUpAgain();
  };
  const leaves = (): void => {
    line.isAway = true;
    // Its line is cut and it goes on speaking, or it stands still itself.
    if (chance() < 0.5) line.isCut = true;
    else device.freeze(true);
    time.after(shortestAwayMs + chance() * (longestAwayMs - shortestAwayMs), returns);
  };
  const says = (): void => {
    if (!goesOn()) return;
    if (chance() < reboots) {
      line.reboot(`boot-${(boots += 1)}`);
      device.reboot(line.boot);
    }
    if (!line.isAway && chance() < absences) leaves();
    if (chance() < swallowed) line.eatsNext(swallowedForMs);
    if (device.say({ type: 'pressed', pattern: 'help' })) line.says();
    time.after(chance() * longestPauseMs, says);
  };
  time.after(chance() * longestPauseMs, says);
}

async function pass(time: VirtualTime, ms: number): Promise<void> {
  const untilMs = time.nowMs + ms;
  while (time.step(untilMs)) await settled();
}

/** Each that was said is there once and rang once, and nothing else is there. */
function compare(
  history: Recorder,
  stored: readonly string[],
  rings: ReadonlyMap<string, number>,
  found: Complaint[],
): void {
  const kept = new Set(stored);
  const said = new Set(history.history().presses.map(nameOf));
  if (kept.size < stored.length) found.push(complaint('doubled', `${stored.length - kept.size} rows`));
  for (const { receipt, ...press } of history.history().presses)
    if (!kept.has(nameOf(press)))
      found.push(
        complaint(receipt === undefined ? 'never-receipted' : 'acknowledged-but-lost', nameOf(press)),
      );
  for (const name of kept) if (!said.has(name)) found.push(complaint('never-sent', name));
  for (const name of said)
    if ((rings.get(name) ?? 0) === 0) found.push(complaint('press-without-alarm', name));
    else if (rings.get(name) !== 1) found.push(complaint('doubled', `${name} rang ${rings.get(name)} times`));
}
