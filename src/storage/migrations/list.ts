/** Every change of the tables, oldest first; each runs once and in its own transaction. */
import { FirstTables1790000000000 } from './1790000000000-first-tables.js';
import { SlipsAndWatches1790000700001 } from './1790000700001-slips-and-watches.js';
import { RecordingsAndInterference1790000700002 } from './1790000700002-recordings-and-interference.js';

export const migrations = [
  FirstTables1790000000000,
  SlipsAndWatches1790000700001,
  RecordingsAndInterference1790000700002,
];
