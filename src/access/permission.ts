/** Who may do what: the roles of a courthouse and the permissions that each of them holds. */

export const permissions = [
  'session:own',
  'live:follow',
  'alarm:read',
  'alarm:acknowledge',
  'alarm:raise',
  'incident:read',
  'incident:report',
  'incident:share',
  'incident:close',
  'person:identify',
  'finding:decide',
  'measure:take',
  'evidence:read',
  'evidence:hold',
  'evidence:redact',
  'deletion:ask',
  'deletion:approve',
  'recording:read',
  'recording:mark',
  'recording:start',
  'screening:read',
  'screening:work',
  'watch:read',
  'watch:enter',
  'interference:file',
  'interference:read',
  'interference:release',
  'place:read',
  'hearing:read',
  'hearing:manage',
  'policy:read',
  'policy:manage',
  'procedure:read',
  'procedure:manage',
  'device:read',
  'device:manage',
  'device:test',
  'drill:plan',
  'drill:end',
  'people:read',
  'people:manage',
  'packet:ask',
  'packet:approve',
  'packet:read',
  'packet:download',
  'liaison:accept',
  'liaison:message',
  'law:read',
  'law:classify',
  'law:manage',
  'ledger:read',
  'report:read',
  'ledger:verify',
  'house:read',
  'duty:sign',
  'bench:own',
  'upload:create',
  'key:ask',
  'key:approve',
  'words:ask',
  'words:approve',
] as const;
export type Permission = (typeof permissions)[number];

export const roles = [
  'guard', // 值班法警, watches the guard room's screen
  'chief', // 值班长
  'officer', // 法警
  'judge', // 法官
  'screener', // 安检员
  'clerk', // 书记员, here the one who keeps evidence
  'approver', // 审批人
  'police', // 公安联络员, of another house: sees what was shared with his station
  'president', // 院领导
  'committee', // 法官权益保障委员会
  'inspector', // 督察
  'auditor', // 审计
  'admin', // 系统管理员
] as const;
export type Role = (typeof roles)[number];

export const isRole = (word: string): word is Role => (roles as readonly string[]).includes(word);

const everyone: readonly Permission[] = ['session:own', 'place:read', 'law:read'];
const house: readonly Permission[] = [...everyone, 'people:read', 'law:classify'];
const watch: readonly Permission[] = ['live:follow', 'alarm:read', 'incident:read'];
const answer: readonly Permission[] = [
  ...watch,
  'alarm:acknowledge',
  'alarm:raise',
  'incident:report',
  'screening:read',
  'screening:work',
  'device:read',
  'device:test',
  'drill:end',
  'hearing:read',
  'policy:read',
  'procedure:read',
  'duty:sign',
  'upload:create',
];
const exhibits: readonly Permission[] = ['evidence:read', 'recording:read'];
const recordings: readonly Permission[] = ['recording:mark', 'recording:start', 'evidence:hold'];
const decide: readonly Permission[] = ['finding:decide', 'measure:take'];
/** Who enters the watch list reads it; two different people of these enter each name. */
const watchList: readonly Permission[] = ['watch:read', 'watch:enter'];
const records: readonly Permission[] = [
  ...watch,
  ...exhibits,
  'device:read',
  'packet:read',
  'packet:download',
];

/**
 * What a screen of each role shows follows the table of dashboards: guard room all; 法官权益保障委员会 the place, time, code and
 * timers of what happens, but no device health and no identities, so no devices and no exhibits; 院领导 the same, since it is told
 * at 5 minutes; a judge only what is his own, so no board until there is an own one. 督察 reads the register of interference alone,
 * the auditor the ledger alone; neither follows the board, nor does the administrator, who keeps devices and people.
 */
const held: Readonly<Record<Role, readonly Permission[]>> = {
  guard: [
    ...house,
    ...answer,
    ...exhibits,
    ...recordings,
    ...decide,
    'incident:close',
    'person:identify',
    'liaison:message',
  ],
  chief: [
    ...house,
    ...answer,
    ...exhibits,
    ...recordings,
    ...decide,
    ...watchList,
    'drill:plan',
    'incident:share',
    'incident:close',
    'person:identify',
    'packet:read',
    'policy:manage',
    'report:read',
    'procedure:manage',
    'liaison:message',
  ],
  officer: [...house, ...answer, 'measure:take'],
  judge: [...house, 'alarm:raise', 'incident:report', 'interference:file', 'bench:own'],
  screener: [...house, 'alarm:raise', 'live:follow', 'screening:read', 'screening:work'],
  clerk: [
    ...house,
    ...records,
    ...recordings,
    'interference:file',
    'alarm:raise',
    'incident:report',
    'incident:close',
    'person:identify',
    'packet:ask',
    'words:ask',
    'evidence:redact',
    'deletion:ask',
    'upload:create',
  ],
  approver: [...house, ...records, 'packet:approve', 'words:approve', 'deletion:approve'],
  police: [...everyone, ...watch, 'packet:read', 'packet:download', 'liaison:accept', 'liaison:message'],
  // What they alone order (fines, protection) they note themselves; which measures those are, the law's table says.
  president: [...house, ...watch, ...watchList, 'measure:take', 'key:approve', 'report:read'],
  committee: [...house, ...watch, ...watchList, 'measure:take', 'report:read'],
  inspector: [...house, 'interference:read', 'interference:release'],
  auditor: [...house, 'ledger:read', 'ledger:verify'],
  admin: [
    ...house,
    'device:read',
    'device:manage',
    'device:test',
    'drill:plan',
    'drill:end',
    'people:manage',
    'hearing:read',
    'hearing:manage',
    'key:ask',
    'key:approve',
    'policy:read',
    'policy:manage',
    'procedure:read',
    'procedure:manage',
    'law:manage',
    'report:read',
    'ledger:verify',
    'house:read',
  ],
};

export const permissionsOf = (given: readonly Role[]): ReadonlySet<Permission> =>
  new Set([...everyone, ...given.flatMap((role) => held[role])]);
