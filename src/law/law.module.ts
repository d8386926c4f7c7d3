/** Wires the law's pages; the rest of it is pure. */
import { Module } from '@nestjs/common';
import { LawController } from './law.controller.js';

@Module({ controllers: [LawController] })
export class LawModule {}
