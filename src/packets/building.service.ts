/** Builds approved packets one after another on a thread of their own; a restart takes up what was not finished. */
import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { theSystem } from '../kernel/actor.js';
import { toInstant } from '../kernel/clock.js';
import { reasonOf } from '../kernel/errors.js';
import { word } from '../ledger/ledger.service.js';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { buildInThread } from './building.adapter.js';
import { Contents } from './contents.service.js';
import type { PacketRow } from './packet-order.js';
import { stepPacket, toBuild } from './packets.store.js';
import type { PacketTime } from './packet.js';
import type { Sealer } from './seal.adapter.js';

@Injectable()
export class Building implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #progress = new Map<string, number>();
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;
  #again = false;

  constructor(
    private readonly folder: string,
    private readonly reader: Reader,
    private readonly writer: Writer,
    private readonly contents: Contents,
    private readonly how: {
      readonly sealer: Sealer;
      readonly templates: string | undefined;
      /** the police's certificate, PEM */
      readonly station: string | undefined;
    },
  ) {
    mkdirSync(folder, { recursive: true });
  }

  onApplicationBootstrap(): void {
    this.look();
  }

  async onModuleDestroy(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** 0..1 while it is built, nothing before and after. */
  progressOf(packet: string): number | undefined {
    return this.#progress.get(packet);
  }

  /** Where a sealed packet lies. */
  pathOf(packet: string): string {
    return join(this.folder, `${packet}.zip`);
  }

  /** The copy that only the police's key opens, where there is a certificate. */
  encryptedPathOf(packet: string): string {
    return `${this.pathOf(packet)}.p7m`;
  }

  /** There may be something to build. */
  look(): void {
    this.#again = true;
    this.#running ??= this.#buildAll().finally(() => {
      this.#running = undefined;
    });
  }

  async #buildAll(): Promise<void> {
    while (this.#again && !this.#stop.signal.aborted) {
      this.#again = false;
      for (const packet of await toBuild(this.reader))
        if (!this.#stop.signal.aborted) await this.#build(packet);
    }
  }

  async #build(packet: PacketRow): Promise<void> {
    const { id, incident } = packet;
    this.#progress.set(id, 0);
    try {
      const { input, treeSize } = await this.contents.of(packet, toInstant(Date.now()));
      const built = await buildInThread(input, this.how.sealer, this.pathOf(id), {
        onProgress: (done) => this.#progress.set(id, done),
        stop: this.#stop.signal,
        templates: this.how.templates,
        station: this.how.station,
      });
      const { sha256, sm3, bytes, manifests, time } = built;
      const encrypted = built.encrypted === undefined ? {} : { encrypted: built.encrypted };
      await this.writer.write(async (unit) => {
        await stepPacket(unit, id, 'approved', {
          state: 'sealed',
          sealedAt: unit.at,
          sha256,
          sm3,
          bytes,
          treeSize,
          sealing: { manifests, time, ...encrypted },
        });
        this.contents.noteExported(unit, input, id);
        unit.record({
          type: 'packet.sealed',
          by: theSystem,
          subject: { kind: 'packet', id },
          data: { incident, sha256, sm3, bytes, treeSize, time: timeFact(time), ...encrypted },
        });
      });
    } catch (error) {
      // Shutting down is no failure of the packet: it is still approved and is built at the next start.
      if (!this.#stop.signal.aborted) await this.#fail(packet, error);
    } finally {
      this.#progress.delete(id);
    }
  }

  async #fail({ id, incident }: PacketRow, error: unknown): Promise<void> {
    for (const path of [this.pathOf(id), this.encryptedPathOf(id)]) await rm(path, { force: true });
    const failed = word(reasonOf(error), 'staff');
    await this.writer.write(async (unit) => {
      await stepPacket(unit, id, 'approved', { state: 'failed', failed });
      unit.record({
        type: 'packet.failed',
        by: theSystem,
        subject: { kind: 'packet', id },
        data: { incident, why: failed },
      });
    });
  }
}

/** Why there is no time stamp is a text of another house. */
const timeFact = (time: PacketTime): object =>
  time.source === 'local' && time.why !== undefined ? { ...time, why: word(time.why, 'staff') } : time;
