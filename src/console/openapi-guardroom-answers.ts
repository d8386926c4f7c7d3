/** What the routes of the guard's work answer. Pure. */
import type { z } from 'zod';
import {
  course,
  drill,
  drillResult,
  drillRunning,
  handover,
  miss,
  offered,
  procedure,
  skip,
} from './openapi-guardroom-items.js';

type Naming = <Schema extends z.ZodType>(id: string, schema: Schema) => Schema;
type Listing = (id: string, item: z.ZodType) => z.ZodType;

export function guardroomAnswers(name: Naming, list: Listing): Readonly<Record<string, z.ZodType>> {
  const written = name('Procedure', procedure);
  const procedures = list('Procedure', written);
  const courses = list('Course', course);
  const drilled = name('Drill', drill);
  const handed = name('Handover', handover);
  const offer = name('Offer', offered);
  return {
    'POST /api/offers': offer,
    'POST /api/offers/:id/accept': offer,
    'POST /api/offers/:id/decline': offer,
    'POST /api/offers/:id/withdraw': offer,
    'GET /api/drills': list('Drill', drilled),
    'POST /api/drills': drilled,
    'GET /api/drills/running': list('RunningDrill', name('RunningDrill', drillRunning)),
    'POST /api/drills/:id/begin': drilled,
    'POST /api/drills/:id/end': drilled,
    'POST /api/drills/:id/cancel': drilled,
    'GET /api/reports/drills/:id': name('DrillRecord', drillResult),
    'GET /api/handovers': list('Handover', handed),
    'POST /api/handovers': handed,
    'POST /api/handovers/:id/accept': handed,
    'POST /api/handovers/:id/refuse': handed,
    'POST /api/handovers/:id/withdraw': handed,
    'GET /api/procedures': procedures,
    'GET /api/procedures/:id/versions': procedures,
    'POST /api/procedures': written,
    'PUT /api/procedures/:id': written,
    'GET /api/procedures/skips': list('Skip', skip),
    'GET /api/procedures/misses': list('MissedStep', miss),
    'GET /api/alarms/:id/steps': courses,
    'POST /api/alarms/:id/steps': courses,
    'GET /api/incidents/:id/steps': courses,
    'POST /api/incidents/:id/steps': courses,
  };
}
