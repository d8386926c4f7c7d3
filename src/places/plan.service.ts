/** The plan on the wall of the guard room: its drawing, and where each device stands on it. */
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { invalid } from '../kernel/errors.js';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { cleanDrawing, type Refused } from './drawing.js';
import { drawPlan } from './floor-plan.js';
import { Places } from './places.service.js';
import { DrawingTable, SpotTable, type SpotRow } from './places.store.js';

const thePlan = { kind: 'plan', id: 'plan' } as const;
function refusalOf({ why, detail }: Refused): Error {
  if (why === 'too-large') return invalid('PLAN_TOO_LARGE', `the drawing is too large: ${detail}`);
  return why === 'too-deep'
    ? invalid('PLAN_TOO_DEEP', 'the drawing is nested too deep')
    : invalid('PLAN_NOT_SVG', `the file is no SVG drawing that can be read: ${detail}`);
}

@Injectable()
export class Plan {
  constructor(
    private readonly reader: Reader,
    private readonly writer: Writer,
    private readonly places: Places,
  ) {}

  /** The court's own drawing, which names its rooms itself, or one drawn from its places. */
  async svg(withNames: boolean): Promise<{ svg: string; isNamed: boolean }> {
    const own = await this.reader.rows(DrawingTable).findOneBy({ id: thePlan.id });
    return own === null
      ? { svg: drawPlan(this.places.all(), withNames), isNamed: withNames }
      : { svg: own.svg, isNamed: true };
  }

  /** @returns what was left out of it. @throws `invalid` PLAN_NOT_SVG, PLAN_TOO_LARGE, PLAN_TOO_DEEP */
  async hang(given: string, by: Actor): Promise<{ sha256: string; removed: readonly string[] }> {
    const cleaned = cleanDrawing(given);
    if ('why' in cleaned) throw refusalOf(cleaned);
    const { svg, removed } = cleaned;
    const sha256 = createHash('sha256').update(svg).digest('hex');
    await this.writer.write(async (unit) => {
      await unit.rows(DrawingTable).delete({ id: thePlan.id });
      await unit.rows(DrawingTable).insert({ id: thePlan.id, svg, sha256, at: unit.at });
      unit.record({ type: 'plan.hung', by, subject: thePlan, data: { sha256, removed } });
    });
    return { sha256, removed };
  }

  /** Back to the one drawn from the places. */
  async takeDown(by: Actor): Promise<void> {
    await this.writer.write(async (unit) => {
      const { affected } = await unit.rows(DrawingTable).delete({ id: thePlan.id });
      if (affected !== 0) unit.record({ type: 'plan.taken-down', by, subject: thePlan, data: {} });
    });
  }

  spots(): Promise<SpotRow[]> {
    return this.reader.rows(SpotTable).find({ order: { device: 'ASC' } });
  }

  async stand(spot: SpotRow, by: Actor): Promise<void> {
    await this.writer.write(async (unit) => {
      await unit.rows(SpotTable).delete({ device: spot.device });
      await unit.rows(SpotTable).insert(spot);
      unit.record({ type: 'plan.device-placed', by, subject: thePlan, data: { ...spot } });
    });
  }
}
