/** A room or spot of the courthouse, with its zone of the law and its point on the plan. */
import { z } from 'zod';
import { areas, zones } from './area.js';

export { zones, type Zone } from './area.js';

export const planWidth = 1000;
export const planHeight = 600;

export const placeSchema = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  name: z.string().trim().min(1).max(64),
  zone: z.enum(zones),
  area: z.enum(areas),
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
