/** The rooms of the demo's courthouse. */
import type { Place } from './place.js';

/** 1号法庭 is the most eastern one; the plan has north on top. */
const courtrooms: readonly Place[] = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => ({
  id: `court-${number}`,
  name: `${number}号法庭（${number <= 4 ? '一楼东' : '一楼西'}）`,
  zone: 'A',
  area: 'courtroom',
  floor: 1,
  x: 960 - number * 115 + 57,
  // Below the name: an alarm's ring must not strike it through.
  y: 152,
}));

export const demoPlaces: readonly Place[] = [
  ...courtrooms,
  { id: 'offices', name: '法官办公区', zone: 'B', area: 'office', floor: 1, x: 190, y: 322 },
  { id: 'guard-room', name: '法警值班室', zone: 'B', area: 'guard-room', floor: 1, x: 490, y: 322 },
  { id: 'reception', name: '接待室', zone: 'B', area: 'reception', floor: 1, x: 775, y: 322 },
  { id: 'hall', name: '诉讼服务大厅', zone: 'B', area: 'hall', floor: 1, x: 340, y: 450 },
  { id: 'screening', name: '安检通道', zone: 'B', area: 'screening', floor: 1, x: 800, y: 450 },
  { id: 'yard', name: '院内', zone: 'B', area: 'yard', floor: 1, x: 150, y: 530 },
  { id: 'perimeter', name: '院外周边', zone: 'C', area: 'perimeter', floor: 1, x: 150, y: 583 },
];
