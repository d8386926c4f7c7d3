/** Wires who may do what. */
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import type { Tables } from '../storage/entity.js';
import { SETTINGS, type Settings } from '../config.js';
import { systemClock, type Clock } from '../kernel/clock.js';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options.js';
import { ApprovalsFollower } from './approvals.follower.js';
import { Approvals } from './approvals.service.js';
import { ApprovalTable } from './approvals.store.js';
import { Certificates } from './certificates.adapter.js';
import { Grants } from './grants.service.js';
import { Invitations } from './invitations.service.js';
import { InvitationTable } from './invitations.store.js';
import { NeedsGuard } from './needs.guard.js';
import { Passwords } from './passwords.adapter.js';
import { PeopleController } from './people.controller.js';
import { People } from './people.service.js';
import { PeopleTable } from './people.store.js';
import { RedactionsController } from './redactions.controller.js';
import { Redactions } from './redactions.service.js';
import { Refusals } from './refusals.service.js';
import { RefusedItems } from './refused-items.filter.js';
import { Routes } from './routes.service.js';
import { SessionController } from './session.controller.js';
import { Sessions } from './sessions.service.js';
import { SessionsTable } from './sessions.store.js';

export const accessTables = [PeopleTable, SessionsTable, InvitationTable, ApprovalTable] as Tables;

/** What every other folder may ask. */
const open = [Passwords, Refusals, Sessions, People, Invitations, Grants, Approvals, Routes];

@Global()
@Module({})
export class AccessModule {
  static with(clock: Clock = systemClock): DynamicModule {
    return {
      module: AccessModule,
      imports: [DiscoveryModule],
      controllers: [SessionController, PeopleController, RedactionsController],
      providers: [
        {
          provide: ACCESS_OPTIONS,
          inject: [SETTINGS],
          useFactory: ({ court, demo }: Settings): AccessOptions => ({ court, demo, clock }),
        },
        {
          provide: Certificates,
          inject: [SETTINGS],
          useFactory: ({ dataDir, court, tls }: Settings) =>
            new Certificates({ dataDir, court: court.id, given: tls, clock }),
        },
        ...open,
        ApprovalsFollower,
        Redactions,
        { provide: APP_GUARD, useClass: NeedsGuard },
        { provide: APP_INTERCEPTOR, useClass: RefusedItems },
      ],
      exports: [ACCESS_OPTIONS, Certificates, ...open],
    };
  }
}
