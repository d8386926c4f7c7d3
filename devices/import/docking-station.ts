/** Takes over what docked body-worn recorders hold: read-only, each file once, times corrected, gaps told. */
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { type Clock, toInstant } from '../../src/kernel/clock.js';
import { reasonOf } from '../../src/kernel/errors.js';
import type { Voice } from '../agent/link.js';
import { measureFile } from '../agent/upload.js';
import type { Dispatch } from '../recorder/dispatch.js';
import { gapsIn } from './gap.js';
import type { Imported, ImportedFile } from './imported.js';
import { lengthOf } from './media-length.js';
import { assignmentOf, type Docking, mimeOf, type NamedRecording, readName } from './recording-name.js';

/** An enrolled device that speaks for a body-worn recorder. */
export interface Speaker {
  readonly voice: Voice<'recorder'>;
  readonly dispatch: Pick<Dispatch, 'send'>;
}

export interface DockingStationOptions {
  /** where docked recorders appear; never written to */
  readonly source: string;
  readonly docking: Docking;
  readonly imported: Imported;
  readonly speakers: ReadonlyMap<string, Speaker>;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  /** a file that was changed less than this ago may still be being written */
  readonly settledMs?: number;
}

interface Found {
  readonly path: string;
  readonly bytes: number;
  readonly modifiedMs: number;
  readonly named: NamedRecording;
}

const settledMs = 10_000;

/** What the officer was sent for, as far as somebody wrote it down. */
const errandOf = (sent: ReturnType<typeof assignmentOf>): Readonly<Record<string, string>> => ({
  ...(sent?.case !== undefined && { case: sent.case }),
  ...(sent?.place !== undefined && { place: sent.place }),
});

export class DockingStation {
  readonly #options: DockingStationOptions;
  readonly #strange = new Set<string>();

  constructor(options: DockingStationOptions) {
    this.#options = options;
  }

  /** Looks once through all that is docked. @returns how many files were taken over */
  async look(): Promise<number> {
    const { source, imported, log, speakers } = this.#options;
    const paths = await readdir(source, { recursive: true }).catch((thrown: unknown) => {
      log(`读不到采集目录 cannot read ${source}: ${reasonOf(thrown)}`);
      return [];
    });
    const touched = new Set<string>();
    let count = 0;
    for (const path of paths.toSorted((a, b) => (a < b ? -1 : 1))) {
      const found = await this.#find(join(source, path));
      if (found === undefined || imported.has(found)) continue;
      const speaker = speakers.get(found.named.recorder);
      if (speaker === undefined) this.#tellStrange(found);
      else if (await this.#take(found, speaker)) {
        count += 1;
        touched.add(found.named.recorder);
      }
    }
    for (const recorder of touched) await this.#tellGaps(recorder);
    return count;
  }

  async #find(path: string): Promise<Found | undefined> {
    const named = readName(basename(path), this.#options.docking);
    if (named === undefined || mimeOf(path) === undefined) return undefined;
    const state = await stat(path).catch(() => undefined);
    if (state === undefined || !state.isFile() || state.size === 0) return undefined;
    const settled = this.#options.settledMs ?? settledMs;
    if (this.#options.clock.nowMs() - state.mtimeMs < settled) return undefined;
    return { path, bytes: state.size, modifiedMs: Math.round(state.mtimeMs), named };
  }

  /** @returns false where it failed and is tried again at the next look */
  async #take(found: Found, speaker: Speaker): Promise<boolean> {
    const { imported, log } = this.#options;
    try {
      const file = await this.#timed(found);
      const { sha256 } = await measureFile(found.path);
      await speaker.dispatch.send({
        clip: `body-${sha256.slice(0, 24)}`,
        path: found.path,
        isOurs: false,
        mime: mimeOf(found.path) ?? 'application/octet-stream',
        startedAt: toInstant(file.startedAtMs),
        endedAt: toInstant(file.endedAtMs),
        about: this.#about(found, file.startedAtMs),
      });
      await imported.add(file);
      return true;
    } catch (thrown) {
      log(`无法采集 cannot take over ${found.path}: ${reasonOf(thrown)}`);
      return false;
    }
  }

  /** True time: the recorder's clock less what it is ahead. */
  async #timed({ path, bytes, modifiedMs, named }: Found): Promise<ImportedFile> {
    const { recorder, number, atMs } = named;
    const aheadMs = this.#aheadMs(recorder);
    const startedAtMs = atMs - aheadMs;
    // A file that does not say how long it lasts ended when it was last written to, by the same clock.
    const lengthMs = (await lengthOf(path)) ?? Math.max(0, modifiedMs - atMs);
    const times = { startedAtMs, endedAtMs: startedAtMs + lengthMs };
    return { path, bytes, modifiedMs, recorder, ...times, ...(number !== undefined && { number }) };
  }

  /** What `clip-ready` says beside the contract's fields, for whoever matches it to a case. */
  #about({ path, named }: Found, startedAtMs: number): Readonly<Record<string, unknown>> {
    const { docking, source } = this.#options;
    const officer = named.officer ?? docking.recorders[named.recorder]?.officer;
    const meant = officer === undefined ? undefined : (docking.officers[officer] ?? officer);
    const { recorder } = named;
    const sent = assignmentOf(docking, { recorder, officer: meant, startedAtMs });
    return {
      source: 'body-worn',
      recorder,
      file: relative(source, path),
      recordedAtByItsClock: toInstant(named.atMs),
      correctedByMs: -this.#aheadMs(named.recorder) || 0,
      ...(meant !== undefined && { officer: meant }),
      ...errandOf(sent),
    };
  }

  #aheadMs(recorder: string): number {
    return (this.#options.docking.recorders[recorder]?.aheadSeconds ?? 0) * 1000;
  }

  async #tellGaps(recorder: string): Promise<void> {
    const { docking, imported, speakers, log } = this.#options;
    for (const { fromMs, toMs, missing } of gapsIn(imported.of(recorder), docking)) {
      const times = { from: toInstant(fromMs), to: toInstant(toMs) };
      const name = `${recorder} ${times.from} ${times.to} ${missing}`;
      if (imported.hasGap(name)) continue;
      log(`录像有间断 gap of ${recorder}: ${times.from} .. ${times.to}, missing files: ${missing}`);
      const gap = { type: 'fault' as const, code: 'recording-gap', recorder, ...times, missing };
      // A kill in between tells it twice rather than never.
      await speakers.get(recorder)?.voice.say(gap);
      await imported.addGap(name);
    }
  }

  #tellStrange({ path, named }: Found): void {
    if (this.#strange.has(named.recorder)) return;
    this.#strange.add(named.recorder);
    this.#options.log(
      `未登记的执法记录仪 the recorder ${named.recorder} is not in the mapping; its files stay: ${path}`,
    );
  }
}
