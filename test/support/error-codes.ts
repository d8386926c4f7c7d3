/** Every code that a broken rule of `src/` throws, read from the sources themselves. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync } from '@swc/core';

export interface ErrorCode {
  readonly code: string;
  readonly kind: string;
  readonly sentence: string;
  /** folder of `src/` */
  readonly folder: string;
}

/** functions of kernel/errors.ts that make an error of their own kind */
const makers = new Set(['invalid', 'refused', 'missing', 'conflict', 'unavailable']);

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node)['type'] === 'string';

function* nodesOf(value: unknown): Generator<Node> {
  if (isNode(value)) yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const part of Object.values(value)) yield* nodesOf(part);
}

const named = (node: Node | undefined): string =>
  node?.type === 'Identifier' ? (node['value'] as string) : '';

/** `const code = 'PERMISSION_LACKING'` and where it stands. */
interface Constant {
  readonly name: string;
  readonly text: string;
  readonly at: number;
}

const startOf = (node: Node): number => (node['span'] as { readonly start: number }).start;

function constantsOf(tree: unknown): Constant[] {
  return [...nodesOf(tree)].flatMap((node) => {
    if (node.type !== 'VariableDeclarator') return [];
    const { id, init } = node;
    if (!isNode(id) || !isNode(init) || init.type !== 'StringLiteral') return [];
    return [{ name: named(id), text: init['value'] as string, at: startOf(node) }];
  });
}

/** The text of a literal, or of the constant of that name last declared before it; what a template puts in stands as `…`. */
function literal(node: Node | undefined, constants: readonly Constant[]): string | undefined {
  if (node?.type === 'StringLiteral') return node['value'] as string;
  if (node?.type === 'Identifier')
    return constants.findLast(({ name, at }) => name === named(node) && at < startOf(node))?.text;
  if (node?.type !== 'TemplateLiteral') return undefined;
  return (node['quasis'] as readonly { readonly cooked: string }[]).map(({ cooked }) => cooked).join('…');
}

interface Argument {
  readonly expression: Node;
}

/** @returns the arguments [code, kind, sentence], or nothing where the node makes no error */
function made(node: Node): [Node | undefined, string | Node | undefined, Node | undefined] | undefined {
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return undefined;
  const callee = named(node['callee'] as Node | undefined);
  const given = ((node['arguments'] ?? []) as readonly Argument[]).map(({ expression }) => expression);
  if (node.type === 'NewExpression' && callee === 'DomainError') return [given[0], given[1], given[2]];
  if (node.type === 'CallExpression' && makers.has(callee)) return [given[0], callee, given[1]];
  return undefined;
}

/** Errors that were made elsewhere and only pass through a thread are named by their maker. */
const passesOn = (code: Node | undefined): boolean => code?.type === 'MemberExpression';

function codesIn(file: string, folder: string): ErrorCode[] {
  const tree: unknown = parseSync(readFileSync(file, 'utf8'), { syntax: 'typescript', decorators: true });
  const constants = constantsOf(tree);
  return [...nodesOf(tree)].flatMap((node) => {
    const given = made(node);
    if (given === undefined || passesOn(given[0])) return [];
    const [code, kind, sentence] = [
      literal(given[0], constants),
      typeof given[1] === 'string' ? given[1] : literal(given[1], constants),
      literal(given[2], constants) ?? '…',
    ];
    if (code === undefined || kind === undefined)
      throw new Error(`${file}: an error whose code or kind is no plain text cannot be listed`);
    return [{ code, kind, sentence, folder }];
  });
}

/** Sorted by code; the same code with another sentence is listed again. */
export function errorCodes(root = 'src'): ErrorCode[] {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.endsWith('kernel/errors.ts'));
  const all = files.flatMap((file) => codesIn(file, relative(root, file).split('/')[0] ?? ''));
  const keyed = new Map(all.map((one) => [`${one.code} ${one.folder} ${one.sentence}`, one]));
  return [...keyed].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
