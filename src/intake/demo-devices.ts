/** The devices of the demo court (contracts.md 5), each with the secret `demo-` and its id. */
import type { Enrolment } from './device.js';

const courtrooms = Array.from({ length: 8 }, (_, at) => ({
  id: `button-10${at + 1}`,
  kind: 'button' as const,
  name: `${at + 1}号法庭一键报警`,
  place: `court-${at + 1}`,
}));

export const demoDevices: readonly Enrolment[] = [
  ...courtrooms,
  { id: 'button-109', kind: 'button' as const, name: '接待室一键报警', place: 'reception' },
  { id: 'button-110', kind: 'button' as const, name: '诉讼服务大厅一键报警', place: 'hall' },
  { id: 'button-111', kind: 'button' as const, name: '法官办公区一键报警', place: 'offices' },
  { id: 'button-112', kind: 'button' as const, name: '安检通道一键报警', place: 'screening' },
  { id: 'gate-1', kind: 'gate' as const, name: '安检一道', place: 'screening' },
  { id: 'gate-2', kind: 'gate' as const, name: '安检二道', place: 'screening' },
  { id: 'recorder-201', kind: 'recorder' as const, name: '3号法庭录音', place: 'court-3' },
  { id: 'recorder-202', kind: 'recorder' as const, name: '接待室录音', place: 'reception' },
  { id: 'recorder-203', kind: 'recorder' as const, name: '大厅录音', place: 'hall' },
  { id: 'recorder-204', kind: 'recorder' as const, name: '法官办公区录音电话', place: 'offices' },
  { id: 'door-301', kind: 'door' as const, name: '法官通道门', place: 'offices' },
  { id: 'siren-1', kind: 'siren' as const, name: '值班室警笛', place: 'guard-room' },
].map((device) => ({ ...device, secret: `demo-${device.id}` }));
