/** Draws the floor plan, in calm greys, as SVG 1000 wide and 600 high. */
import {
  building,
  corridor,
  doors,
  drawnRooms,
  isBuilt,
  outside,
  passages,
  yard,
  type Box,
} from './building.js';
import { planHeight, planWidth, type Place } from './place.js';

const floorColour: Readonly<Record<string, string>> = { A: '#e3e6ea', B: '#eff1f3', C: '#f7f8f9' };

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const box = ({ x, y, width, height }: Box, style: string): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" ${style}/>`;

const label = (x: number, y: number, text: string, size = 14): string =>
  `<text x="${x}" y="${y}" font-size="${size}">${escaped(text)}</text>`;

/** A courtroom is narrow: what stands in brackets goes on a line of its own. */
function roomName({ name }: Place, { x, y, width }: Box): string {
  const [first = name, second] = name.split(/(?=（)/);
  const middle = x + width / 2;
  return label(middle, y + 24, first) + (second === undefined ? '' : label(middle, y + 42, second, 12));
}

/** A place that no room was drawn for gets a small box around its point. */
function drawn(place: Place, withNames: boolean): string {
  const named = (text: string): string => (withNames ? text : '');
  // Beside its point: the handle of the editor and a ringing alarm are larger than the point.
  if (outside[place.id] !== undefined)
    return named(label(place.x + 24 + place.name.length * 6, place.y + 4, place.name, 12));
  const room = drawnRooms[place.id];
  const style = `fill="${floorColour[place.zone] ?? '#f7f8f9'}" stroke="#8b949e" stroke-width="2"`;
  if (room !== undefined) return box(room, style) + named(roomName(place, room));
  const small = { x: place.x - 55, y: place.y - 38, width: 110, height: 60 };
  return box(small, style) + named(label(place.x, place.y - 20, place.name, 12));
}

/**
 * @param withNames without them the page writes the rooms' names over it, in letters that fit its screen
 * @returns an SVG document without scripts, styles or outside references
 */
export function drawPlan(places: readonly Place[], withNames = true): string {
  const hasBuilding = isBuilt(places);
  const shell = hasBuilding
    ? box(yard, 'fill="#fafbfc" stroke="#b6bec8" stroke-width="2" stroke-dasharray="10 6"') +
      box(building, 'fill="#f6f7f9" stroke="none"') +
      box(corridor, 'fill="#f9fafb" stroke="none"')
    : '';
  const walls = hasBuilding
    ? box(building, 'fill="none" stroke="#57606a" stroke-width="4"') +
      doors.map((door) => box(door, 'fill="#fafbfc"')).join('') +
      (withNames ? passages.map(({ x, y, name }) => label(x, y, name, 18)).join('') : '')
    : '';
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${planWidth} ${planHeight}" width="${planWidth}" height="${planHeight}"` +
    ` font-family="'Noto Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif" fill="#4b535d" text-anchor="middle">` +
    `<title>平面图 Floor plan</title>${shell}${places.map((place) => drawn(place, withNames)).join('')}${walls}</svg>`
  );
}
