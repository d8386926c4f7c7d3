/** Writes every refusal into the ledger, and keeps an anonymous flood from filling it. */
import { Injectable } from '@nestjs/common';
import { theSystem, type Actor, type Subject } from '../kernel/actor.js';
import { word } from '../ledger/ledger.service.js';
import { Writer } from '../storage/writer.js';

const ofExhibits = / \/api\/(?:evidence\/:id|retention\/deletions)/;

/** A refusal at an exhibit stands in the chain of that exhibit. */
const aimedAt = ({ route, id, session }: Refusal): Subject =>
  id !== undefined && ofExhibits.test(route ?? '')
    ? { kind: 'evidence', id }
    : { kind: 'access', id: session ?? 'anonymous' };

export interface Refusal {
  /** the code of the problem that was answered */
  readonly code: string;
  /** e.g. `POST /api/alarms/:id/acknowledge` */
  readonly route?: string;
  /** of what was asked for */
  readonly id?: string;
  readonly permission?: string;
  /** what was given, known or not */
  readonly username?: string;
  readonly address: string;
  readonly by?: Actor;
  readonly session?: string;
  /** attempts turned away unlooked before this one */
  readonly unlooked?: number;
}

const seldomMs = 60_000;
const mostAddresses = 10_000;

@Injectable()
export class Refusals {
  readonly #noted = new Map<string, number>();

  constructor(private readonly writer: Writer) {}

  /** Resolves once the refusal is on disk. */
  async record(refusal: Refusal): Promise<void> {
    const { code, route, id, permission, username, address, by, unlooked } = refusal;
    await this.writer.write(async (unit) =>
      unit.record({
        type: 'access.refused',
        by: by ?? theSystem,
        subject: aimedAt(refusal),
        data: {
          code,
          ...(route === undefined ? {} : { route }),
          ...(id === undefined ? {} : { id }),
          ...(permission === undefined ? {} : { permission }),
          ...(username === undefined ? {} : { username: word(username, 'access') }),
          ...(unlooked === undefined || unlooked === 0 ? {} : { unlooked }),
          address: word(address, 'access'),
        },
      }),
    );
  }

  /** As `record`, but at most once a minute for each code and address: for who has not even a session. */
  async recordSeldom(refusal: Refusal, nowMs: number): Promise<void> {
    const key = `${refusal.code} ${refusal.address}`;
    const last = this.#noted.get(key);
    if (last !== undefined && nowMs - last < seldomMs) return;
    this.#noted.delete(key);
    this.#noted.set(key, nowMs);
    if (this.#noted.size > mostAddresses) {
      const oldest = this.#noted.keys().next();
      if (oldest.done !== true) this.#noted.delete(oldest.value);
    }
    await this.record(refusal);
  }
}
