/** Escalation policies over HTTP, and who would be called. */
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import { Needs, Who } from '../access/needs.guard.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import { toInstant } from '../kernel/clock.js';
import { invalid } from '../kernel/errors.js';
import { Places } from '../places/places.service.js';
import { policySchema, type Calling, type NewPolicy, type PolicyItem } from './policy.js';
import { Calls } from './calls.service.js';
import { Policies } from './policies.service.js';

const question = z.object({
  place: z.string().min(1).max(64),
  at: z.iso
    .datetime({ offset: true })
    .transform((given) => toInstant(Date.parse(given)))
    .optional(),
});

@Controller('api/policies')
export class PoliciesController {
  constructor(
    private readonly policies: Policies,
    private readonly calls: Calls,
    private readonly places: Places,
  ) {}

  @Get()
  @Needs('policy:read')
  list(): { items: PolicyItem[]; next: null } {
    return { items: this.policies.all(), next: null };
  }

  @Get('called')
  @Needs('policy:read')
  called(@Query({ schema: question }) { place, at }: z.infer<typeof question>): Promise<Calling> {
    this.#demandPlaces([place]);
    return this.calls.calledFor(place, at);
  }

  @Post()
  @Needs('policy:manage')
  add(@Body({ schema: policySchema }) policy: NewPolicy, @Who() viewer: Viewer): Promise<PolicyItem> {
    this.#demandPlaces(policy.places);
    return this.policies.set(undefined, policy, actorOf(viewer));
  }

  @Put(':id')
  @Needs('policy:manage')
  change(
    @Param('id') id: string,
    @Body({ schema: policySchema }) policy: NewPolicy,
    @Who() viewer: Viewer,
  ): Promise<PolicyItem> {
    this.#demandPlaces(policy.places);
    return this.policies.set(id, policy, actorOf(viewer));
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs('policy:manage')
  remove(@Param('id') id: string, @Who() viewer: Viewer): Promise<void> {
    return this.policies.remove(id, actorOf(viewer));
  }

  #demandPlaces(places: readonly string[]): void {
    for (const place of places)
      if (this.places.of(place) === undefined) throw invalid('PLACE_UNKNOWN', `there is no place ${place}`);
  }
}
