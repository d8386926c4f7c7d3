/** The register of custody (F10): which facts of an incident are acts on its exhibits or packets, and who acted. Pure. */
import type { Role } from '../access/permission.js';
import type { Actor, Subject } from '../kernel/actor.js';
import type { CustodyAct } from './packet.js';

/** 生成/导入/查阅/复制/导出/封存/移交, and what else is said of an exhibit or a packet: every fact there is of the two. */
export const acts: Readonly<Record<string, string>> = {
  'access.refused': '拒绝查阅',
  'evidence.consulted': '查阅登记',
  'evidence.copied': '复制',
  'evidence.deleted': '销毁',
  'evidence.deletion-approved': '批准销毁',
  'evidence.deletion-asked': '申请销毁',
  'evidence.deletion-expired': '销毁申请逾期',
  'evidence.deletion-refused': '不予销毁',
  'evidence.derived': '生成（派生）',
  'evidence.exported': '导出',
  'evidence.held': '保全',
  'evidence.joined': '归入事件',
  'evidence.parted': '移出事件',
  'evidence.quarantined': '校验值不符，隔离',
  'evidence.received': '导入',
  'evidence.put-back': '磁盘上的文件被删改，已放回原件',
  'evidence.tamper-refused': '本机有人试图改动文件，被系统拒绝',
  'evidence.rotted': '复核校验值不一致',
  'evidence.sealed': '封闭',
  'evidence.unreadable': '读取失败',
  'evidence.unsealed': '启封',
  'evidence.viewed': '查阅',
  'packet.approved': '批准移交',
  'packet.asked': '申请移交',
  'packet.downloaded': '导出',
  'packet.failed': '制作未成',
  'packet.handed-over': '移交',
  'packet.refused': '退回申请',
  'packet.sealed': '封存',
  'packet.viewed': '查阅文书',
};

/** As much of a fact as the register needs. */
export interface Act {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly by: Actor;
  readonly subject: Subject;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Known {
  readonly name: string;
  readonly roles: readonly Role[];
}

/** @param people by id @param names of exhibits by id */
export function custodyOf(
  timeline: readonly Act[],
  people: ReadonlyMap<string, Known>,
  names: ReadonlyMap<string, string>,
): CustodyAct[] {
  return timeline
    .filter(({ subject }) => subject.kind === 'evidence' || subject.kind === 'packet')
    .map((fact) => {
      const { seq, at, type, subject, data, by } = fact;
      const sha256 = typeof data['sha256'] === 'string' ? { sha256: data['sha256'] } : {};
      const object = subject.kind === 'packet' ? `移送包 ${subject.id}` : names.get(subject.id);
      return {
        seq,
        at,
        ...actor(by, people),
        act: acts[type] ?? type,
        object: object ?? subject.id,
        ...sha256,
      };
    });
}

/** 院领导 and those of 权保委 are judges too. */
const judges: ReadonlySet<Role> = new Set<Role>(['judge', 'president', 'committee']);

/** Who keeps evidence is named; a judge's own data do not leave the house. */
function actor(by: Actor, people: ReadonlyMap<string, Known>): { by: string; unit?: string } {
  if (by.kind === 'system') return { by: '系统自动' };
  if (by.kind === 'device') return { by: `设备 ${by.id}` };
  const person = people.get(by.id);
  if (person === undefined) return { by: '（不详）' };
  if (person.roles.some((role) => judges.has(role))) return { by: '法官（姓名不披露）', unit: '本院' };
  return { by: person.name, unit: person.roles.includes('police') ? '公安' : '本院' };
}
