/** A room or spot of the courthouse, with its zone of the law and its point on the plan. */
import { z } from 'zod';

/** A 审判法庭, B 人民法院其他区域, C 周边, E 执行现场, R 远程、住所、网络 */
export const zones = ['A', 'B', 'C', 'E', 'R'] as const;
export type Zone = (typeof zones)[number];

export const planWidth = 1000;
export const planHeight = 600;

export const placeSchema = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  name: z.string().trim().min(1).max(64),
  zone: z.enum(zones),
  /** what kind of room it is; the law's priors ask for `courtroom` and `reception` */
  area: z.enum([
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
  ]),
  floor: z.int().min(-5).max(60),
  /** on a plan 1000 wide and 600 high */
  x: z.int().min(0).max(planWidth),
  y: z.int().min(0).max(planHeight),
});
export type Place = z.infer<typeof placeSchema>;

/** Where a device stands on the plan. */
export const spotSchema = z.object({
  device: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  x: placeSchema.shape.x,
  y: placeSchema.shape.y,
});
