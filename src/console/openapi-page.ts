/** The readable page of the API's document: one HTML file, no script, nothing fetched. Pure. */
import type { JsonSchema, OpenApiDocument, Operation, Parameter } from './openapi.js';

const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const safe = (text: string): string => text.replaceAll(/[&<>"']/g, (mark) => marks[mark] ?? mark);

/** Texts stand in the document as `中文 / English`. */
function both(text: string, tag = 'p'): string {
  const [zh = '', ...en] = text.split(' / ');
  const english = en.length === 0 ? '' : ` <span lang="en">${safe(en.join(' / '))}</span>`;
  return `<${tag}>${safe(zh)}${english}</${tag}>`;
}

const shapeName = (ref: unknown): string => String(ref).split('/').at(-1) ?? '';
const link = (name: string): string => `<a href="#shape-${safe(name)}">${safe(name)}</a>`;
const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** What one value may be, in a few words. */
function kindOf(schema: JsonSchema): string {
  if (schema['$ref'] !== undefined) return link(shapeName(schema['$ref']));
  if (schema['const'] !== undefined) return `<code>${safe(JSON.stringify(schema['const']))}</code>`;
  if (Array.isArray(schema['enum']))
    return strings(schema['enum'])
      .map((one) => `<code>${safe(one)}</code>`)
      .join(' · ');
  const either = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(either)) return (either as JsonSchema[]).map(kindOf).join(' | ');
  if (schema['type'] === 'array') return `[ ${kindOf((schema['items'] ?? {}) as JsonSchema)} ]`;
  if (schema['properties'] !== undefined) return fields(schema);
  return `${safe(strings([schema['type'] ?? 'any'].flat()).join(' | '))}${limits(schema)}`;
}

const told: readonly (readonly [string, string])[] = [
  ['format', ''],
  ['pattern', ''],
  ['minLength', '长度 ≥ '],
  ['maxLength', '长度 ≤ '],
  ['minimum', '≥ '],
  ['maximum', '≤ '],
  ['minItems', '项 ≥ '],
  ['maxItems', '项 ≤ '],
  ['default', '默认 '],
];

function limits(schema: JsonSchema): string {
  // A format says more than the pattern that checks it.
  const hides = (key: string): boolean => key === 'pattern' && schema['format'] !== undefined;
  const said = told.flatMap(([key, words]) => {
    const value = schema[key];
    if (value === undefined || hides(key) || Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER) return [];
    return [words + (typeof value === 'string' ? value : JSON.stringify(value))];
  });
  return said.length === 0 ? '' : ` <small>${safe(said.join(', '))}</small>`;
}

const row = (name: string, isNeeded: boolean, schema: JsonSchema): string =>
  `<tr><td><code>${safe(name)}</code>${isNeeded ? '<b title="必填 / needed">*</b>' : ''}</td><td>${kindOf(schema)}</td></tr>`;

function fields(schema: JsonSchema): string {
  const needed = strings(schema['required']);
  const rows = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>).map(([name, one]) =>
    row(name, needed.includes(name), one),
  );
  return `<table>${rows.join('')}</table>`;
}

const parameterRows = (parameters: readonly Parameter[]): string =>
  `<table>${parameters
    .map(({ name, in: where, required, schema }) =>
      row(where === 'path' ? `{${name}}` : `?${name}`, required, schema),
    )
    .join('')}</table>`;

function answer([status, response]: [string, Operation['responses'][string]]): string {
  if ('$ref' in response) return `<code>${safe(status)}</code>`;
  const [media, content] = Object.entries(response.content ?? {})[0] ?? [];
  const what = content?.schema === undefined ? safe(media ?? '') : kindOf(content.schema);
  return `<code class="done">${safe(status)}</code> ${what}`;
}

function operation(path: string, verb: string, told: Operation): string {
  const { parameters = [], requestBody, responses } = told;
  const body = requestBody?.content['application/json']?.schema;
  const [done, ...problems] = Object.entries(responses)
    .filter(([status]) => status !== 'default')
    .map(answer);
  return `<article id="${safe(told.operationId)}">
<h3><code class="verb">${safe(verb.toUpperCase())}</code> <code>${safe(path)}</code></h3>
${both(told.summary)}
<p class="need">${safe(told.description)}</p>
${parameters.length === 0 ? '' : `<h4>参数 <span lang="en">parameters</span></h4>${parameterRows(parameters)}`}
${body === undefined ? '' : `<h4>请求 <span lang="en">body</span></h4>${kindOf(body)}`}
<h4>应答 <span lang="en">answers</span></h4><p>${done ?? ''} &emsp; 问题 <span lang="en">problems</span> ${problems.join(' ')}</p>
</article>`;
}

