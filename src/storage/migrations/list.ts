/** Every change of the tables, oldest first; each runs once and in its own transaction. */
import { FirstTables1790000000000 } from './1790000000000-first-tables.js';
import { Hearings1790000410000 } from './1790000410000-hearings.js';
import { SealedPackets1790000650000 } from './1790000650000-sealed-packets.js';

export const migrations = [FirstTables1790000000000, Hearings1790000410000, SealedPackets1790000650000];
