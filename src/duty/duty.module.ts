/** Wires who is on duty. */
import { Global, Module } from '@nestjs/common';
import type { Tables } from '../storage/entity.js';
import { Calls } from './calls.service.js';
import { ContactTable } from './contacts.store.js';
import { Contacts } from './contacts.service.js';
import { DutyController } from './duty.controller.js';
import { DutyListener } from './duty.listener.js';
import { Duty } from './duty.service.js';
import { DutyTable } from './duty.store.js';
import { PoliciesController } from './policies.controller.js';
import { Policies } from './policies.service.js';
import { PolicyTable } from './policies.store.js';
import { RotaController } from './rota.controller.js';
import { Rota } from './rota.service.js';
import { PostTable, TurnTable } from './rota.store.js';

export const dutyTables = [DutyTable, PolicyTable, ContactTable, PostTable, TurnTable] as Tables;

@Global()
@Module({
  controllers: [DutyController, PoliciesController, RotaController],
  providers: [Duty, DutyListener, Policies, Calls, Contacts, Rota],
  exports: [Duty, Policies, Contacts, Rota],
})
export class DutyModule {}
