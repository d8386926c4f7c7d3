/** Wires who is on duty. */
import { Global, Module } from '@nestjs/common';
import type { Tables } from '../storage/entity.js';
import { DutyController } from './duty.controller.js';
import { DutyListener } from './duty.listener.js';
import { Duty } from './duty.service.js';
import { DutyTable } from './duty.store.js';
import { PoliciesController } from './policies.controller.js';
import { Policies } from './policies.service.js';
import { PolicyTable } from './policies.store.js';

export const dutyTables = [DutyTable, PolicyTable] as Tables;

@Global()
@Module({
  controllers: [DutyController, PoliciesController],
  providers: [Duty, DutyListener, Policies],
  exports: [Duty, Policies],
})
export class DutyModule {}
