/** Somebody involved as a packet and the transfer letter (F1) tell of him. Pure. */
import type { AboutInvolved, Identity, ToldInvolved } from '../incidents/involved.js';
import type { PacketInput } from './packet.js';

type Person = PacketInput['persons'][number];

const roles = { actor: '行为人', victim: '被侵害人', witness: '证人', attesting: '见证人' } as const;

const victimRoles: Readonly<Record<NonNullable<AboutInvolved['victimRole']>, string>> = {
  judge: '法官',
  bailiff: '司法警察',
  auxiliary: '辅警',
  security: '保安',
  staff: '其他工作人员',
  party: '诉讼参与人',
  kin: '近亲属',
  other: '其他',
};

const injuries: Readonly<Record<NonNullable<AboutInvolved['injury']>, string>> = {
  none: '无伤',
  unassessed: '未鉴定',
  slight: '轻微伤',
  minor: '轻伤',
  serious: '重伤',
  death: '死亡',
};

/** Who he is only where it was told: that of a judge, a victim, kin or a witness stays in the house. */
export function personOf({ id, role, about, identity }: ToldInvolved): Person {
  const { victimRole, injury } = about;
  const marks = [
    ...(about.isMinor === true ? (['minor'] as const) : []),
    ...(about.isPregnant === true ? (['pregnant'] as const) : []),
    ...(about.isMentallyUnwell === true ? (['mental'] as const) : []),
    ...(about.isDrunk === true ? (['drunk'] as const) : []),
  ];
  return {
    id,
    role: roles[role],
    ...(victimRole === undefined ? {} : { victimRole: victimRoles[victimRole] }),
    ...(injury === undefined ? {} : { injury: injuries[injury] }),
    ...(marks.length === 0 ? {} : { marks }),
    ...(identity === undefined ? {} : named(identity)),
  };
}

function named({ name, document, phone, address, link }: Identity): Partial<Person> {
  return {
    name,
    ...(document === undefined
      ? {}
      : { document: `${document.kind} ${document.number}`, ...numbered(document.number) }),
    ...(phone === undefined ? {} : { telephone: phone }),
    ...(address === undefined ? {} : { address }),
    ...(link === undefined ? {} : { relation: link }),
  };
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** 公民身份号码 (GB 11643-1999) says sex and day of birth; any other number, and one that was mistyped, says nothing. */
function numbered(number: string): Pick<Person, 'sex' | 'bornOn'> {
  const [, year, month, day, order] = /^\d{6}(\d{4})(\d{2})(\d{2})(\d{3})[\dX]$/.exec(number) ?? [];
  if (order === undefined) return {};
  const sum = weights.reduce((total, weight, at) => total + weight * Number(number[at]), 0);
  if ('10X98765432'[sum % 11] !== number[17]) return {};
  return {
    sex: Number(order) % 2 === 1 ? '男' : '女',
    bornOn: `${year}年${Number(month)}月${Number(day)}日`,
  };
}
