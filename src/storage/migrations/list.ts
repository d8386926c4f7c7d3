/** Every change of the tables, oldest first; each runs once and in its own transaction. */
import { FirstTables1790000000000 } from './1790000000000-first-tables.js';
import { Plan1790000400100 } from './1790000400100-plan.js';
import { Hearings1790000410000 } from './1790000410000-hearings.js';

export const migrations = [FirstTables1790000000000, Plan1790000400100, Hearings1790000410000];
