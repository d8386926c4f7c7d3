/** The zones of the law, and the kinds of rooms. */

/** A 审判法庭, B 人民法院其他区域, C 周边, E 执行现场, R 远程、住所、网络 */
export const zones = ['A', 'B', 'C', 'E', 'R'] as const;
export type Zone = (typeof zones)[number];

/** What kind of room it is; the law's priors ask for `courtroom` and `reception`. */
export const areas = [
  'courtroom',
  'reception',
  'hall',
  'office',
  'screening',
  'guard-room',
  'corridor',
  'parking',
  'yard',
  'perimeter',
  'elsewhere',
] as const;
