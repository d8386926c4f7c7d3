/** Wires the steps to take. */
import { Global, Module } from '@nestjs/common';
import type { Tables } from '../storage/entity.js';
import { Misses } from './misses.service.js';
import { MissTable } from './misses.store.js';
import { ProceduresController } from './procedures.controller.js';
import { Procedures } from './procedures.service.js';
import { ProcedureTable, StepTable } from './procedures.store.js';

export const procedureTables = [ProcedureTable, StepTable, MissTable] as Tables;

@Global()
@Module({
  controllers: [ProceduresController],
  providers: [Procedures, Misses],
  exports: [Procedures, Misses],
})
export class ProceduresModule {}
