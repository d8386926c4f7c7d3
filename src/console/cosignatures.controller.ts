/** Takes in what a witness cosigned: open to whoever has a good signature, and how the ledger stands, for every screen. */
import { Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ACCESS_OPTIONS, type AccessOptions } from '../access/access-options.js';
import { addressOf, Needs, Open, type ViewedRequest } from '../access/needs.guard.js';
import { Rate } from '../access/rate.js';
import { DomainError, unavailable } from '../kernel/errors.js';
import { Checkpoints } from '../ledger/checkpoints.service.js';
import type { LedgerStanding } from '../ledger/witness.js';

/** A checkpoint with all its lines is under two. */
const largestBytes = 16 * 1024;
/** A witness comes every few minutes; each coming costs a few signatures to check. */
const mostAMinute = 60;

@Controller('api/ledger')
export class CosignaturesController {
  readonly #rate = new Rate(mostAMinute);

  constructor(
    private readonly checkpoints: Checkpoints,
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
  ) {}

  @Post('cosignatures')
  @HttpCode(200)
  @Open()
  async add(
    @Req() request: ViewedRequest,
  ): Promise<{ readonly size: number; readonly witnesses: readonly string[] }> {
    if (!this.#rate.allows(addressOf(request), this.options.clock.nowMs()))
      throw unavailable('TOO_MANY_REQUESTS', 'too many at once; come again in a minute', {
        retryAfterSeconds: 60,
      });
    return this.checkpoints.addCosignature(await textOf(request));
  }

  @Get('standing')
  @Needs('session:own')
  standing(): LedgerStanding {
    return this.checkpoints.standing;
  }
}

async function textOf(request: ViewedRequest): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > largestBytes)
      throw new DomainError('COSIGNATURE_TOO_LARGE', 'too-large', 'this is no signed checkpoint');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
