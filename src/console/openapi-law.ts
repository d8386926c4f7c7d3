/** The law's shapes, as the API gives them: codes, versions, changes, candidates. Pure. */
import { z } from 'zod';
import { lawSchema } from '../law/code-table.js';
import { actor, hex64, id, instant, may, said } from './openapi-items.js';

const words = z.array(z.string());

export const code = lawSchema.shape.codes.element;
export const measure = lawSchema.shape.measures.element;

export const codes = z.object({
  items: z.array(code),
  measures: z.array(measure),
  version: z.string(),
  notice: z.object(said),
  sources: lawSchema.shape.sources,
  zones: lawSchema.shape.zones,
  tieOrder: lawSchema.shape.tieOrder,
  offenceNeeds: lawSchema.shape.offenceNeeds,
  next: z.null(),
});

export const version = z.object({
  version: z.string(),
  inForceFrom: z.string(),
  inForceUntil: may(z.string()),
  loadedAt: instant,
  sha256: hex64,
  by: actor,
  isCurrent: z.boolean(),
});

const members = z.record(z.string(), z.unknown());
export const change = z.object({
  part: z.string(),
  id: z.string(),
  change: z.enum(['added', 'removed', 'changed']),
  fields: z.array(z.string()),
  before: may(members),
  after: may(members),
});

export const classification = z.object({
  candidates: z.array(
    z.object({
      code: z.string(),
      score: z.number().min(0).max(1),
      level: z.enum(['low', 'middle', 'high']),
      because: z.array(z.object({ ...said, by: z.enum(['signal', 'words', 'likeness']), words })),
      missing: z.array(z.object({ ...said, element: z.string(), ask: z.object(said) })),
    }),
  ),
  suppressors: z.array(z.object({ ...said, id, words })),
});
