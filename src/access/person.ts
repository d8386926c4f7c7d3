/** What a person of the register may be: his username, his roles, his station. */
import { isRole, type Role } from './permission.js';

/** One spelling for what looks alike, so that nobody is called like another. */
export const spelled = (username: string): string => username.normalize('NFKC').trim().toLowerCase();

export const isUsername = (spelled: string): boolean => /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u.test(spelled);

export interface Rights {
  readonly roles: readonly Role[];
  readonly station?: string | undefined;
}

/** Why nobody may hold these rights, or undefined. */
export function wrongWith({ roles, station }: Rights): string | undefined {
  if (roles.length === 0) return 'a person needs at least one role';
  if (!roles.every(isRole)) return 'there is no such role';
  // 公安 is of another house: whoever belongs to it sees what was shared with its station and nothing else.
  if (roles.includes('police') && roles.length > 1) return 'police hold no other role';
  if (roles.includes('police') !== (station !== undefined)) return 'police have a station, nobody else does';
  return undefined;
}
