/** Notes what the rules of an exhibit, a packet or the register refuse to a signed-in person, and each id that a stranger to the house guesses. */
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { catchError, type Observable } from 'rxjs';
import { DomainError } from '../kernel/errors.js';
import { refusalOf, type ViewedRequest } from './needs.guard.js';
import { Refusals } from './refusals.service.js';
import type { Viewer } from './viewer.js';

const items = /^\/api\/(?:evidence|interference|packets|retention)\b/;
/** What was asked wrongly, or what the machine could not do, is no refusal. */
const refusing: ReadonlySet<string> = new Set(['refused', 'missing', 'conflict']);

@Injectable()
export class RefusedItems implements NestInterceptor {
  constructor(private readonly refusals: Refusals) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<ViewedRequest>();
    const { viewer } = request;
    if (viewer === undefined) return next.handle();
    return next.handle().pipe(catchError((thrown: unknown) => this.#noted(thrown, request, viewer)));
  }

  /** Throws again what was thrown, once it is on record. */
  async #noted(thrown: unknown, request: ViewedRequest, viewer: Viewer): Promise<never> {
    const isOfItem = items.test(request.route?.path ?? '');
    const isRefusal = thrown instanceof DomainError && refusing.has(thrown.kind);
    if (isRefusal && (isOfItem || viewer.station !== undefined))
      await this.refusals.record(refusalOf(thrown, request, viewer));
    throw thrown;
  }
}
