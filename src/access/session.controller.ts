/** Signing in, out, and asking who one is. */
import type { ServerResponse } from 'node:http';
import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { z } from 'zod';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options.js';
import { givenCookie, takenCookie } from './cookie.js';
import { addressOf, isOverTls, Needs, Open, Who, type ViewedRequest } from './needs.guard.js';
import { Sessions } from './sessions.service.js';
import { actorOf, type Viewer } from './viewer.js';

// Long enough for a passphrase; argon2 itself would take 4 GiB.
const credentials = z.object({ username: z.string().min(1).max(128), password: z.string().min(1).max(1024) });
type Credentials = z.infer<typeof credentials>;

@Controller('api/session')
export class SessionController {
  constructor(
    private readonly sessions: Sessions,
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
  ) {}

  @Post()
  @Open()
  async signIn(
    @Body({ schema: credentials }) given: Credentials,
    @Req() request: ViewedRequest,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<object> {
    const { viewer, secret } = await this.sessions.signIn({ ...given, address: addressOf(request) });
    // The cookie is replaced: what it opened before must not stay open behind it (ASVS 5.0, 7.2.4).
    const before = request.viewer;
    if (before !== undefined) await this.sessions.end(before.session, 'signed-out', actorOf(before));
    response.setHeader('Set-Cookie', givenCookie(secret, isOverTls(request)));
    return this.#told(viewer);
  }

  @Get()
  @Needs('session:own')
  who(@Who() viewer: Viewer): object {
    return this.#told(viewer);
  }

  @Delete()
  @HttpCode(204)
  @Needs('session:own')
  async signOut(
    @Who() viewer: Viewer,
    @Req() request: ViewedRequest,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<void> {
    await this.sessions.end(viewer.session, 'signed-out', actorOf(viewer));
    response.setHeader('Set-Cookie', takenCookie(isOverTls(request)));
  }

  @Post('lost')
  @HttpCode(200)
  @Needs('session:own')
  async lost(@Who() viewer: Viewer): Promise<{ ended: number }> {
    return { ended: await this.sessions.endOthers(viewer) };
  }

  #told({ person, username, name, roles, permissions }: Viewer): object {
    const { court, demo } = this.options;
    return { person: { id: person, username, name, roles, permissions: [...permissions] }, court, demo };
  }
}
