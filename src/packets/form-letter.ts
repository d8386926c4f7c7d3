/** F1 移送函, F2 证据材料移送清单, F9 移送接收回执: what goes to and fro between the houses. */
import type { FormDraft, FormInput } from './form-draft.js';
import { day, kindOf, known, minute, together, zoneNames, type Fields } from './form-words.js';

import type { Letter } from './packet.js';

type Person = FormInput['persons'][number];

export function transferLetter(input: FormInput): FormDraft {
  const { letter, incident } = input;
  const until = letter.until ?? incident.controlledAt;
  const suspects = input.persons.filter((person) => person.role === '行为人');
  return {
    name: 'f1-transfer-letter',
    title: '移送函',
    fields: {
      to: letter.to ?? null,
      period: `${minute(letter.from ?? incident.openedAt)} 至 ${until === undefined ? '　　　　' : minute(until)}`,
      place: `${zoneNames[incident.zone]}（${incident.zone}）　${letter.place ?? incident.place}`,
      suspects: suspectsOf(suspects),
      suspected: suspectedOf(input),
      measures: input.measures.map(measured),
      attachments: attachmentsOf(input),
      ...signatures(letter),
      ...known(letter, ['facts', 'whereabouts', 'losses', 'approver']),
    },
    needs: [
      [letter.to, '接收机关', 'to whom it goes'],
      [letter.cause, '案由', 'the cause'],
      [letter.facts, '简要事实', 'the summary of facts'],
      [suspects[0]?.name, '行为人', 'who did it'],
      [input.findings[0], '涉嫌条款', 'an act of the law'],
      [input.measures[0], '已采取措施', 'a measure taken'],
      [letter.handlers?.[1], '两名承办人', 'two handlers'],
      [letter.approver, '批准人', 'who approved'],
    ],
  };
}

/** Two handle a transfer; a line each, printed even where nobody is named. */
export function signatures({ handlers = [], date }: Letter): Fields {
  const both = [handlers[0], handlers[1]];
  return {
    handlers: both.map((handler) => handler?.name ?? null),
    telephones: both.map((handler) => handler?.telephone ?? null),
    signedOn: date === undefined ? null : day(date),
  };
}

const suspectedOf = (input: FormInput): Fields[] =>
  input.findings
    .filter((finding) => finding.status !== 'rejected')
    .map((finding) => ({
      text: `${finding.code}　${finding.text}`,
      status: finding.status === 'confirmed' ? '经办人已确认' : '系统提示，未确认',
      clauses: finding.clauses ?? [],
    }));

const measured = (measure: FormInput['measures'][number]): Fields => ({
  at: measure.at === undefined ? null : minute(measure.at),
  text: together(measure.measure, measure.text),
  by: measure.executedBy?.join('、') ?? null,
  ...known(measure, ['force', 'injuries']),
});

/** 行为人; an empty one where nobody is known, so that it can be filled in by hand. */
const suspectsOf = (suspects: readonly Person[]): Fields[] =>
  (suspects.length > 0 ? suspects : [{ role: '行为人' }]).map((person: Person) => ({
    ...known(person, ['name', 'sex', 'bornOn', 'nation', 'document']),
    ...known(person, ['telephone', 'address', 'relation', 'caseNumber']),
    marks: person.marks ?? [],
  }));

function attachmentsOf(input: FormInput): string[] {
  return [
    '证据材料移送清单、电子数据清单、提取情况说明、处置情况说明、监管链登记表、完整性保护方法说明 各 1 份',
    ...input.items.map((item) => `${kindOf(item.mime)}“${item.name}” 1 件（${item.bytes} 字节）`),
    ...(input.letter.objects ?? []).map(({ name, count }) => `物品“${name}” ${count ?? '　　'}`),
    `台账记录 ${input.ledger.entries.length} 条及其证明、签名与校验工具 1 套`,
  ];
}

/** One line each: files, things, interviews. */
export function materialList(input: FormInput): FormDraft {
  const { letter } = input;
  const files = input.items.map((item) => ({
    name: item.name,
    kind: '电子数据',
    count: '1',
    features: `${kindOf(item.mime)}，${item.mime}，${item.bytes} 字节`,
    source: together(item.device?.id, item.device?.place) ?? item.maker,
    proves: null,
    original: '复制件，与收到时逐比特一致',
    keeper: '本院证据库',
    remark: item.remark ?? null,
  }));
  const things = (letter.objects ?? []).map((thing) => ({
    ...known(thing, ['name', 'count', 'features', 'remark']),
    kind: '物证',
    source: thing.holder ?? null,
    proves: null,
    original: '原物',
    keeper: thing.cabinet ?? null,
  }));
  const interviews = (letter.interviews ?? []).map((interview) => ({
    name: `询问笔录（${interview.person ?? '　　　'}）`,
    kind: statementKinds[interview.role ?? ''] ?? null,
    count: '1',
    features: null,
    source: interview.person ?? null,
    proves: null,
    original: '原件',
    keeper: null,
    remark: null,
  }));
  return {
    name: 'f2-material-list',
    title: '证据材料移送清单',
    fields: { rows: [...files, ...things, ...interviews], ...signatures(letter) },
    needs: [
      [input.items[0] ?? letter.objects?.[0], '证据材料', 'any material'],
      [letter.handlers?.[1], '两名移交人', 'two who hand over'],
    ],
  };
}

const statementKinds: Readonly<Record<string, string>> = { 证人: '证人证言', 被侵害人: '被侵害人陈述' };

/** The police fill it in; only what they should have received stands there. */
export const receipt = (input: FormInput): FormDraft => ({
  name: 'f9-receipt',
  title: '移送接收回执',
  fields: {
    files: String(input.items.length),
    things: String(input.letter.objects?.length ?? 0),
    to: input.letter.to ?? null,
  },
  needs: [],
});
