/** One-time links: the first administrator's, printed at the start, and those he gives to others. */
import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { theSystem, type Actor } from '../kernel/actor.js';
import { toInstant, type Instant } from '../kernel/clock.js';
import { invalid, missing } from '../kernel/errors.js';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options.js';
import { forgetUnused, InvitationTable, useInvitation } from './invitations.store.js';
import { weaknessOf } from './password.js';
import { Passwords } from './passwords.adapter.js';
import { People } from './people.service.js';
import { isUsername, spelled, wrongWith, type Rights } from './person.js';

const lastsMs = 7 * 24 * 3600_000;

export interface Acceptance {
  readonly username: string;
  readonly name: string;
  readonly password: string;
}

const tokenOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

@Injectable()
export class Invitations {
  constructor(
    private readonly reader: Reader,
    private readonly writer: Writer,
    private readonly passwords: Passwords,
    private readonly people: People,
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
  ) {}

  /**
   * While nobody is registered: a fresh secret for `/#/welcome/SECRET`, which makes an administrator once.
   * The links of earlier starts end. Undefined in the demo and as soon as somebody is registered.
   */
  async firstInvitation(): Promise<string | undefined> {
    if (this.options.demo || !(await this.people.isEmpty())) return undefined;
    await this.writer.write((unit) => forgetUnused(unit));
    return (await this.invite({ roles: ['admin'] }, theSystem)).secret;
  }

  /** @returns the secret, which is shown once */
  async invite({ roles, station }: Rights, by: Actor): Promise<{ secret: string; until: Instant }> {
    const wrong = wrongWith({ roles, station });
    if (wrong !== undefined) throw invalid('RIGHTS_INVALID', wrong);
    const secret = randomBytes(32).toString('base64url');
    const until = toInstant(this.options.clock.nowMs() + lastsMs);
    const given = station === undefined ? {} : { station };
    await this.writer.write(async (unit) => {
      await unit.rows(InvitationTable).insert({ token: tokenOf(secret), roles, until, ...given });
      const id = tokenOf(secret).slice(0, 16);
      unit.record({
        type: 'access.invited',
        by,
        subject: { kind: 'access', id },
        data: { roles, until, ...given },
      });
    });
    return { secret, until };
  }

  /** @throws `missing` INVITATION_OVER, `invalid` USERNAME_INVALID or PASSWORD_WEAK, `conflict` USERNAME_TAKEN */
  async accept(secret: string, { username, name, password }: Acceptance): Promise<string> {
    const token = tokenOf(secret);
    const invitation = await this.reader.rows(InvitationTable).findOneBy({ token });
    const now = toInstant(this.options.clock.nowMs());
    // Looked at before a hash is spent on it.
    if (invitation === null || (invitation.usedAt ?? null) !== null || invitation.until <= now) throw over();
    const called = spelled(username);
    if (!isUsername(called))
      throw invalid('USERNAME_INVALID', 'a username is made of letters, digits, dot, hyphen and underline');
    const weakness = weaknessOf(password, called);
    if (weakness !== undefined)
      throw invalid('PASSWORD_WEAK', `this password will not do: ${weakness}`, { weakness });
    const passwordHash = await this.passwords.hash(password);
    const { roles, station } = invitation;
    return this.writer.write(async (unit) => {
      if (!(await useInvitation(unit, token, unit.at))) throw over();
      return this.people.add(unit, {
        username: called,
        name,
        passwordHash,
        roles,
        station: station ?? undefined,
      });
    });
  }
}

const over = (): Error =>
  missing('INVITATION_OVER', 'this link was used already or is too old; ask for a new one');
