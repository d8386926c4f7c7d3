/** Wires who is on duty. */
import { Global, Module } from '@nestjs/common';
import type { Tables } from '../storage/entity.js';
import { DutyController } from './duty.controller.js';
import { DutyListener } from './duty.listener.js';
import { Duty } from './duty.service.js';
import { DutyTable } from './duty.store.js';

export const dutyTables = [DutyTable] as Tables;

@Global()
@Module({ controllers: [DutyController], providers: [Duty, DutyListener], exports: [Duty] })
export class DutyModule {}
