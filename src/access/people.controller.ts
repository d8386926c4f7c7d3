/** The register of people: names for who may read them, rights for who keeps them, and the way in. */
import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { z } from 'zod';
import { Invitations } from './invitations.service.js';
import { Needs, Open, Who } from './needs.guard.js';
import { People, type PersonItem, type RegisteredPerson } from './people.service.js';
import { roles } from './permission.js';
import { actorOf, type Viewer } from './viewer.js';

const role = z.enum(roles);
const station = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
  .optional();
const invitation = z.object({ roles: z.array(role).min(1), station });
const change = z.object({
  roles: z.array(role).min(1).optional(),
  station,
  disabled: z.boolean().optional(),
});
const acceptance = z.object({
  username: z.string().min(1).max(128),
  name: z.string().trim().min(1).max(64),
  password: z.string().max(1024),
});

@Controller('api')
export class PeopleController {
  constructor(
    private readonly people: People,
    private readonly invitations: Invitations,
  ) {}

  @Get('people')
  @Needs('people:read')
  async list(): Promise<{ items: PersonItem[]; next: null }> {
    return { items: await this.people.list(), next: null };
  }

  @Get('people/register')
  @Needs('people:manage')
  async register(): Promise<{ items: RegisteredPerson[]; next: null }> {
    return { items: await this.people.register(), next: null };
  }

  @Patch('people/:id')
  @Needs('people:manage')
  change(
    @Param('id') id: string,
    @Body({ schema: change }) given: z.infer<typeof change>,
    @Who() viewer: Viewer,
  ): Promise<RegisteredPerson> {
    return this.people.change(id, given, actorOf(viewer));
  }

  @Post('invitations')
  @Needs('people:manage')
  async invite(
    @Body({ schema: invitation }) given: z.infer<typeof invitation>,
    @Who() viewer: Viewer,
  ): Promise<{ token: string; until: string }> {
    const { secret, until } = await this.invitations.invite(given, actorOf(viewer));
    return { token: secret, until };
  }

  @Post('invitations/:token')
  @Open()
  async accept(
    @Param('token') token: string,
    @Body({ schema: acceptance }) given: z.infer<typeof acceptance>,
  ): Promise<{ id: string }> {
    return { id: await this.invitations.accept(token, given) };
  }
}
