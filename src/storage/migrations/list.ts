/** Every change of the tables, oldest first; each runs once and in its own transaction. */
import { FirstTables1790000000000 } from './1790000000000-first-tables.js';
import { Supervision1790000330001 } from './1790000330001-supervision.js';
import { Canary1790000330002 } from './1790000330002-canary.js';
import { Credentials1790000330003 } from './1790000330003-credentials.js';
import { UnfinishedUploads1790000390001 } from './1790000390001-unfinished-uploads.js';
import { OpenAlarms1790000390002 } from './1790000390002-open-alarms.js';
import { Plan1790000400100 } from './1790000400100-plan.js';
import { Presses1790000400200 } from './1790000400200-presses.js';
import { Hearings1790000410000 } from './1790000410000-hearings.js';
import { Annunciation1790000420000 } from './1790000420000-annunciation.js';
import { Policies1790000430000 } from './1790000430000-policies.js';
import { IncidentLife1790000500000 } from './1790000500000-incident-life.js';
import { Custody1790000600000 } from './1790000600000-custody.js';
import { Retention1790000610000 } from './1790000610000-retention.js';
import { Exchanges1790000620000 } from './1790000620000-exchanges.js';
import { SealedPackets1790000650000 } from './1790000650000-sealed-packets.js';
import { SlipsAndWatches1790000700001 } from './1790000700001-slips-and-watches.js';
import { RecordingsAndInterference1790000700002 } from './1790000700002-recordings-and-interference.js';
import { GuardsShift1790000700062 } from './1790000700062-guards-shift.js';
import { Procedures1790000700063 } from './1790000700063-procedures.js';
import { Handovers1790000700064 } from './1790000700064-handovers.js';
import { ButtonTests1790000700102 } from './1790000700102-button-tests.js';
import { ReleasedInterference1790000700122 } from './1790000700122-released-interference.js';
import { Malformed1790000700142 } from './1790000700142-malformed.js';
import { Years1790000700150 } from './1790000700150-years.js';
import { Drills1790000700160 } from './1790000700160-drills.js';
import { Benches1790000700170 } from './1790000700170-benches.js';
import { Rota1790000700180 } from './1790000700180-rota.js';
import { Offers1790000700181 } from './1790000700181-offers.js';
import { MissedSteps1790000700182 } from './1790000700182-missed-steps.js';
import { ExitsApproved1790000700190 } from './1790000700190-exits-approved.js';
import { PacketReaders1790000700210 } from './1790000700210-packet-readers.js';
import { PacketParts1790000700211 } from './1790000700211-packet-parts.js';
import { PoliceClosed1790000700220 } from './1790000700220-police-closed.js';
import { PacketsRefused1790000700221 } from './1790000700221-packets-refused.js';
import { ClipsKept1790000700230 } from './1790000700230-clips-kept.js';

export const migrations = [
  FirstTables1790000000000,
  Supervision1790000330001,
  Canary1790000330002,
  Credentials1790000330003,
  UnfinishedUploads1790000390001,
  OpenAlarms1790000390002,
  Plan1790000400100,
  Presses1790000400200,
  Hearings1790000410000,
  Annunciation1790000420000,
  Policies1790000430000,
  IncidentLife1790000500000,
  Custody1790000600000,
  Retention1790000610000,
  Exchanges1790000620000,
  SealedPackets1790000650000,
  SlipsAndWatches1790000700001,
  RecordingsAndInterference1790000700002,
  GuardsShift1790000700062,
  Procedures1790000700063,
  Handovers1790000700064,
  ButtonTests1790000700102,
  ReleasedInterference1790000700122,
  Malformed1790000700142,
  Years1790000700150,
  Drills1790000700160,
  Benches1790000700170,
  Rota1790000700180,
  Offers1790000700181,
  MissedSteps1790000700182,
  ExitsApproved1790000700190,
  PacketReaders1790000700210,
  PacketParts1790000700211,
  PoliceClosed1790000700220,
  PacketsRefused1790000700221,
  ClipsKept1790000700230,
];
