/** Wires the law's pages; the rest of it is pure. */
import { Module } from '@nestjs/common';
import { Classifier } from './classifier.adapter.js';
import { LawController } from './law.controller.js';

@Module({ providers: [Classifier], controllers: [LawController], exports: [Classifier] })
export class LawModule {}
