/** The tus routes: who may upload what. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Controller, Head, Options, Param, Patch, Post, Req, Res } from '@nestjs/common';
import { addressOf, Open, type ViewedRequest } from '../access/needs.guard.js';
import { Refusals } from '../access/refusals.service.js';
import { actorOf, may } from '../access/viewer.js';
import { certifiedBy } from '../intake/client-certificate.adapter.js';
import { canaryId } from '../intake/canary.js';
import type { Device } from '../intake/device.js';
import { Devices } from '../intake/devices.service.js';
import { device as deviceActor, type Actor } from '../kernel/actor.js';
import { conflict, DomainError, invalid, missing, refused } from '../kernel/errors.js';
import { basicOf } from './basic.js';
import { isWrong, readMetadata } from './metadata.js';
import { Tus } from './tus.adapter.js';
import type { Upload } from './upload.js';
import { Uploads } from './uploads.service.js';

const idShape = /^[0-9a-z]{26}$/;

@Controller('api/uploads')
export class UploadsController {
  constructor(
    private readonly uploads: Uploads,
    private readonly tus: Tus,
    private readonly devices: Devices,
    private readonly refusals: Refusals,
  ) {}

  @Open()
  @Options()
  options(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.tus.answer(request, response);
  }

  @Open()
  @Post()
  async begin(@Req() request: ViewedRequest, @Res() response: ServerResponse): Promise<void> {
    const owner = await this.#ownerOf(request);
    const words = readMetadata(textOf(request.headers['upload-metadata']));
    if (isWrong(words))
      throw invalid('UPLOAD_METADATA_WRONG', 'the Upload-Metadata is wrong', { wrong: words });
    await this.tus.answer(request, response, { owner, words });
  }

  @Open()
  @Head(':id')
  async stands(
    @Param('id') id: string,
    @Req() request: ViewedRequest,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const upload = await this.#ownedBy(request, id);
    if (upload.state !== 'receiving') return ended(response, 200, upload, upload.state);
    if (!(await this.uploads.isWhole(upload))) return this.tus.answer(request, response);
    ended(response, 200, upload, await this.uploads.finish(id));
  }

  @Open()
  @Patch(':id')
  async receive(
    @Param('id') id: string,
    @Req() request: ViewedRequest,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const upload = await this.#ownedBy(request, id);
    if (upload.state === 'receiving') return this.tus.answer(request, response);
    if (request.headers['upload-offset'] !== String(upload.bytes))
      throw conflict('UPLOAD_OFFSET_WRONG', 'the upload is complete', { offset: upload.bytes });
    ended(response, 204, upload, upload.state);
  }

  async #ownedBy(request: ViewedRequest, id: string): Promise<Upload> {
    const owner = await this.#ownerOf(request);
    if (!idShape.test(id)) throw missing('UPLOAD_UNKNOWN', 'there is no such upload');
    return this.uploads.owned(id, owner);
  }

  /** A device by its secret, or else a person by his session. */
  async #ownerOf(request: ViewedRequest): Promise<Actor> {
    const certified = this.#certified(request);
    if (certified !== undefined) return deviceActor(certified.id);
    const { authorization } = request.headers;
    if (authorization === undefined) return this.#personOf(request);
    const given = basicOf(authorization);
    const device =
      given === undefined ? undefined : await this.devices.authenticate(given.name, given.secret);
    // The canary presses and is receipted; it has nothing to bring.
    if (device !== undefined && device.id !== canaryId) return deviceActor(device.id);
    const code = 'DEVICE_SECRET_WRONG';
    await this.refusals.recordSeldom(
      {
        code,
        route: `${request.method ?? ''} /api/uploads`,
        address: addressOf(request),
        ...(given === undefined ? {} : { username: given.name }),
      },
      Date.now(),
    );
    throw new DomainError(code, 'unauthenticated', 'this device or its secret is not known here');
  }

  /** A device by its certificate, as on MQTT. */
  #certified(request: ViewedRequest): Device | undefined {
    const certified = certifiedBy(request.socket);
    if (certified === undefined || this.devices.isRevoked(certified.serial)) return undefined;
    const device = this.devices.named(certified.name);
    return device?.enabled === true ? device : undefined;
  }

  async #personOf({ viewer, method }: ViewedRequest): Promise<Actor> {
    if (viewer === undefined)
      throw new DomainError('NO_SESSION', 'unauthenticated', 'sign in, or give a device’s name and secret');
    if (may(viewer, 'upload:create')) return actorOf(viewer);
    const code = 'PERMISSION_LACKING';
    await this.refusals.record({
      code,
      route: `${method ?? ''} /api/uploads`,
      permission: 'upload:create',
      address: viewer.address,
      by: actorOf(viewer),
      session: viewer.session,
    });
    throw refused(code, 'your role does not allow this', { permission: 'upload:create' });
  }
}

const textOf = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(',') : header;

function ended(response: ServerResponse, status: number, { bytes }: Upload, state: string): void {
  response
    .writeHead(status, {
      'Tus-Resumable': '1.0.0',
      'Cache-Control': 'no-store',
      'Upload-Offset': bytes,
      'Upload-Length': bytes,
      'Upload-State': state,
    })
    .end();
}
