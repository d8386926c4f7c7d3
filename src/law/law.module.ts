/** Wires the law's pages; the rest of it is pure. */
import { Module } from '@nestjs/common';
import { Classifier } from './classifier.adapter.js';
import { builtInLaw } from './code-table.js';
import { LawBook, SHIPPED_LAW } from './law-book.service.js';
import { LawController } from './law.controller.js';

@Module({
  providers: [Classifier, LawBook, { provide: SHIPPED_LAW, useValue: builtInLaw }],
  controllers: [LawController],
  exports: [Classifier, LawBook],
})
export class LawModule {}
