/** The rota over HTTP, and how people are reached. */
import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import { Needs, Who } from '../access/needs.guard.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import { waysSchema, type ContactItem } from './contact.js';
import { Contacts } from './contacts.service.js';
import { callableRoles } from './policy.js';
import { postSchema, turnSchema, type PostItem, type RotaWeek, type Turn } from './rota.js';
import { Rota } from './rota.service.js';

const id = z.string().min(1).max(64);
const day = z.iso.date();
const asked = z.object({ week: day.optional() });
const added = z.object({ turns: z.array(turnSchema).min(1).max(500) });
const removed = z.object({ turns: z.array(id).min(1).max(500) });
const swapped = z.object({ turns: z.tuple([id, id]) });
const copied = z.object({ from: day, to: day });
type TurnList = { items: Turn[]; next: null };

@Controller('api/rota')
export class RotaController {
  constructor(
    private readonly rota: Rota,
    private readonly contacts: Contacts,
  ) {}

  @Get()
  @Needs('policy:read')
  week(@Query({ schema: asked }) { week }: z.infer<typeof asked>): Promise<RotaWeek> {
    return this.rota.week(week);
  }

  @Put('posts/:post')
  @Needs('policy:manage')
  demand(
    @Param('post') post: string,
    @Body({ schema: postSchema }) given: z.infer<typeof postSchema>,
    @Who() viewer: Viewer,
  ): Promise<PostItem> {
    return this.rota.demand(post, given, actorOf(viewer));
  }

  @Post('turns')
  @Needs('policy:manage')
  async add(
    @Body({ schema: added }) { turns }: z.infer<typeof added>,
    @Who() viewer: Viewer,
  ): Promise<TurnList> {
    return { items: await this.rota.add(turns, actorOf(viewer)), next: null };
  }

  @Post('removals')
  @HttpCode(204)
  @Needs('policy:manage')
  remove(
    @Body({ schema: removed }) { turns }: z.infer<typeof removed>,
    @Who() viewer: Viewer,
  ): Promise<void> {
    return this.rota.remove(turns, actorOf(viewer));
  }

  @Post('swaps')
  @Needs('policy:manage')
  async swap(
    @Body({ schema: swapped }) { turns }: z.infer<typeof swapped>,
    @Who() viewer: Viewer,
  ): Promise<TurnList> {
    return { items: await this.rota.swap(turns, actorOf(viewer)), next: null };
  }

  @Post('copies')
  @Needs('policy:manage')
  async copy(
    @Body({ schema: copied }) { from, to }: z.infer<typeof copied>,
    @Who() viewer: Viewer,
  ): Promise<TurnList> {
    return { items: await this.rota.copy(from, to, actorOf(viewer)), next: null };
  }

  /** Of all whom a policy may call. */
  @Get('contacts')
  @Needs('policy:read')
  async reached(): Promise<{ items: ContactItem[]; next: null }> {
    const items = await this.contacts.of(callableRoles);
    return { items: items.map(({ person, ways }) => ({ person, ways })), next: null };
  }

  @Put('contacts/:person')
  @Needs('policy:manage')
  reach(
    @Param('person') person: string,
    @Body({ schema: waysSchema }) { ways }: z.infer<typeof waysSchema>,
    @Who() viewer: Viewer,
  ): Promise<ContactItem> {
    return this.contacts.set(person, ways, actorOf(viewer));
  }
}