function section(document: OpenApiDocument, tag: { name: string; description: string }): string {
  const operations = Object.entries(document.paths).flatMap(([path, verbs]) =>
    Object.entries(verbs)
      .filter(([, { tags }]) => tags.includes(tag.name))
      .map(([verb, told]) => operation(path, verb, told)),
  );
  return `<section id="${safe(tag.name)}">${both(tag.description, 'h2')}${operations.join('')}</section>`;
}

const style = `
:root{color-scheme:light dark;--text:#1b1f23;--ground:#f4f5f6;--card:#fff;--line:#d5d9dd;--press:#1f4e79;--quiet:#4a5157}
@media(prefers-color-scheme:dark){:root{--text:#e6e8eb;--ground:#14171a;--card:#1c2024;--line:#363c42;--press:#7db3e8;--quiet:#aab1b8}}
body{margin:0 auto;max-width:1040px;padding:24px;font:15px/1.6 "Noto Sans SC",system-ui,sans-serif;color:var(--text);background:var(--ground)}
h1,h2,h3,h4{line-height:1.3;margin:0}h1{font-size:28px}h2{font-size:20px;margin:40px 0 8px}h3{font-size:15px;font-weight:400}h4{font-size:13px;margin-top:12px}
p{margin:4px 0}[lang=en]{color:var(--quiet)}h2 [lang=en],h4 [lang=en]{font-weight:400}
a{color:var(--press)}nav a{display:inline-block;margin:0 16px 4px 0}
article{background:var(--card);border:1px solid var(--line);border-radius:4px;padding:16px;margin:8px 0}
code{font:13px/1.5 ui-monospace,monospace;overflow-wrap:anywhere}.verb{font-weight:700;color:var(--press)}.need{color:var(--quiet);font-size:13px}
table{border-collapse:collapse;margin:4px 0}td{border-top:1px solid var(--line);padding:4px 16px 4px 0;vertical-align:top}
b{color:var(--press)}small{color:var(--quiet)}
`;

function shapeList(document: OpenApiDocument): string {
  const shapes = Object.entries(document.components['schemas'] ?? {}).toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return shapes
    .map(
      ([name, schema]) =>
        `<article id="shape-${safe(name)}"><h3><code>${safe(name)}</code></h3>${kindOf(schema as JsonSchema)}</article>`,
    )
    .join('');
}

export function openApiPage(document: OpenApiDocument): string {
  const { info, tags } = document;
  const links = tags.map(
    ({ name, description }) => `<a href="#${safe(name)}">${both(description, 'span')}</a>`,
  );
  const messages = document['x-socket-messages'].map(
    (told) =>
      `<article><h3><code>${safe(told.message)}</code></h3>${both(told.description)}<p class="need">权限 / permission: ${safe(told['x-permission'])}</p></article>`,
  );
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${safe(info.title)}</title><style>${style}</style></head><body>
<header>${both(`${info.title} ${info.version}`, 'h1')}${info.description
    .split('. ')
    .map((sentence) => both(sentence))
    .join('')}
<p><a href="openapi.json">openapi.json</a> (OpenAPI ${document.openapi}) · <b>*</b> 必填 <span lang="en">needed</span></p></header>
<nav>${links.join('')}<a href="#messages">实时消息 <span lang="en">live messages</span></a><a href="#shapes">数据结构 <span lang="en">shapes</span></a></nav>
<main>${tags.map((tag) => section(document, tag)).join('')}
<section id="messages"><h2>实时消息 <span lang="en">live messages</span></h2><p>Socket.IO 4, <code>/live</code>, WebSocket</p>${messages.join('')}</section>
<section id="shapes"><h2>数据结构 <span lang="en">shapes</span></h2>${shapeList(document)}</section></main>
</body></html>
`;
}
