/** Signs people in and out, and knows the viewer behind a cookie. */
import { createHash, randomBytes } from 'node:crypto';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { person, theSystem, type Actor } from '../kernel/actor.js';
import { toInstant } from '../kernel/clock.js';
import { DomainError, reasonOf } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { word } from '../ledger/ledger.service.js';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options.js';
import { BackOff } from './back-off.js';
import { secretIn } from './cookie.js';
import { overBecause } from './lifetime.js';
import { Passwords } from './passwords.adapter.js';
import { PeopleTable } from './people.store.js';
import { permissionsOf } from './permission.js';
import { spelled } from './person.js';
import { Refusals } from './refusals.service.js';
import {
  endSession,
  openSession,
  openSessions,
  seeSession,
  sessionsOf,
  SessionsTable,
  type OpenSession,
} from './sessions.store.js';
import type { Viewer } from './viewer.js';

export type EndedBecause = 'signed-out' | 'lost' | 'idle' | 'absolute' | 'disabled' | 'rights-changed';

export interface SignIn {
  readonly username: string;
  readonly password: string;
  readonly address: string;
}

/** A request that keeps a session awake writes so at most this often. */
const seenEveryMs = 60_000;
const sweepEveryMs = 15_000;

const tokenOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

@Injectable()
export class Sessions implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #backOff = new BackOff();
  readonly #listeners = new Set<(session: string, why: EndedBecause) => void>();
  readonly #log = new Logger('sessions');
  #sweeping: NodeJS.Timeout | undefined;

  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly passwords: Passwords,
    private readonly refusals: Refusals,
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.passwords.decoy();
    this.#sweeping = setInterval(() => {
      this.endOld().catch((error: unknown) => this.#log.error(`old sessions stay open: ${reasonOf(error)}`));
    }, sweepEveryMs).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#sweeping);
  }

  /**
   * Hears of every session that ended, once it is on disk. At `rights-changed` the session goes on with other rights:
   * `viewerOfCookie` tells which.
   */
  onEnded(listener: (session: string, why: EndedBecause) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @throws `unauthenticated`: WRONG_PASSWORD (whether or not there is such a username) or SIGN_IN_TOO_SOON */
  async signIn({ username, password, address }: SignIn): Promise<{ viewer: Viewer; secret: string }> {
    const called = spelled(username);
    const key = `${address} ${called}`;
    const waitMs = this.#backOff.waitMs(key, this.#nowMs());
    if (waitMs > 0) throw this.#tooSoon(waitMs);
    const row = await this.reader.rows(PeopleTable).findOneBy({ username: called, disabled: false });
    // Nobody of that name takes as long as a wrong password, and answers alike.
    if (!(await this.passwords.isRight(password, row?.password)) || row === null) {
      const unlooked = this.#backOff.wrong(key, this.#nowMs());
      await this.refusals.record({
        code: 'WRONG_PASSWORD',
        route: 'POST /api/session',
        username,
        address,
        unlooked,
      });
      throw new DomainError(
        'WRONG_PASSWORD',
        'unauthenticated',
        'the username or the password is wrong',
        this.#told(),
      );
    }
    this.#backOff.right(key);
    return this.#begin(row.id, address);
  }

  /** For HTTP, uploads and the live socket alike. */
  async viewerOfCookie(cookieHeader: string | undefined, address: string): Promise<Viewer | undefined> {
    const secret = secretIn(cookieHeader);
    if (secret === undefined || secret === '') return undefined;
    const session = await openSession(this.reader, tokenOf(secret));
    if (session === undefined || overBecause(session, this.#nowMs()) !== undefined) return undefined;
    this.#see(session);
    return viewerOf(session, address);
  }

  /** Ends it, for the reason that the ledger keeps; false when it had ended before. */
  async end(session: string, why: EndedBecause, by: Actor): Promise<boolean> {
    const ended = await this.writer.write(async (unit) => {
      if (!(await endSession(unit, session, unit.at))) return false;
      unit.record({ type: 'access.signed-out', by, subject: { kind: 'access', id: session }, data: { why } });
      return true;
    });
    if (ended) this.#tell(session, why);
    return ended;
  }

  /** A telephone or a computer was lost: whatever is signed in there ends at once. @returns how many sign-ins did */
  async endOthers({ person, session: own }: Viewer): Promise<number> {
    let ended = 0;
    for (const session of await sessionsOf(this.reader, person))
      if (session !== own && (await this.end(session, 'lost', { kind: 'person', id: person }))) ended += 1;
    return ended;
  }

  /** To be called after a change of a person's rights is on disk. */
  async rightsChanged(changed: string, isDisabled: boolean): Promise<void> {
    for (const session of await sessionsOf(this.reader, changed)) {
      if (isDisabled) await this.end(session, 'disabled', theSystem);
      else this.#tell(session, 'rights-changed');
    }
  }

  /** Ends what was idle or lasted too long; runs by itself every few seconds. */
  async endOld(): Promise<void> {
    for (const session of await openSessions(this.reader)) {
      const why = overBecause(session, this.#nowMs());
      if (why !== undefined) await this.end(session.id, why, theSystem);
    }
  }

  async #begin(who: string, address: string): Promise<{ viewer: Viewer; secret: string }> {
    const secret = randomBytes(32).toString('base64url');
    const now = toInstant(this.#nowMs());
    const session = await this.writer.write(async (unit) => {
      const id = newIdentifier(this.#nowMs(), { bytes: randomBytes });
      const row = { id, token: tokenOf(secret), person: who, startedAt: now, seenAt: now, address };
      await unit.rows(SessionsTable).insert(row);
      unit.record({
        type: 'access.signed-in',
        by: person(who),
        subject: { kind: 'access', id },
        data: { person: who, address: word(address, 'access') },
      });
      return openSession(unit, row.token);
    });
    if (session === undefined)
      throw new DomainError(
        'WRONG_PASSWORD',
        'unauthenticated',
        'this person was disabled just now',
        this.#told(),
      );
    return { viewer: viewerOf(session, address), secret };
  }

  /** Does not hold up the request: a session seen a minute late ends a minute early, at worst. */
  #see(session: OpenSession): void {
    const nowMs = this.#nowMs();
    if (nowMs - Date.parse(session.seenAt) < seenEveryMs) return;
    this.writer
      .write((unit) => seeSession(unit, session.id, toInstant(nowMs)))
      .catch((error: unknown) => this.#log.warn(`a session was not seen: ${reasonOf(error)}`));
  }

  #tell(session: string, why: EndedBecause): void {
    for (const listener of this.#listeners) listener(session, why);
  }

  #tooSoon(waitMs: number): DomainError {
    const retryAfterSeconds = Math.ceil(waitMs / 1000);
    const message = `too many wrong passwords; try again in ${retryAfterSeconds} s`;
    return new DomainError('SIGN_IN_TOO_SOON', 'unauthenticated', message, {
      ...this.#told(),
      retryAfterSeconds,
    });
  }

  #told(): Record<string, unknown> {
    return this.options.demo ? { demo: true } : {};
  }

  #nowMs(): number {
    return this.options.clock.nowMs();
  }
}

function viewerOf(session: OpenSession, address: string): Viewer {
  return {
    person: session.person,
    session: session.id,
    username: session.username,
    name: session.name,
    roles: session.roles,
    permissions: permissionsOf(session.roles),
    ...(session.station === null ? {} : { station: session.station }),
    address,
  };
}
