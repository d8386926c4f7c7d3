import { describe, expect, it } from '@jest/globals';
import {
  isRole,
  permissions,
  permissionsOf,
  roles,
  type Permission,
} from '../../../src/access/permission.js';

const holders = (permission: Permission): string[] =>
  roles.filter((role) => permissionsOf([role]).has(permission));

describe('permissions', () => {
  it('of the police end at what was shared: nothing of the house, nothing that acts on it', () => {
    expect([...permissionsOf(['police'])].toSorted()).toEqual([
      'alarm:read',
      'incident:read',
      'law:read',
      'liaison:accept',
      'liaison:message',
      'live:follow',
      'packet:download',
      'packet:read',
      'place:read',
      'session:own',
    ]);
  });

  it('are each held by somebody', () => {
    expect(permissions.filter((permission) => holders(permission).length === 0)).toEqual([]);
  });

  it('that decide are held by those whom the house named', () => {
    expect(holders('alarm:acknowledge')).toEqual(['guard', 'chief', 'officer']);
    expect(holders('finding:decide')).toEqual(['guard', 'chief']);
    expect(holders('incident:share')).toEqual(['chief']);
    expect(holders('packet:ask')).toEqual(['clerk']);
    expect(holders('packet:approve')).toEqual(['approver']);
    expect(holders('liaison:accept')).toEqual(['police']);
    expect(holders('ledger:read')).toEqual(['auditor']);
    expect(holders('people:manage')).toEqual(['admin']);
    expect(holders('device:manage')).toEqual(['admin']);
  });

  it('of several roles are those of all of them', () => {
    const both = permissionsOf(['judge', 'auditor']);
    expect(both.has('alarm:raise') && both.has('ledger:read')).toBe(true);
    expect(both.has('alarm:read')).toBe(false);
  });

  it('are not given for a word that is no role', () => {
    expect(isRole('root')).toBe(false);
    expect(isRole('__proto__')).toBe(false);
    expect(isRole('guard')).toBe(true);
  });
});
