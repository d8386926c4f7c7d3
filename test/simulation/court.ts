/** One simulated courthouse: devices, screens and people, the console in their midst, and what befalls them. */
import { join } from 'node:path';
import { chanceFrom } from '../faults/chance.js';
import { heartbeatMs } from '../../devices/protocol/limits.js';
import { Drills } from '../../src/alarms/drills.service.js';
import { toInstant } from '../../src/kernel/clock.js';
import { Recorder } from '../faults/history.js';
import { SimulatedDevice, SimulatedSiren } from './devices.js';
import { live, tables, type Life } from './life.js';
import { Network } from './network.js';
import { settled, VirtualTime } from './platform.js';
import type { Deed, DrillDeed, Schedule } from './schedule.js';
import { SimulatedScreen } from './screens.js';
import { goodFate, SimulatedStore, type Fate } from './store.js';
import { Watch } from './watch.js';

const restsEveryMs = 5_000;
/** after the last fault: all that waits for a receipt has it, all screens are as far */
const mendsWithinMs = 60_000;
const comesBackAfterMs = 300;

export class Court {
  readonly time = new VirtualTime();
  readonly history = new Recorder();
  readonly fate: Fate = goodFate();
  readonly path: string;
  readonly network: Network;
  readonly watch: Watch;
  readonly buttons: SimulatedDevice[];
  readonly twins: SimulatedDevice[] = [];
  readonly siren: SimulatedSiren;
  readonly screens: SimulatedScreen[];
  life: Life | undefined;
  deaths = 0;
  #store: SimulatedStore | undefined;
  /** spells that keep the console from calling people; one may begin while another lasts */
  readonly #spells = new Set<Deed>();
  #isDying = false;
  #downMs = comesBackAfterMs;
  #boots = 0;
  #restAtMs = restsEveryMs;

  constructor(
    readonly folder: string,
    readonly schedule: Schedule,
  ) {
    const { seed, loss, doubles, mostDelayMs, buttons, screens, answers, skewsMs } = schedule;
    this.path = join(folder, 'court.sqlite');
    this.network = new Network(this.time, chanceFrom(seed + 1));
    Object.assign(this.network.quality, { loss, doubles, mostDelayMs });
    this.watch = new Watch(this.path, this.time);
    const around = {
      network: this.network,
      history: this.history,
      onReceipt: (press: Parameters<Watch['receipted']>[0]) => this.watch.receipted(press),
    };
    this.buttons = Array.from(
      { length: buttons },
      (_, at) => new SimulatedDevice(`button-${101 + at}`, around, 'boot-0', skewsMs[at]),
    );
    this.history.hears();
    this.siren = new SimulatedSiren('siren-1', around, 'boot-0');
    const chance = chanceFrom(seed + 2);
    this.screens = Array.from(
      { length: screens },
      (_, at) => new SimulatedScreen(`guard-${at + 1}`, this.time, chance, this.history),
    );
    for (const screen of this.screens) screen.behaviour.answers = answers;
  }

  get devices(): SimulatedDevice[] {
    return [...this.buttons, ...this.twins, this.siren];
  }

