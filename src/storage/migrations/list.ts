/** Every change of the tables, oldest first; each runs once and in its own transaction. */
import { FirstTables1790000000000 } from './1790000000000-first-tables.js';
import { Annunciation1790000420000 } from './1790000420000-annunciation.js';
import { Hearings1790000410000 } from './1790000410000-hearings.js';

export const migrations = [FirstTables1790000000000, Hearings1790000410000, Annunciation1790000420000];
