/** The sign-ins of the demo, which every screen of it says are public. */
import type { Rights } from './person.js';

export const demoPassword = 'courthouse-demo';

export interface DemoPerson extends Rights {
  readonly username: string;
  readonly name: string;
}

export const demoPeople: readonly DemoPerson[] = [
  { username: 'guard', name: '值班法警 韩立', roles: ['guard'] },
  { username: 'chief', name: '值班长 周岩', roles: ['chief'] },
  { username: 'officer-1', name: '法警 孙强', roles: ['officer'] },
  { username: 'officer-2', name: '法警 李敏', roles: ['officer'] },
  { username: 'judge', name: '法官 王静', roles: ['judge'] },
  { username: 'screener', name: '安检员 赵磊', roles: ['screener'] },
  { username: 'clerk', name: '书记员（证据） 陈雨', roles: ['clerk'] },
  { username: 'approver', name: '审批人 刘正', roles: ['approver'] },
  { username: 'police', name: '派出所联络员 吴刚', roles: ['police'], station: 'station-1' },
  { username: 'president', name: '院领导 杨帆', roles: ['president'] },
  { username: 'committee', name: '权保委 郑洁', roles: ['committee'] },
  { username: 'inspector', name: '督察 何明', roles: ['inspector'] },
  { username: 'auditor', name: '审计员 徐清', roles: ['auditor'] },
  { username: 'admin', name: '系统管理员 马超', roles: ['admin'] },
];
