// Which small faults a compiled file could have: each mutant is one place, what stands there and what would stand there instead.
import { parseAst } from 'vite';

const otherOperator = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '**': '*',
  '<<': '>>',
  '>>': '<<',
  '>>>': '<<',
  '&': '|',
  '|': '&',
  '^': '&',
  '&&': '||',
  '||': '&&',
  '??': '&&',
  '+=': '-=',
  '-=': '+=',
  '++': '--',
  '--': '++',
};
const isFunction = ({ type }) =>
  ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'].includes(type);
const isDecorating = (node) =>
  (node.type === 'CallExpression' && /^__(decorate|metadata|param)$/.test(node.callee.name ?? '')) ||
  (node.type === 'VariableDeclarator' && /^__(decorate|metadata|param)$/.test(node.id.name ?? '')) ||
  (node.type === 'ExpressionStatement' && isDecorating(node.expression)) ||
  (node.type === 'AssignmentExpression' && isDecorating(node.right));

/** What a person reads: Chinese, three plain words in a row, or any phrase of an error. No test should hang on its wording. */
const isProse = (text, isRefusing) =>
  /\p{Script=Han}/u.test(text) ||
  /[a-z’]+,? [a-z’]+,? [a-z]+/.test(text.replace(/^(SELECT|INSERT|UPDATE|DELETE)\b.*/s, '')) ||
  (isRefusing && text.includes(' '));

/** What else could stand for a node, by its type: texts for the whole of it. */
const others = {
  BinaryExpression: (node, its) => operated(node, its),
  LogicalExpression: (node, its) => operated(node, its),
  AssignmentExpression: ({ left, operator, right }, { text }) =>
    operator in otherOperator ? [`(${text(left)} ${otherOperator[operator]} ${text(right)})`] : [],
  UpdateExpression: ({ operator, prefix, argument }, { text }) => [
    prefix ? otherOperator[operator] + text(argument) : text(argument) + otherOperator[operator],
  ],
  // Where it is a whole condition, the condition's own mutant says the same.
  UnaryExpression: ({ operator, argument }, { text, isCondition }) =>
    operator === '!' && !isCondition ? [`(${text(argument)})`] : [],
  ArrayExpression: ({ elements }) => (elements.length > 0 ? ['[]'] : []),
  ObjectExpression: ({ properties }) => (properties.length > 0 ? ['({})'] : []),
  ExpressionStatement: ({ expression, directive }) =>
    directive !== undefined || expression.callee?.type === 'Super' ? [] : [';'],
  ThrowStatement: () => [';'],
  ReturnStatement: ({ argument }) =>
    argument === null || argument.name === 'undefined' ? [] : ['return undefined;'],
  Literal: ({ value, bigint }) => {
    if (bigint !== undefined && bigint !== null) return [`${BigInt(bigint) + 1n}n`];
    if (typeof value === 'number') return [String(value + 1)];
    if (typeof value === 'boolean') return [String(!value)];
    return typeof value === 'string' ? [value === '' ? "'mutated'" : "''"] : [];
  },
  TemplateLiteral: () => ["''"],
};

const operated = ({ left, operator, right }, { text }) =>
  operator in otherOperator ? [`((${text(left)}) ${otherOperator[operator]} (${text(right)}))`] : [];

const wordsOf = (node) =>
  node.type === 'TemplateLiteral'
    ? node.quasis.map(({ value }) => value.cooked).join('')
    : node.type === 'Literal' && typeof node.value === 'string'
      ? node.value
      : '';

const isNegatedBySwapping = ({ type, operator }) =>
  type === 'BinaryExpression' && (operator === '===' || operator === '!==');

const isConditionOf = (parent, node) => parent?.test === node && parent.type !== 'SwitchCase';
const isValueOf = (parent, node) => parent?.type === 'ArrowFunctionExpression' && parent.body === node;

function* othersFor(node, parent, text) {
  const isCondition = isConditionOf(parent, node);
  yield* others[node.type]?.(node, { text, isCondition }) ?? [];
  if (isCondition && !isNegatedBySwapping(node)) yield `!(${text(node)})`;
  if (isValueOf(parent, node) && parent.expression) yield '(undefined)';
}

/** Where a node stands, for its children: the function they run in, and whether they make up an error. */
const insideOf = (node, { within, isRefusing }) => ({
  within: isFunction(node) ? node : within,
  isRefusing:
    isRefusing ||
    node.type === 'ThrowStatement' ||
    (node.type === 'NewExpression' && /Error|Altered/.test(node.callee.name ?? '')),
});

/** Property names, module names and the parts of a template stand for nothing of their own. */
const isName = (node, parent) =>
  node.type === 'TemplateElement' ||
  parent?.source === node ||
  (parent?.key === node && !parent.computed) ||
  (parent?.type === 'TaggedTemplateExpression' && parent.quasi === node);

/**
 * @param {string} code
 * @returns every mutant of a file in the order of its places, its functions, and how many places were left out by reason
 */
export function mutationsOf(code) {
  const found = { mutants: [], functions: [], excluded: {} };
  const text = ({ start, end }) => code.slice(start, end);
  const leaveOut = (why) => (found.excluded[why] = (found.excluded[why] ?? 0) + 1);
  const add = ({ start, end }, within, after) => found.mutants.push({ start, end, within, after });

  function mutate(node, parent, { within, isRefusing }) {
    if (isProse(wordsOf(node), isRefusing)) leaveOut('wording that people read');
    else for (const after of othersFor(node, parent, text)) add(node, within, after);
  }

  function visit(node, parent, place) {
    if (node.type === 'ImportDeclaration') return leaveOut('imports');
    if (isDecorating(node)) return leaveOut('metadata of decorators');
    if (isName(node, parent)) return undefined;
    if (isFunction(node)) found.functions.push(node);
    mutate(node, parent, place);
    const inside = insideOf(node, place);
    for (const value of Object.values(node))
      for (const child of Array.isArray(value) ? value : [value])
        if (typeof child?.type === 'string') visit(child, node, inside);
    return undefined;
  }

  visit(parseAst(code), undefined, { within: undefined, isRefusing: false });
  return found;
}

export const mutated = (code, { start, end, after }) => code.slice(0, start) + after + code.slice(end);

/** The file as it is, writing `name` and a function's number to `log` when it first runs; 0 is the file itself. */
export function probed(code, functions, name, log) {
  const inserts = functions.flatMap(({ body, expression }, at) =>
    expression
      ? [
          [body.start, `(__reached(${at + 1}), `],
          [body.end, ')'],
        ]
      : [[body.start + 1, ` __reached(${at + 1});`]],
  );
  let text = code;
  for (const [at, insert] of inserts.toSorted(([one], [other]) => other - one))
    text = text.slice(0, at) + insert + text.slice(at);
  return `${text}
import { appendFileSync as __append } from 'node:fs';
function __reached(at) {
  const key = ${JSON.stringify(name)} + ' ' + at;
  if ((globalThis.__reachedYet ??= new Set()).has(key)) return;
  globalThis.__reachedYet.add(key);
  try { __append(${JSON.stringify(log)}, key + '\\n'); } catch {}
}
__reached(0);
`;
}
