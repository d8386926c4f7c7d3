/** The steps that hold until the court writes its own. Pure. */
import type { ProcedureItem } from './procedure.js';

const minute = 60_000;
const step = (id: string, zh: string, en: string) => ({ id, zh, en });

export const builtInProcedures: readonly ProcedureItem[] = [
  {
    id: 'press',
    version: 0,
    zh: '一键报警',
    en: 'Panic button',
    kinds: ['*'],
    acts: [],
    respondMs: minute,
    resolveMs: 30 * minute,
    steps: [
      step(
        'ask',
        '用对讲机呼叫该处，问清发生什么、有无凶器、有无受伤',
        'Radio the room: what happened, any weapon, anyone hurt?',
      ),
      step('send', '派最近的两名法警，带齐装备', 'Send the nearest two officers, equipped'),
      step('chief', '报告值班长', 'Tell the duty chief'),
      step('doors', '控制该处出入口，疏导旁听人员', 'Guard the entrances; lead the public away'),
      step('hurt', '查看伤情，需要时叫120', 'See who is hurt; call an ambulance where needed'),
      step(
        'keep',
        '核对录音录像已锁定，现场证据有人看护',
        'Check that recordings are held and the scene is kept',
      ),
      step('judge', '把结果告知该处法官', 'Tell the judge there how it ended'),
    ],
  },
  {
    id: 'silent',
    version: 0,
    zh: '静默报警',
    en: 'Silent alarm',
    kinds: ['silent'],
    acts: [],
    respondMs: minute,
    resolveMs: 30 * minute,
    steps: [
      step('quiet', '不呼叫室内，不鸣响，不亮灯', 'Do not call the room; no siren, no light'),
      step('look', '看该处庭次、当事人和安检记录', 'Look at its hearing, parties and gate records'),
      step('send', '派两名法警安静靠近，在门外待命', 'Send two officers quietly; they wait at the door'),
      step('chief', '报告值班长，由其决定何时进入', 'Tell the duty chief, who decides when to go in'),
      step('hurt', '查看伤情，需要时叫120', 'See who is hurt; call an ambulance where needed'),
      step('keep', '核对录音录像已锁定', 'Check that recordings are held'),
    ],
  },
  {
    id: 'gate',
    version: 0,
    zh: '安检处报警',
    en: 'Alarm at a gate',
    kinds: ['decision', 'forced'],
    acts: [],
    respondMs: minute,
    resolveMs: 30 * minute,
    steps: [
      step('stop', '停止该通道放行，人和物品分开', 'Stop the lane; keep person and item apart'),
      step('send', '派两名法警到通道', 'Send two officers to the lane'),
      step('name', '核对身份和来意，写明去哪一庭', 'Check identity and purpose; note the hearing'),
      step('slip', '物品开具单据，双方签名', 'Write a slip for the item; both sign'),
      step('chief', '报告值班长', 'Tell the duty chief'),
    ],
  },
  {
    id: 'violence',
    version: 0,
    zh: '人身危险行为',
    en: 'Danger to persons',
    kinds: [],
    acts: ['A1', 'A3', 'B1', 'B4', 'B9', 'C6', 'T4'],
    steps: [
      step('apart', '隔离行为人，保护被侵害人', 'Keep the attacker apart; protect the victim'),
      step('things', '收存凶器和物品，拍照、编号', 'Keep weapons and objects; photograph and number them'),
      step('witnesses', '登记证人和联系方式', 'Note witnesses and how to reach them'),
      step(
        'order',
        '请有权的人决定处置措施：庭审中审判长或独任法官，其他区域现场法警指挥员',
        'Have the authorised person decide the measures: the presiding or sole judge in a hearing, elsewhere the commander on the scene',
      ),
      step('police', '值班长决定是否移送公安', 'The duty chief decides whether to transfer it to the police'),
    ],
  },
];
