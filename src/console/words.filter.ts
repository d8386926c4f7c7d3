/** Takes out of every JSON answer the texts that its reader may not read. */
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import type { ViewedRequest } from '../access/needs.guard.js';
import { readableBy } from '../access/reading.js';

@Injectable()
export class WordsFilter implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const { viewer } = context.switchToHttp().getRequest<ViewedRequest>();
    const permissions = viewer?.permissions ?? new Set();
    const isOfHouse = viewer !== undefined && viewer.station === undefined;
    return next.handle().pipe(map((answer: unknown) => readableBy(answer, { permissions, isOfHouse })));
  }
}