  /** Starts the console over what lies on the disk. */
  async rise(): Promise<void> {
    const store = await SimulatedStore.open(this.path, tables, {
      fate: this.fate,
      time: this.time,
      onDeath: () => (this.#isDying = true),
    });
    this.#store = store;
    const isThis = (): boolean => this.#store === store && !store.isDead;
    // It starts in virtual time: what it waits for comes as time passes.
    live(store, this.network, () => {
      if (isThis()) store.die();
    }).then(
      (life) => {
        if (!isThis()) return;
        this.life = life;
        this.#noticeWell();
        for (const screen of this.screens) screen.attach(life);
      },
      () => {
        // A console that cannot start ends, and is started again.
        if (isThis()) store.die();
      },
    );
  }

  /** Virtual time, up to then. */
  async until(atMs: number): Promise<void> {
    while (this.time.step(atMs)) {
      await settled();
      if (this.#isDying) await this.#bury();
      this.watch.afterStep();
    }
    await settled();
  }
  async #bury(): Promise<void> {
    this.#isDying = false;
    this.deaths += 1;
    this.time.forgetConsole();
    this.network.attach(undefined);
    this.life = undefined;
    this.watch.wellSinceMs = Number.POSITIVE_INFINITY;
    for (const screen of this.screens) screen.attach(undefined);
    await this.#store?.close();
    this.#store = undefined;
    const downMs = this.#downMs;
    this.#downMs = comesBackAfterMs;
    let isDue = false;
    this.time.after(downMs, () => (isDue = true));
    this.#rises = () => isDue;
  }

  #rises: () => boolean = () => false;

  #noticeWell(): void {
    if (this.life !== undefined && this.#spells.size === 0) this.watch.wellSinceMs = this.time.nowMs;
  }

  async #rest(): Promise<void> {
    if (this.time.nowMs < this.#restAtMs || this.life === undefined || this.#store?.isDead !== false) return;
    this.#restAtMs = this.time.nowMs + restsEveryMs;
    await this.watch.atRest(this.life, this.screens);
  }

  /** As `until`, and the console comes back when it is due. */
  async play(atMs: number): Promise<void> {
    while (this.time.nowMs < atMs) {
      await this.until(Math.min(atMs, this.time.nowMs + 50));
      await this.#rest();
      if (this.#store === undefined && this.#rises()) {
        this.#rises = () => false;
        await this.rise();
        await settled();
      }
    }
  }

  kill(): void {
    this.#store?.die();
  }

  async do(deed: Deed): Promise<void> {
    const { fate, time } = this;
    const forA = (ms: number, begin: () => void, end: () => void): void => {
      begin();
      this.#spells.add(deed);
      this.watch.wellSinceMs = Number.POSITIVE_INFINITY;
      time.after(ms, () => {
        end();
        if (this.#spells.delete(deed)) this.#noticeWell();
      });
    };
    const button = 'button' in deed ? this.buttons[deed.button] : undefined;
    switch (deed.what) {
      case 'press':
        button?.say({ type: 'pressed', pattern: deed.pattern });
        break;
      case 'reboot':
        // A counter that goes back gives an old name again; what is under way by it has to be at its end.
        if (button === undefined || (deed.back && !button.isQuiet)) break;
        button.reboot(deed.back ? 'boot-0' : `boot-${(this.#boots += 1)}`);
        break;
      case 'twin':
        this.#twin(button);
        break;
      case 'freeze':
        button?.freeze(true);
        time.after(deed.forMs, () => button?.freeze(false));
        break;
      case 'crash':
        Object.assign(fate, { diesAfter: deed.after, diesDone: deed.done });
        this.#downMs = deed.downMs;
        break;
      case 'full':
        forA(
          deed.forMs,
          () => (fate.isFull = true),
          () => (fate.isFull = false),
        );
        break;
      case 'locked':
        forA(
          deed.forMs,
          () => (fate.isLocked = true),
          () => (fate.isLocked = false),
        );
        break;
      case 'slow-disk':
        forA(
          deed.forMs,
          () => (fate.commitMs = deed.ms),
          () => (fate.commitMs = 0),
        );
        break;
      case 'hiccup':
        fate.hiccupAfter = deed.after;
        break;
      case 'lying-commit':
        fate.commitLies = true;
        break;
      case 'cut':
        this.network.quality.isCut = true;
        time.after(deed.forMs, () => (this.network.quality.isCut = false));
        break;
      case 'frozen-screens':
        for (const screen of this.screens) screen.behaviour.isFrozen = true;
        time.after(deed.forMs, () => {
          for (const screen of this.screens) screen.behaviour.isFrozen = false;
        });
        break;
      case 'cut-screen':
        this.screens[deed.screen]?.cut();
        break;
      case 'drill':
        await this.#drill(deed);
        break;
      case 'clock':
        time.offsetMs += deed.byMs;
        this.watch.isStepped = true;
        this.watch.steppedAtMs = time.nowMs;
        break;
    }
  }

  /** The chief plans a drill and begins it at once; a console that dies meanwhile has none. */
  async #drill({ button, pattern, times, forMs }: DrillDeed): Promise<void> {
    if (this.life === undefined) return;
    const drills = await this.life.container.get(Drills);
    const device = `button-${101 + button}`;
    const [startsAt, until] = [toInstant(Date.now() - 1), toInstant(Date.now() + forMs)];
    const plan = { places: [`court-${1 + button}`], presses: [{ device, pattern, times }], startsAt, until };
    const words = { practised: '演练', informed: '值班长', beginsItself: false, sirens: true };
    const by = { kind: 'person', id: 'chief' } as const;
    drills.plan({ ...plan, ...words }, by).then(
      ({ id }) => drills.begin(id, by).catch(() => undefined),
      () => undefined,
    );
  }

  /** A second device under the same name: copied, or enrolled twice. */
  #twin(button: SimulatedDevice | undefined): void {
    if (button === undefined) return;
    const twin = new SimulatedDevice(button.id, button.around, `twin-${(this.#boots += 1)}`);
    this.twins.push(twin);
    twin.say({ type: 'pressed', pattern: 'help' });
  }

  /** Everything is set right; what is owed must be paid. */
  async mend(): Promise<void> {
    Object.assign(this.fate, goodFate());
    this.#spells.clear();
    this.#noticeWell();
    Object.assign(this.network.quality, { loss: 0, doubles: 0, mostDelayMs: 20, isCut: false });
    for (const device of this.devices) device.freeze(false);
    for (const screen of this.screens) screen.behaviour.isFrozen = false;
    const untilMs = this.time.nowMs + mendsWithinMs;
    while (this.time.nowMs < untilMs && !this.#isMended()) await this.play(this.time.nowMs + 500);
    // The last proof, the last cursor, and a siren's next heartbeat, at which an order that was lost comes again.
    await this.play(this.time.nowMs + heartbeatMs + 1_000);
    const areBehind = (): boolean => this.screens.some(({ cursor }) => cursor !== this.life?.boards.cursor);
    for (let more = 0; more < 30 && areBehind(); more += 1) await this.play(this.time.nowMs + 500);
    for (const device of this.devices)
      if (device.waiting > 0)
        this.watch.say('never-receipted', `${device.id} keeps ${device.waiting} events`);
    if (this.life === undefined) this.watch.say('console-does-not-start', 'nothing is wrong');
    else await this.watch.atRest(this.life, this.screens);
    for (const screen of this.screens)
      if (screen.cursor !== this.life?.boards.cursor)
        this.watch.say(
          'screen-missed-a-fact',
          `${screen.name} stands at ${screen.cursor} of ${this.life?.boards.cursor}`,
        );
  }

  #isMended(): boolean {
    return this.life !== undefined && this.devices.every(({ waiting }) => waiting === 0);
  }

  async end(): Promise<void> {
    this.watch.close();
    this.time.forgetConsole();
    await this.#store?.close();
  }
}
