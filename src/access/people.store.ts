/** The register of people who may sign in. */
import type { Role } from './permission.js';
import { flag, json, key, table, text } from '../storage/entity.js';

export interface PersonRow {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** argon2id in PHC form */
  readonly password: string;
  readonly station?: string;
  readonly disabled: boolean;
}

export const PeopleTable = table<PersonRow>('people', {
  id: key,
  username: text,
  name: text,
  roles: json,
  password: text,
  station: text,
  disabled: flag,
});
