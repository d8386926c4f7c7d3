/** Wires the law's pages; the rest of it is pure. */
import { Module } from '@nestjs/common';
import { Classifier } from './classifier.adapter.js';
import { LawBook } from './law-book.service.js';
import { LawController } from './law.controller.js';

@Module({ providers: [Classifier, LawBook], controllers: [LawController], exports: [Classifier, LawBook] })
export class LawModule {}
