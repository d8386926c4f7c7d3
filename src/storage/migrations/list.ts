/** Every change of the tables, oldest first; each runs once and in its own transaction. */
import { FirstTables1790000000000 } from './1790000000000-first-tables.js';
import { Hearings1790000410000 } from './1790000410000-hearings.js';
import { IncidentLife1790000500000 } from './1790000500000-incident-life.js';

export const migrations = [FirstTables1790000000000, Hearings1790000410000, IncidentLife1790000500000];
