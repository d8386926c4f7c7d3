/** What is printed on a packet's forms: texts only, nothing left to the templates but the look (domain: F1, F3). */
import type { Json } from '../kernel/canonical.js';
import { toInstant, toMs, type Instant } from '../kernel/clock.js';
import type { Letter, PacketInput, PacketItem } from './packet.js';

type Fields = { readonly [key: string]: Json };
type Person = PacketInput['persons'][number];

export interface Form {
  /** file name in data/forms, without .pdf; the template has the same name */
  readonly name: string;
  readonly title: string;
  readonly fields: Fields;
}

/** The forms of a packet, in the order of their numbers. */
export function formsOf(input: PacketInput): Form[] {
  const shared = {
    packet: input.id,
    court: input.court.name,
    date: beijingDay(input.builtAt),
    number: input.letter.number ?? null,
    cause: input.letter.cause ?? null,
  };
  return [
    { name: 'f1-transfer-letter', title: '移送函', fields: { ...shared, ...transferLetter(input) } },
    { name: 'f3-electronic-data-list', title: '电子数据清单', fields: { ...shared, ...dataList(input) } },
  ];
}

function transferLetter(input: PacketInput): Fields {
  const { letter, incident } = input;
  const until = letter.until ?? incident.controlledAt;
  return {
    to: letter.to ?? null,
    period: `${minute(letter.from ?? incident.openedAt)} 至 ${until === undefined ? '　　　　' : minute(until)}`,
    place: `${zoneNames[incident.zone]}（${incident.zone}）　${letter.place ?? incident.place}`,
    suspects: suspectsOf(input),
    suspected: suspectedOf(input),
    measures: input.measures.map(measured),
    attachments: attachmentsOf(input),
    ...signatures(letter),
    ...known(letter, ['facts', 'whereabouts', 'losses', 'approver']),
  };
}

/** Two handle a transfer; a line each, printed even where nobody is named. */
function signatures({ handlers = [], date }: Letter): Fields {
  const both = [handlers[0], handlers[1]];
  return {
    handlers: both.map((handler) => handler?.name ?? null),
    telephones: both.map((handler) => handler?.telephone ?? null),
    signedOn: date === undefined ? null : day(date),
  };
}

const suspectedOf = (input: PacketInput): Fields[] =>
  input.findings
    .filter((finding) => finding.status !== 'rejected')
    .map((finding) => ({
      text: `${finding.code}　${finding.text}`,
      status: finding.status === 'confirmed' ? '经办人已确认' : '系统提示，未确认',
      clauses: finding.clauses ?? [],
    }));

const measured = (measure: PacketInput['measures'][number]): Fields => ({
  at: measure.at === undefined ? null : minute(measure.at),
  text: together(measure.measure, measure.text),
  by: measure.executedBy?.join('、') ?? null,
  ...known(measure, ['force', 'injuries']),
});

/** 行为人; an empty one where nobody is known, so that it can be filled in by hand. */
function suspectsOf(input: PacketInput): Fields[] {
  const suspects = input.persons.filter((person) => person.role === '行为人');
  return (suspects.length > 0 ? suspects : [{ role: '行为人' }]).map((person: Person) => ({
    ...known(person, [
      'name',
      'sex',
      'bornOn',
      'nation',
      'document',
      'telephone',
      'address',
      'relation',
      'caseNumber',
    ]),
    marks: person.marks ?? [],
  }));
}

function attachmentsOf(input: PacketInput): string[] {
  return [
    '电子数据清单 1 份',
    ...input.items.map((item) => `${kindOf(item.mime)}“${item.name}” 1 件（${item.bytes} 字节）`),
    `账本记录 ${input.ledger.entries.length} 条及其证明、签名与校验工具 1 套`,
  ];
}

function dataList(input: PacketInput): Fields {
  return {
    items: input.items.map(listed),
    timeNote: '本清单所列时间为本地签名时间。',
  };
}

function listed(item: PacketItem): Fields {
  return {
    ...known(item, [
      'id',
      'mime',
      'maker',
      'sm3',
      'sha256',
      'medium',
      'extractedBy',
      'checkedBy',
      'extractedWith',
    ]),
    ...known(item, ['clockComparedWith', 'remark']),
    file: item.name,
    kind: kindOf(item.mime),
    bytes: String(item.bytes),
    startedAt: second(item.startedAt),
    endedAt: second(item.endedAt),
    duration: durationOf(item),
    clockOffset: item.clockOffsetMs === undefined ? null : `${(item.clockOffsetMs / 1000).toFixed(3)} 秒`,
    clockComparedAt: second(item.clockComparedAt),
    device: {
      ...known(item.device ?? { id: undefined }, ['id', 'kind', 'serial', 'place', 'gbCode']),
      model: together(item.device?.brand, item.device?.model),
    },
    extractedAt: second(item.extractedAt),
    timestampToken: item.timestampToken ?? '无（本地签名时间）',
    edits: item.edits ?? '无',
  };
}

/** The named fields, `null` where they are not known: the templates print a blank for `null`. */
function known<T extends object>(from: T, names: readonly (keyof T | string)[]): Fields {
  const fields = from as unknown as Fields;
  return Object.fromEntries(names.map((name) => [name, fields[String(name)] ?? null]));
}

function together(...parts: readonly (string | undefined)[]): string | null {
  const given = parts.filter((part) => part !== undefined);
  return given.length > 0 ? given.join('　') : null;
}

/** Zones of the Measures, Article 11 and 12 to 14. */
const zoneNames = {
  A: '审判法庭',
  B: '人民法院其他区域',
  C: '人民法院周边',
  E: '执行现场',
  R: '远程、住所、网络',
};

/** 类别: 视频/音频/图片/日志/文本. */
export function kindOf(mime: string): string {
  const [family] = mime.split('/');
  return { video: '视频', audio: '音频', image: '图片', text: '文本' }[family ?? ''] ?? '其他';
}

function durationOf(item: PacketItem): string | null {
  if (item.startedAt === null || item.endedAt === null) return null;
  const seconds = (toMs(item.endedAt) - toMs(item.startedAt)) / 1000;
  return `${seconds.toFixed(1)} 秒`;
}

/** China keeps one time, UTC+8, all year. */
const beijing = (instant: Instant): string => toInstant(toMs(instant) + 8 * 3_600_000);

/** The day in the court's own time, YYYY-MM-DD. */
export const beijingDay = (instant: Instant): string => beijing(instant).slice(0, 10);

const day = (date: string): string => {
  const [year, month, dayOfMonth] = date.split('-').map(Number);
  return `${year}年${month}月${dayOfMonth}日`;
};
const minute = (instant: Instant): string => {
  const local = beijing(instant);
  return `${day(local.slice(0, 10))}${local.slice(11, 13)}时${local.slice(14, 16)}分`;
};
const second = (instant: Instant | null | undefined): string | null =>
  instant === null || instant === undefined
    ? null
    : `${beijing(instant).slice(0, 10)} ${beijing(instant).slice(11, 23)}`;
