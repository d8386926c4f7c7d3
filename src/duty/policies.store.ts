/** The rows of escalation policies. */
import { json, key, table, text } from '../storage/entity.js';
import type { PolicyItem } from './policy.js';

export const PolicyTable = table<PolicyItem>('policies', { id: key, name: text, places: json, steps: json });
