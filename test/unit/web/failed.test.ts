// An error says what failed: every route of the console has a name that people read.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { failedOf } from '../../../web/parts/failed.js';

const routes = readFileSync('test/golden/routes.txt', 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, method = '', path = ''] = /^(\w+) \/api(\/\S+)/.exec(line) ?? [];
    return method === '' ? [] : [{ method, path }];
  });

test('whatever is asked of the console has a name', () => {
  expect(routes.length).toBeGreaterThan(100);
  expect(routes.filter((route) => failedOf(route).subject === undefined)).toEqual([]);
});

test('the name is that of the part asked for, with the act where there is one', () => {
  expect(failedOf({ method: 'GET', path: '/incidents/0abc?x=1' })).toEqual({
    isRead: true,
    subject: 'asked.incidents',
  });
  expect(failedOf({ method: 'GET', path: '/incidents/0abc/liaison' }).subject).toBe('asked.liaison');
  expect(failedOf({ method: 'POST', path: '/packets/0abc/refuse' })).toEqual({
    isRead: false,
    subject: 'asked.packets',
    verb: 'did.refuse',
  });
  expect(failedOf({ method: 'POST', path: '/law/classify' })).toEqual({
    isRead: true,
    subject: 'asked.candidates',
  });
  expect(failedOf({ method: 'GET', path: '/own/calls' }).subject).toBe('asked.own-calls');
  expect(failedOf({ method: 'PUT', path: '/policies/0abc' })).toEqual({
    isRead: false,
    subject: 'asked.policies',
  });
});
