/** The ledger as others check it: keys, checkpoint and proofs for anybody, the entries for the auditor. */
import { Controller, Get, Header, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Needs, Open } from '../access/needs.guard.js';
import { invalid, missing } from '../kernel/errors.js';
import { Checkpoints } from '../ledger/checkpoints.service.js';
import { Entries } from '../ledger/entries.service.js';
import type { ConsistencyProof, EntryProof } from '../ledger/proofs.service.js';

const number = z.coerce.number().int().min(1);
const proof = z.object({
  from: number.optional(),
  to: number.optional(),
  entry: number.optional(),
  size: number.optional(),
});
const range = z.object({ from: number.default(1), limit: z.coerce.number().int().min(1).default(1000) });
const mostEntries = 1000;

@Controller('api/ledger')
export class LedgerController {
  constructor(
    private readonly checkpoints: Checkpoints,
    private readonly entries: Entries,
  ) {}

  @Get('keys')
  @Open()
  @Header('Content-Type', 'application/x-pem-file')
  async keys(): Promise<string> {
    const keys = await this.checkpoints.keys();
    return keys.map(({ name, since, until, pem }) => `# ${name}, ${since}, ${until ?? ''}\n${pem}`).join('');
  }

  @Get('checkpoint')
  @Open()
  @Header('Content-Type', 'text/plain; charset=utf-8')
  checkpoint(): string {
    return this.checkpoints.newest()?.note ?? '';
  }

  @Get('beginning')
  @Open()
  @Header('Content-Type', 'text/plain; charset=utf-8')
  beginning(): string {
    const { beginning } = this.checkpoints;
    if (beginning === undefined) throw missing('LEDGER_NEVER_LOST', 'this is the first ledger of the court');
    return beginning;
  }

  @Get('proofs')
  @Open()
  proofs(
    @Query({ schema: proof }) { from, to, entry, size }: z.infer<typeof proof>,
  ): Promise<ConsistencyProof | EntryProof> {
    if (entry !== undefined && size !== undefined) return this.checkpoints.inclusion(entry, size);
    if (from !== undefined && to !== undefined) return this.checkpoints.consistency(from, to);
    throw invalid('PROOF_OF_WHAT', 'give from and to, or entry and size');
  }

  @Get('entries')
  @Needs('ledger:read')
  async jsonl(
    @Query({ schema: range }) { from, limit }: z.infer<typeof range>,
    @Res() response: Response,
  ): Promise<void> {
    const rows = await this.entries.rowsFrom(from, Math.min(limit, mostEntries));
    response
      .type('application/jsonl')
      .send(Buffer.concat(rows.flatMap((row) => [Buffer.from(row.bytes), Buffer.from('\n')])));
  }
}
