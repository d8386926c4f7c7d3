/** A signed-in person as every service knows him. */
import type { Actor } from '../kernel/actor.js';
import type { Permission, Role } from './permission.js';

export interface Viewer {
  /** opaque id of the person */
  readonly person: string;
  /** opaque id of this sign-in; not the secret in the cookie */
  readonly session: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly permissions: ReadonlySet<Permission>;
  /** the police station, for those of another house */
  readonly station?: string;
  readonly address: string;
}

export const actorOf = (viewer: Viewer): Actor => ({ kind: 'person', id: viewer.person });

export const may = (viewer: Viewer, permission: Permission): boolean => viewer.permissions.has(permission);
