/** Reads a program's options from its command line and tells everything that is wrong with them at once. */
export type Bilingual = readonly [chinese: string, english: string];

export interface Option {
  /** what stands for its value in the help; without it the option is a switch */
  readonly value?: string;
  readonly help: Bilingual;
  readonly default?: string;
  readonly isNeeded?: boolean;
  /** may be given again and again */
  readonly isList?: boolean;
  /** an environment variable that gives it as well */
  readonly variable?: string;
  /** what a value must be, where it is not */
  readonly fault?: (text: string) => Bilingual | undefined;
}

export type OptionTable = Readonly<Record<string, Option>>;

export interface Given<Name extends string> {
  readonly wantsHelp: boolean;
  readonly faults: readonly string[];
  /** the last value given, or the default */
  readonly one: (name: Name) => string | undefined;
  readonly many: (name: Name) => readonly string[];
  readonly has: (name: Name) => boolean;
}

export function readOptions<Table extends OptionTable>(
  table: Table,
  words: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
): Given<keyof Table & string> {
  const { values, faults } = readWords(table, words);
  for (const [name, option] of Object.entries(table)) {
    const fallback = (option.variable && variables[option.variable]) || option.default;
    if (!values.has(name) && fallback !== undefined) values.set(name, [fallback]);
    faults.push(...faultsOf(name, option, values.get(name)));
  }
  return {
    wantsHelp: values.has('help'),
    faults,
    one: (name) => values.get(name)?.at(-1),
    many: (name) => values.get(name) ?? [],
    has: (name) => values.has(name),
  };
}

interface Read {
  readonly values: Map<string, string[]>;
  readonly faults: string[];
}

function readWords(table: OptionTable, words: readonly string[]): Read {
  const read: Read = { values: new Map(), faults: [] };
  // `--name=value` is two words like `--name value`.
  const left = words.flatMap((word) => /^(--[a-z-]+)=(.*)$/s.exec(word)?.slice(1) ?? [word]);
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    const name = word.replace(/^--/, '');
    const option = name !== word && Object.hasOwn(table, name) ? table[name] : undefined;
    if (option === undefined) read.faults.push(`${word}: 没有这个选项 no such option`);
    else readValue(name, option, left, read);
  }
  return read;
}

function readValue(name: string, option: Option, left: string[], { values, faults }: Read): void {
  const given = values.get(name) ?? [];
  if (option.value === undefined) values.set(name, [...given, '']);
  else if (left[0] === undefined || left[0].startsWith('--'))
    faults.push(`--${name}: 缺少值 needs ${option.value}`);
  else values.set(name, [...given, left.shift() ?? '']);
}

function faultsOf(name: string, option: Option, given: readonly string[] | undefined): string[] {
  if (given === undefined)
    return option.isNeeded === true ? [`--${name}: 必须给出 is needed (${option.help.join(' ')})`] : [];
  const wrong = given.flatMap((text) => {
    const fault = option.fault?.(text);
    return fault === undefined ? [] : [`--${name} ${text}: ${fault.join(' ')}`];
  });
  const again = given.length > 1 && option.isList !== true ? [`--${name}: 给了多次 is given twice`] : [];
  return [...wrong, ...again];
}

/** The help page, Chinese first. */
export function helpOf(usage: string, about: Bilingual, table: OptionTable, more: readonly string[]): string {
  const lines = Object.entries(table).flatMap(([name, option]) => {
    const notes = [
      option.default === undefined ? '' : ` [${option.default}]`,
      option.variable === undefined ? '' : ` ($${option.variable})`,
      option.isNeeded === true ? ' *' : '',
    ].join('');
    const value = option.value === undefined ? '' : ` ${option.value}`;
    return [`  --${name}${value}${notes}`, `      ${option.help.join('\n      ')}`];
  });
  return [...about, '', `  ${usage}`, '', ...lines, ...(more.length > 0 ? ['', ...more] : []), ''].join('\n');
}

export const mustBeName = (text: string): Bilingual | undefined =>
  /^[a-z0-9][a-z0-9-]{0,63}$/.test(text)
    ? undefined
    : ['必须是小写字母、数字和连字符', 'must be lower-case letters, digits and hyphens'];

export const mustBeInstant = (text: string): Bilingual | undefined =>
  /T.*(Z|[+-]\d\d:\d\d)$/.test(text) && Number.isFinite(Date.parse(text))
    ? undefined
    : ['必须是带时区的时间', 'must be a time with its zone, such as 2026-11-02T09:00:00+08:00'];

export const mustBeOver =
  (least: number) =>
  (text: string): Bilingual | undefined =>
    Number.isFinite(Number(text)) && text.trim() !== '' && Number(text) >= least
      ? undefined
      : [`必须是不小于 ${least} 的数`, `must be a number of at least ${least}`];

export const mustBeUrl =
  (...schemes: readonly string[]) =>
  (text: string): Bilingual | undefined =>
    URL.canParse(text) && schemes.includes(new URL(text).protocol)
      ? undefined
      : [`必须是 ${schemes.join(' ')} 地址`, `must be an address beginning with ${schemes.join(' or ')}`];
