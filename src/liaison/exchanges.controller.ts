/** The talk with the police over HTTP: their steps, messages both ways, the receipt, what did not reach their system. */
import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Post } from '@nestjs/common';
import { z } from 'zod';
import { Needs, Who } from '../access/needs.guard.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import { word } from '../ledger/ledger.service.js';
import { Packets } from '../packets/packets.service.js';
import { Deliveries } from './deliveries.service.js';
import { receiptVerdicts, results, type DeliveryItem } from './exchange.js';
import { Exchanges, type Exchange } from './exchanges.service.js';

const words = z.string().trim().min(1).max(2000);
const why = z.object({ reason: words });
const note = z.object({ reason: words.optional() }).default({});
const end = z.object({ docket: words, result: z.enum(results), reason: words.optional() });
const message = z.object({ text: words });
const receipt = z.object({
  /** 收到件数 */
  files: z.int().min(0),
  verdict: z.enum(receiptVerdicts),
  officer: words,
  docket: words.optional(),
  /** 需补充材料 */
  lacking: words.optional(),
});

@Controller('api')
export class ExchangesController {
  constructor(
    private readonly exchanges: Exchanges,
    private readonly packets: Packets,
    private readonly deliveries: Deliveries,
  ) {}

  @Get('incidents/:id/liaison')
  @Needs('incident:read')
  one(@Param('id') id: string, @Who() viewer: Viewer): Promise<Exchange> {
    return this.exchanges.of(viewer, id);
  }

  @Post('incidents/:id/reject')
  @HttpCode(204)
  @Needs('liaison:accept')
  reject(
    @Param('id') id: string,
    @Body({ schema: why }) given: z.infer<typeof why>,
    @Who() viewer: Viewer,
  ): Promise<void> {
    return this.exchanges.step(viewer, id, 'rejected', given);
  }

  @Post('incidents/:id/dispatch')
  @HttpCode(204)
  @Needs('liaison:accept')
  dispatch(
    @Param('id') id: string,
    @Body({ schema: note }) given: z.infer<typeof note>,
    @Who() viewer: Viewer,
  ): Promise<void> {
    return this.exchanges.step(viewer, id, 'dispatched', given);
  }

  @Post('incidents/:id/on-scene')
  @HttpCode(204)
  @Needs('liaison:accept')
  onScene(
    @Param('id') id: string,
    @Body({ schema: note }) given: z.infer<typeof note>,
    @Who() viewer: Viewer,
  ): Promise<void> {
    return this.exchanges.step(viewer, id, 'on-scene', given);
  }

  @Post('incidents/:id/police-close')
  @HttpCode(204)
  @Needs('liaison:accept')
  close(
    @Param('id') id: string,
    @Body({ schema: end }) given: z.infer<typeof end>,
    @Who() viewer: Viewer,
  ): Promise<void> {
    return this.exchanges.step(viewer, id, 'closed', given);
  }

  @Post('incidents/:id/messages')
  @HttpCode(204)
  @Needs('liaison:message')
  message(
    @Param('id') id: string,
    @Body({ schema: message }) { text }: z.infer<typeof message>,
    @Who() viewer: Viewer,
  ): Promise<void> {
    return this.exchanges.message(viewer, id, text);
  }

  @Post('incidents/:id/withdraw')
  @HttpCode(204)
  @Needs('incident:share')
  withdraw(
    @Param('id') id: string,
    @Body({ schema: why }) { reason }: z.infer<typeof why>,
    @Who() viewer: Viewer,
  ): Promise<void> {
    return this.exchanges.withdraw(viewer, id, reason);
  }

  @Post('packets/:id/receipt')
  @HttpCode(204)
  @Needs('liaison:accept')
  async receipt(
    @Param('id') id: string,
    @Body({ schema: receipt }) given: z.infer<typeof receipt>,
    @Who() viewer: Viewer,
  ): Promise<void> {
    const { files, verdict, officer, docket, lacking } = given;
    await this.exchanges.receipt(viewer, await this.packets.row(viewer, id), {
      files,
      verdict,
      officer: word(officer, 'shared'),
      ...(docket === undefined ? {} : { docket: word(docket, 'shared') }),
      ...(lacking === undefined ? {} : { lacking: word(lacking, 'shared') }),
    });
  }

  @Get('liaison/deliveries')
  @Needs('device:manage')
  async list(): Promise<{ items: DeliveryItem[]; next: null }> {
    const rows = await this.deliveries.list();
    return { items: rows.map(({ body: _body, ...row }) => row), next: null };
  }

  @Post('liaison/deliveries/:fact/retry')
  @HttpCode(204)
  @Needs('device:manage')
  retry(@Param('fact', ParseIntPipe) fact: number, @Who() viewer: Viewer): Promise<void> {
    return this.deliveries.revive(fact, actorOf(viewer));
  }
}
