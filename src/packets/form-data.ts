/** F3 电子数据清单, F4 提取情况说明, F10 监管链与调用登记表, F11 完整性保护方法说明: what is said of files. */
import { toMs } from '../kernel/clock.js';
import { ledgerNumberOf, parseCheckpoint, parseNote, toBase64 } from '../ledger/note.js';
import type { FormDraft, FormInput, Sealing } from './form-draft.js';
import { kindOf, known, minute, second, together, type Fields } from './form-words.js';
import type { PacketItem } from './packet.js';

export const dataList = (input: FormInput, { authority }: Sealing): FormDraft => ({
  name: 'f3-electronic-data-list',
  title: '电子数据清单',
  fields: { items: input.items.map((item) => listed(item, authority)), timeNote: timeNote(authority) },
  needs: [
    [input.items[0], '电子数据', 'any file'],
    [input.items.every((item) => item.clockOffsetMs !== undefined) || undefined, '时钟偏差', 'clock offsets'],
    [input.items.every((item) => item.extractedBy !== undefined) || undefined, '提取人', 'who extracted'],
    [input.items.every((item) => item.checkedBy !== undefined) || undefined, '复核人', 'who checked'],
  ],
});

/** GB/T 20520 speaks of 时间戳 only where an authority gave one; without, the words are fixed. */
const timeNote = (authority: string | undefined): string =>
  authority === undefined
    ? '本清单所列时间为本地签名时间。'
    : `整包的标签清单另有 RFC 3161 时间戳（signature/tagmanifest.tsr，签发方 ${authority}）；其余所列时间为本地时间。`;

function listed(item: PacketItem, authority: string | undefined): Fields {
  return {
    ...known(item, ['id', 'mime', 'maker', 'sm3', 'sha256', 'medium', 'extractedBy', 'checkedBy']),
    ...known(item, ['extractedWith', 'clockComparedWith', 'remark']),
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
    timestampToken:
      item.timestampToken ?? (authority === undefined ? '无（本地签名时间）' : '整包令牌 tagmanifest.tsr'),
    edits: item.edits ?? '无',
  };
}

function durationOf(item: PacketItem): string | null {
  if (item.startedAt === null || item.endedAt === null) return null;
  const seconds = (toMs(item.endedAt) - toMs(item.startedAt)) / 1000;
  return `${seconds.toFixed(1)} 秒`;
}

/** 法发〔2016〕22号 Art. 14 (the shape, by analogy): cause, object, contents, time, place, method, process. */
export function extraction(input: FormInput): FormDraft {
  const told = input.letter.extraction ?? {};
  return {
    name: 'f4-extraction-account',
    title: '电子数据提取情况说明',
    fields: {
      objects: input.items.map((item) => `${item.name}（${item.bytes} 字节）`),
      startedAt: told.startedAt === undefined ? null : minute(told.startedAt),
      endedAt: told.endedAt === undefined ? null : minute(told.endedAt),
      method:
        told.method ??
        '设备或人员经可续传上传（tus 1.0）交入本院控制台；落盘后重新计算 SHA-256，与申报值一致方予收存',
      steps: told.steps ?? input.items.map(stepOf),
      ...known(told, ['place', 'environment', 'medium', 'mediumPlace', 'whyNotMedium', 'recording']),
      ...known(told, ['witness', 'witnessDocument', 'whyNoWitness']),
    },
    needs: [
      [told.startedAt, '提取开始时间', 'when extracting began'],
      [told.place, '提取地点', 'where it was extracted'],
      [told.whyNotMedium ?? told.medium, '原始介质或不能移交的原因', 'the original medium, or why not'],
      [told.witness ?? told.whyNoWitness, '见证人或无见证人原因', 'a witness, or why there is none'],
    ],
  };
}

const stepOf = (item: PacketItem): string =>
  `${second(item.extractedAt) ?? '　　　　'} 收到“${item.name}”，${item.bytes} 字节，SHA-256 与申报值一致，同时计算 SM3`;

export const custody = (input: FormInput): FormDraft => ({
  name: 'f10-custody-register',
  title: '监管链与调用登记表',
  fields: {
    rows: (input.custody ?? []).map((act) => ({
      at: second(act.at),
      ...known(act, ['by', 'unit', 'act', 'object', 'reason', 'approval', 'sha256']),
      seq: String(act.seq),
    })),
  },
  needs: [[input.custody?.[0], '监管链记录', 'any act of custody']],
});

export function integrity(input: FormInput, { keys, authority, name }: Sealing): FormDraft {
  const head = parseCheckpoint(parseNote(input.ledger.checkpoint).text);
  return {
    name: 'f11-integrity-method',
    title: '电子数据完整性保护方法说明',
    fields: {
      signer: name,
      keys: keys.map(({ name: file, value }) => ({ file, value })),
      time:
        authority === undefined
          ? '未配置或未取得时间戳：包内时间为本地签名时间'
          : `RFC 3161 时间戳，签发方 ${authority}，见 signature/tagmanifest.tsr`,
      origin: head.origin,
      begun:
        ledgerNumberOf(head.origin) === 1
          ? null
          : '此前的台账曾有丢失，经两人确认后以本名称继续；丢失的范围与两把密钥签名的声明见 ledger/entries.jsonl 中的 ledger.begun-anew。',
      size: String(head.size),
      root: toBase64(head.root),
    },
    needs: [],
  };
}
