/** Screening over HTTP: the lanes, the acts of screeners, and the day's flow. */
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { detectionClasses, outcomes } from '../../devices/protocol/event.js';
import { Needs, Who } from '../access/needs.guard.js';
import { People } from '../access/people.service.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import { missing } from '../kernel/errors.js';
import { Writer } from '../storage/writer.js';
import type { Flow } from './flow.js';
import { Flows } from './flow.service.js';
import type { LaneDetail } from './lane.js';
import { Lanes } from './lanes.service.js';
import { Screening } from './screening.service.js';
import type { SlipItem } from './slip.js';

const words = z.string().trim().min(1).max(200);
const name = z.string().min(1).max(64);
const joining = z.object({ person: name.optional() }).default({});
const checking = z.object({ ok: z.boolean() });
const waiting = z.object({ people: z.int().min(0).max(10_000) });
const deciding = z.object({
  outcome: z.enum(outcomes),
  detection: z.object({ boot: name, seq: z.int().min(1) }).optional(),
  class: z.enum(detectionClasses).optional(),
  item: words.optional(),
  owner: words.optional(),
  shelf: z.string().trim().min(1).max(20).optional(),
  handChecked: z.boolean().optional(),
});
const asked = z.object({ day: z.iso.date().optional(), lane: name.optional() });

@Controller('api/screening')
export class ScreeningController {
  constructor(
    private readonly screenings: Screening,
    private readonly lanes: Lanes,
    private readonly flows: Flows,
    private readonly people: People,
    private readonly writer: Writer,
  ) {}

  @Get()
  @Needs('screening:read')
  list(): Promise<{ items: LaneDetail[]; next: null }> {
    return this.screenings.list();
  }

  @Get('flow')
  @Needs('screening:read')
  flow(@Query({ schema: asked }) { day, lane }: z.infer<typeof asked>): Promise<Flow & { day: string }> {
    return this.flows.of(day, lane);
  }

  @Post(':id/operators')
  @HttpCode(204)
  @Needs('screening:work')
  async join(
    @Param('id') id: string,
    @Body({ schema: joining }) { person = '' }: z.infer<typeof joining>,
    @Who() viewer: Viewer,
  ): Promise<void> {
    const colleague = (await this.people.list()).find((one) => one.id === (person || viewer.person));
    if (colleague === undefined) throw missing('PERSON_UNKNOWN', 'there is no such person');
    const comer = { person: colleague.id, name: colleague.name };
    await this.writer.write((unit) => this.lanes.join(unit, id, comer, actorOf(viewer)));
  }

  @Delete(':id/operators/:who')
  @HttpCode(204)
  @Needs('screening:work')
  async leave(@Param('id') id: string, @Param('who') who: string, @Who() viewer: Viewer): Promise<void> {
    await this.writer.write((unit) => this.lanes.leave(unit, id, who, actorOf(viewer)));
  }

  @Post(':id/end')
  @HttpCode(204)
  @Needs('screening:work')
  async end(@Param('id') id: string, @Who() viewer: Viewer): Promise<void> {
    await this.writer.write((unit) => this.lanes.end(unit, id, actorOf(viewer)));
  }

  @Post(':id/checks')
  @HttpCode(204)
  @Needs('screening:work')
  async check(
    @Param('id') id: string,
    @Body({ schema: checking }) { ok }: z.infer<typeof checking>,
    @Who() viewer: Viewer,
  ): Promise<void> {
    await this.writer.write((unit) =>
      this.screenings.checkByHand(unit, id, ok, viewer.name, actorOf(viewer)),
    );
  }

  @Post(':id/waiting')
  @HttpCode(204)
  @Needs('screening:work')
  async wait(
    @Param('id') id: string,
    @Body({ schema: waiting }) { people }: z.infer<typeof waiting>,
    @Who() viewer: Viewer,
  ): Promise<void> {
    await this.writer.write((unit) => this.screenings.noteWaiting(unit, id, people, actorOf(viewer)));
  }

  /** @returns the slip, where something stays here or goes to the police */
  @Post(':id/decisions')
  @Needs('screening:work')
  async decide(
    @Param('id') id: string,
    @Body({ schema: deciding }) decision: z.infer<typeof deciding>,
    @Who() viewer: Viewer,
  ): Promise<{ slip?: SlipItem }> {
    const operators = [viewer.name];
    const slip = await this.writer.write((unit) =>
      this.screenings.decide(unit, id, { ...decision, operators }, actorOf(viewer)),
    );
    // What was written is in its place only once the work is on disk.
    return slip === undefined ? {} : { slip: await this.screenings.joined(slip) };
  }
}
