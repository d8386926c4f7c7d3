/** The files that are made from what runs: the table of routes, the page of settings, the page of errors. */
import { z } from 'zod';
import type { Routes } from '../../src/access/routes.service.js';
import { settingsShape } from '../../src/config.js';
import { errorsChinese } from '../../src/console/errors-chinese.js';
import { codes, internal, statuses, titles } from '../../src/console/problem.js';
import type { ErrorKind } from '../../src/kernel/errors.js';
import { codes as tusCodes } from '../../src/uploads/tus.adapter.js';
import { errorCodes } from './error-codes.js';

const rewrite = 'node scripts/generate.mjs';

/** Every route and socket message of the whole house with the permission it names. */
export function routesFile(routes: Routes): string {
  // Of one width, so that a new route changes one line.
  const lines = routes.table().map(({ route, need }) => `${route.padEnd(56)}  ${need ?? 'NONE'}`);
  return `${lines.join('\n')}\n`;
}

interface Setting {
  readonly description?: string;
  readonly default?: string | number;
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
const chinese = (name: string): string => cell(errorsChinese[name] ?? '');
const code = (text: string): string => `\`${cell(text)}\``;

function checkOf({ type, format, pattern, enum: words, minimum, maximum }: Setting): string {
  if (words !== undefined) return words.map(code).join(' ');
  if (minimum !== undefined && maximum !== undefined) return `${minimum}–${maximum}`;
  if (pattern !== undefined) return code(pattern);
  return format ?? type ?? '';
}

export function settingsFile(): string {
  const { properties } = z.toJSONSchema(settingsShape, { io: 'input', unrepresentable: 'any' });
  const rows = Object.entries(properties ?? {}).map(([name, shape]) => {
    const setting = shape as Setting;
    const given = setting.default === undefined ? '—' : code(String(setting.default));
    return `| ${code(name)} | ${given} | ${checkOf(setting)} | ${cell(setting.description ?? '')} |`;
  });
  return `# 设置 / Settings

由 \`src/config.ts\` 生成，请勿手改：\`${rewrite}\`。 / Made from \`src/config.ts\`; do not edit: \`${rewrite}\`.

设置都是环境变量。错误的设置一次全部列出，什么也不启动；以 \`COURT_\` 开头而不认识的名称也算错误。
Settings are environment variables. All wrong ones are told at once and nothing starts; an unknown name that begins with \`COURT_\` is wrong too.

| 名称 / name | 默认 / default | 取值 / values | 说明 / what it is |
|---|---|---|---|
${rows.join('\n')}
`;
}

export function errorsFile(): string {
  const rows = errorCodes().map(
    ({ code: name, kind, sentence, folder }) =>
      `| \`${name}\` | ${statuses[kind as ErrorKind]} | ${kind} | ${chinese(name)} | ${cell(sentence)} | ${folder} |`,
  );
  const table = (numbered: Readonly<Record<number, string>>): string =>
    Object.entries(numbered)
      .map(
        ([status, name]) =>
          `| \`${name}\` | ${status} | ${chinese(name)} | ${titles[Number(status)] ?? ''} |`,
      )
      .join('\n');
  return `# 错误 / Errors

由 \`src/\` 生成，请勿手改：\`${rewrite}\`。 / Made from \`src/\`; do not edit: \`${rewrite}\`.

错误以 \`application/problem+json\`（RFC 9457）回答，\`type\` 为 \`urn:courthouse:problem:{code}\`；\`code\` 不再更改，句子可以更改。中文页面显示“中文”一栏的句子。
Errors are answered as \`application/problem+json\` (RFC 9457) with the \`type\` \`urn:courthouse:problem:{code}\`; a code never changes, a sentence may. \`…\` stands for what the moment puts in. A page in Chinese shows the Chinese sentence of the code instead.
启动时抛出的错误（如 \`SECOND_CONSOLE\`）只打印，不经 HTTP。 / Those thrown at the start (\`SECOND_CONSOLE\`) are printed, and reach nobody over HTTP.

| code | HTTP | kind | 中文 | sentence | folder |
|---|---|---|---|---|---|
${rows.join('\n')}

框架自身的错误 / Errors of the framework itself:

| code | HTTP | 中文 | title |
|---|---|---|---|
${table(codes)}
| \`${internal.code}\` | 500 | ${chinese(internal.code)} | ${titles[500] ?? ''}: ${internal.detail} |

上传协议（tus）的错误 / Errors of the upload protocol (tus):

| code | HTTP | 中文 | title |
|---|---|---|---|
${table(tusCodes)}
`;
}
