/** What a good note of how a measure was carried out would have. Pure. */
import type { Execution } from './incident.js';

export const executionParts = [
  'orderedBy',
  'executedBy',
  'told',
  'startedAt',
  'endedAt',
  'injuries',
  'force',
  'recordings',
] as const;

/** What a good note of a measure would have, and this one has not yet: asked, and refuses nothing. */
export const lackingIn = (taken: Execution): (typeof executionParts)[number][] =>
  executionParts.filter((part) => {
    const value = taken[part];
    if (part === 'executedBy') return (taken.executedBy?.length ?? 0) < 2;
    return value === undefined || (Array.isArray(value) && value.length === 0);
  });
