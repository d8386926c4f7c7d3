/** Every change of the tables, oldest first; each runs once and in its own transaction. */
import { FirstTables1790000000000 } from './1790000000000-first-tables.js';
import { SlipsAndWatches1790000700001 } from './1790000700001-slips-and-watches.js';

export const migrations = [FirstTables1790000000000, SlipsAndWatches1790000700001];
