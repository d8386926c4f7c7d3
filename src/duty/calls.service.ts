/** Tells who would be called for a room at a minute, where he stands then and how he is reached. */
import { Injectable } from '@nestjs/common';
import { toInstant, type Instant } from '../kernel/clock.js';
import { Contacts } from './contacts.service.js';
import { dutyRole } from './duty.js';
import { Duty } from './duty.service.js';
import { Policies } from './policies.service.js';
import { calledBy, callableRoles, type Calling, type Reached } from './policy.js';
import { Rota } from './rota.service.js';

type Standing = Omit<Reached, 'ways'>;

@Injectable()
export class Calls {
  constructor(
    private readonly policies: Policies,
    private readonly duty: Duty,
    private readonly rota: Rota,
    private readonly contacts: Contacts,
  ) {}

  async calledFor(place: string, at: Instant = toInstant(Date.now())): Promise<Calling> {
    const policy = this.policies.of(place);
    const people = await this.contacts.of(callableRoles);
    const ways = new Map(people.map((one) => [one.person, one.ways]));
    const isAhead = at > toInstant(Date.now());
    const standing: Standing[] = isAhead
      ? (await this.rota.at(at)).map(({ person, post, startsAt }) => {
          const roles = people.find((one) => one.person === person)?.roles ?? [];
          return { person, post, role: dutyRole(roles) ?? '', since: startsAt };
        })
      : (await this.duty.at(at)).map(({ person, post, role, since }) => ({ person, post, role, since }));
    // Who answers with no post, such as the court's leaders, is called wherever he is.
    const elsewhere = people.filter(({ roles }) => dutyRole(roles) === undefined);
    const anywhere = elsewhere.flatMap(({ person, roles }): Standing[] =>
      callableRoles.filter((role) => roles.includes(role)).map((role) => ({ person, role })),
    );
    const reached = [...standing, ...anywhere].map((one) => ({ ...one, ways: ways.get(one.person) ?? [] }));
    const steps = calledBy(policy, reached);
    return { at, place, policy: policy.id, by: isAhead ? 'rota' : 'post', steps };
  }
}
