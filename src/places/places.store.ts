/** The places of the court, the drawing of its plan, and where its devices stand on it. */
import { key, table, text, whole } from '../storage/entity.js';
import type { Place } from './place.js';

export const PlaceTable = table<Place>('places', {
  id: key,
  name: text,
  zone: text,
  area: text,
  floor: whole,
  x: whole,
  y: whole,
});

export interface DrawingRow {
  /** always `plan`: a court has one */
  readonly id: string;
  readonly svg: string;
  readonly sha256: string;
  readonly at: string;
}
export const DrawingTable = table<DrawingRow>('drawings', { id: key, svg: text, sha256: text, at: text });

export interface SpotRow {
  readonly device: string;
  readonly x: number;
  readonly y: number;
}
export const SpotTable = table<SpotRow>('spots', { device: key, x: whole, y: whole });
