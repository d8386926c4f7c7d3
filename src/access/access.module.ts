/** Wires who may do what. */
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import type { EntitySchema } from 'typeorm';
import { SETTINGS, type Settings } from '../config.js';
import { systemClock, type Clock } from '../kernel/clock.js';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options.js';
import { NeedsGuard } from './needs.guard.js';
import { Passwords } from './passwords.adapter.js';
import { People } from './people.store.js';
import { Refusals } from './refusals.service.js';
import { Routes } from './routes.service.js';
import { SessionController } from './session.controller.js';
import { Sessions } from './sessions.service.js';
import { SessionsTable } from './sessions.store.js';

export const accessTables: EntitySchema<never>[] = [People, SessionsTable] as EntitySchema<never>[];

@Global()
@Module({})
export class AccessModule {
  static with(clock: Clock = systemClock): DynamicModule {
    return {
      module: AccessModule,
      imports: [DiscoveryModule],
      controllers: [SessionController],
      providers: [
        {
          provide: ACCESS_OPTIONS,
          inject: [SETTINGS],
          useFactory: ({ court, demo }: Settings): AccessOptions => ({ court, demo, clock }),
        },
        Passwords,
        Refusals,
        Sessions,
        Routes,
        { provide: APP_GUARD, useClass: NeedsGuard },
      ],
      exports: [ACCESS_OPTIONS, Passwords, Refusals, Sessions, Routes],
    };
  }
}
