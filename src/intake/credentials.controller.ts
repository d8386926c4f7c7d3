/** How devices prove who they are, over HTTP: what an electrician is given, shown once. */
import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { DeviceTls } from '../access/certificates.adapter.js';
import { Needs, Who } from '../access/needs.guard.js';
import type { Viewer } from '../access/viewer.js';
import { person } from '../kernel/actor.js';
import type { CertificateItem } from './credentials.js';
import { Credentials, type NewSecret } from './credentials.service.js';

/** Where a device speaks, and what it must trust. */
export class Enrolling {
  constructor(
    readonly court: string,
    /** `mqtts://:8883` stands for this console's own name */
    readonly url: string,
    /** PEM; nothing where the connection is plain */
    readonly ca?: string,
  ) {}
}

@Controller('api')
export class CredentialsController {
  constructor(
    private readonly credentials: Credentials,
    private readonly enrolling: Enrolling,
  ) {}

  @Get('enrolment')
  @Needs('device:manage')
  where(): Enrolling {
    return this.enrolling;
  }

  @Get('devices/:id/credentials')
  @Needs('device:manage')
  of(@Param('id') id: string): ReturnType<Credentials['of']> {
    return this.credentials.of(id);
  }

  @Post('devices/:id/secret')
  @Needs('device:manage')
  renew(@Param('id') id: string, @Who() viewer: Viewer): Promise<NewSecret> {
    return this.credentials.renewSecret(id, person(viewer.person));
  }

  /** Another piece of hardware in its place, under the same name. */
  @Post('devices/:id/replace')
  @HttpCode(200)
  @Needs('device:manage')
  replace(@Param('id') id: string, @Who() viewer: Viewer): Promise<{ id: string; secret: string }> {
    return this.credentials.replace(id, person(viewer.person));
  }

  @Post('devices/:id/certificates')
  @Needs('device:manage')
  certify(@Param('id') id: string, @Who() viewer: Viewer): Promise<DeviceTls> {
    return this.credentials.certify(id, person(viewer.person));
  }

  @Post('devices/:id/certificates/:serial/revoke')
  @HttpCode(200)
  @Needs('device:manage')
  revoke(
    @Param('id') id: string,
    @Param('serial') serial: string,
    @Who() viewer: Viewer,
  ): Promise<CertificateItem> {
    return this.credentials.revoke(id, serial, person(viewer.person));
  }
}
