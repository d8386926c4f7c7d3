/** Knows who stands behind a live socket and what he may see. */
import { Injectable } from '@nestjs/common';
import { Grants } from '../access/grants.service.js';
import { Sessions, type EndedBecause } from '../access/sessions.service.js';
import type { Viewer } from '../access/viewer.js';
import type { Sight } from './projection.js';

export interface Handshake {
  readonly headers: { readonly cookie?: string | undefined };
  readonly address: string;
}

@Injectable()
export class Doorkeeper {
  constructor(
    private readonly sessions: Sessions,
    private readonly grants: Grants,
  ) {}

  viewerOf(handshake: Handshake): Promise<Viewer | undefined> {
    return this.sessions.viewerOfCookie(handshake.headers.cookie, handshake.address);
  }

  onEnded(listener: (session: string, why: EndedBecause) => void): void {
    this.sessions.onEnded(listener);
  }

  sightOf({ permissions, station }: Viewer): Sight {
    return station === undefined ? { permissions } : { permissions, shared: this.grants.knownTo(station) };
  }
}
