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

/** A wall, two desks and every forgotten tab have room; a program that opens sockets without end has not. */
const mostSocketsOfSignIn = 50;

@Injectable()
export class Doorkeeper {
  constructor(
    private readonly sessions: Sessions,
    private readonly grants: Grants,
  ) {}

  async viewerOf(handshake: Handshake): Promise<Viewer | undefined> {
    const viewer = await this.sessions.viewerOfCookie(handshake.headers.cookie, handshake.address);
    if (viewer?.station !== undefined) await this.grants.read(viewer.station);
    return viewer;
  }

  /** @param others who has a socket already */
  whyNot(viewer: Viewer | undefined, others: readonly Viewer[]): Error | undefined {
    if (viewer === undefined) return new Error('NO_SESSION');
    const own = others.filter(({ session }) => session === viewer.session);
    return own.length < mostSocketsOfSignIn ? undefined : new Error('TOO_MANY_SCREENS');
  }

  onEnded(listener: (session: string, why: EndedBecause) => void): void {
    this.sessions.onEnded(listener);
  }

  sightOf({ permissions, station }: Viewer): Sight {
    return station === undefined ? { permissions } : { permissions, shared: this.grants.knownTo(station) };
  }
}
