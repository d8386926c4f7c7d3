/** The places of the court. */
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
