/** Every change of the tables, oldest first; each runs once and in its own transaction. */
import { FirstTables1790000000000 } from './1790000000000-first-tables.js';
import { Annunciation1790000420000 } from './1790000420000-annunciation.js';
import { Supervision1790000330001 } from './1790000330001-supervision.js';
import { Canary1790000330002 } from './1790000330002-canary.js';
import { Hearings1790000410000 } from './1790000410000-hearings.js';
import { IncidentLife1790000500000 } from './1790000500000-incident-life.js';
import { Custody1790000600000 } from './1790000600000-custody.js';
import { Retention1790000610000 } from './1790000610000-retention.js';
import { Exchanges1790000620000 } from './1790000620000-exchanges.js';
import { SealedPackets1790000650000 } from './1790000650000-sealed-packets.js';

export const migrations = [
  FirstTables1790000000000,
  Supervision1790000330001,
  Canary1790000330002,
  Hearings1790000410000,
  Annunciation1790000420000,
  IncidentLife1790000500000,
  Custody1790000600000,
  Retention1790000610000,
  Exchanges1790000620000,
  SealedPackets1790000650000,
];
