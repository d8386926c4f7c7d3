// Whatever a person reads on a page comes from the catalogues: no words stand in the code of the pages.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parseSync } from '@swc/core';
import { outcomes, patterns } from '../../../src/alarms/alarm.js';
import { permissions, roles } from '../../../src/access/permission.js';
import { pageNames } from '../../../web/routes.js';
import { en } from '../../../web/texts/en.js';

type Node = { readonly type?: string; readonly [field: string]: unknown };

/** Attributes that are read by people, on screen or aloud. */
const spoken = new Set(['aria-label', 'title', 'placeholder', 'alt', 'label', 'description', 'content']);
const letters = /\p{L}{2}/u;
/** Inside these a string is a key, a name or a number's unit, not something shown. */
const notShown = new Set(['CallExpression', 'BinaryExpression', 'JSXOpeningElement', 'MemberExpression']);

const nodesIn = (value: unknown): readonly Node[] => {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (typeof value !== 'object' || value === null) return [];
  return 'type' in value ? [value as Node] : Object.values(value).flatMap(nodesIn);
};
const childrenOf = (node: Node): readonly Node[] => Object.values(node).flatMap(nodesIn);

const stringsShown = (node: Node): readonly string[] => {
  if (node.type === 'StringLiteral') return [String(node['value'])];
  if (node.type !== undefined && notShown.has(node.type)) return [];
  return childrenOf(node).flatMap(stringsShown);
};

/** What a machine reads is the same in every language. */
const forMachines = new Set(['code', 'pre', 'kbd']);
const sameEverywhere = new Set(['SHA-256', 'SM3']);

const tagOf = (node: Node): string => {
  const { name } = (node['opening'] ?? {}) as { readonly name?: { readonly value?: string } };
  return name?.value ?? '';
};

const wordsIn = (node: Node): readonly string[] => {
  if (node.type === 'JSXElement' && forMachines.has(tagOf(node))) return [];
  const below = childrenOf(node).flatMap(wordsIn);
  if (node.type === 'JSXText') return [...below, String(node['value'])];
  if (node.type === 'JSXAttribute') {
    const name = (node['name'] as { readonly value?: string }).value ?? '';
    const value = node['value'] as Node | null;
    return spoken.has(name) && value?.type === 'StringLiteral' ? [...below, String(value['value'])] : below;
  }
  if (node.type !== 'JSXElement' && node.type !== 'JSXFragment') return below;
  const holders = nodesIn(node['children']).filter(({ type }) => type === 'JSXExpressionContainer');
  return [...below, ...holders.flatMap((holder) => childrenOf(holder).flatMap(stringsShown))];
};

const unsaidIn = (code: string): readonly string[] => {
  const tree = parseSync(code, { syntax: 'typescript', tsx: true }) as unknown as Node;
  return [...new Set(wordsIn(tree))]
    .map((word) => word.trim())
    .filter((word) => letters.test(word) && !sameEverywhere.has(word));
};

describe('the code of the pages', () => {
  test('shows no words of its own', () => {
    const files = readdirSync('web', { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.tsx'),
    );
    expect(files.length).toBeGreaterThan(40);
    const found = files.flatMap((name) =>
      unsaidIn(readFileSync(`web/${name}`, 'utf8')).map((word) => `${name}: ${word}`),
    );
    expect(found).toEqual([]);
  });

  test('would be caught in words of its own', () => {
    expect(unsaidIn('const A = () => <p>Hello</p>;')).toEqual(['Hello']);
    expect(unsaidIn('const A = () => <p title="报警">{say("x.y")}</p>;')).toEqual(['报警']);
    expect(unsaidIn('const A = () => <p>{isOn ? "On" : ""}</p>;')).toEqual(['On']);
    expect(unsaidIn('const A = () => <p className="row">{say("a.b")} · {n} %</p>;')).toEqual([]);
  });
});

describe('every word of the wire that a page shows', () => {
  const known = new Set(Object.keys(en));
  test.each([
    ['outcome', outcomes],
    ['pattern', patterns],
    ['role', roles],
    ['page', pageNames],
    ['may', permissions.filter((permission) => permission !== 'session:own')],
  ] as const)('%s has its text', (family, members) => {
    expect(members.filter((member) => !known.has(`${family}.${member}`))).toEqual([]);
  });
});
