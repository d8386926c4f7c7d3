// Each role lands on its own page, and no page opens to who may not read it.
import { describe, expect, test } from '@jest/globals';
import { permissionsOf, roles, type Role } from '../../../src/access/permission.js';
import {
  groupsFor,
  hrefOf,
  landingOf,
  mayOpen,
  pageNames,
  pagesFor,
  parseRoute,
} from '../../../web/routes.js';

const viewer = (role: Role) => ({ roles: [role], permissions: [...permissionsOf([role])] });

describe('where a role lands', () => {
  test.each([
    ['guard', 'board'],
    ['chief', 'board'],
    ['officer', 'officer'],
    ['police', 'police'],
    ['clerk', 'packets'],
    ['approver', 'packets'],
    ['screener', 'screening'],
    ['judge', 'judge'],
    ['auditor', 'account'],
    ['inspector', 'interference'],
    ['admin', 'account'],
  ] as const)('%s on the page %s', (role, page) => {
    expect(landingOf(viewer(role))).toBe(page);
  });

  test('every role may open the page it lands on', () => {
    for (const role of roles) expect(mayOpen(landingOf(viewer(role)), viewer(role))).toBe(true);
  });
});

describe('which pages open', () => {
  test('the police have their own page, the statute and their account, nothing else', () => {
    expect(pagesFor(viewer('police'))).toEqual(['police', 'law', 'account']);
  });

  test('the auditor reads neither incidents nor evidence', () => {
    expect(pagesFor(viewer('auditor'))).toEqual(['upkeep', 'law', 'account']);
  });

  test('a guard does not see the page of packets', () => {
    expect(pagesFor(viewer('guard'))).not.toContain('packets');
  });
});

describe('the groups of pages', () => {
  test.each(roles)('hold every page of a %s once, the duty first and the account last', (role) => {
    const shown = groupsFor(viewer(role)).flatMap(({ pages }) => pages);
    const may = pageNames.filter((page) => mayOpen(page, viewer(role)));
    expect(shown.toSorted()).toEqual(may.toSorted());
    expect(shown.at(-1)).toBe('account');
  });
});

describe('an address', () => {
  test('is read back as it was written', () => {
    expect(parseRoute(hrefOf('incidents', 'a/b c'))).toEqual({ page: 'incidents', id: 'a/b c' });
    expect(parseRoute(hrefOf('board'))).toEqual({ page: 'board' });
  });

  test('that names no page is none', () => {
    expect(parseRoute('#/nowhere')).toBeUndefined();
    expect(parseRoute('')).toBeUndefined();
  });
});
