/** The names of the places, each above its point, never smaller on the screen than can be read; where a plan carries its own names, these are left out. */
import { memo } from 'react';

import { isBuilt, passages } from '../../src/places/building.js';
import { useNames, useReference } from '../reference.js';
import { useSay } from '../texts/texts.js';
import type { Place } from '../wire.js';

/** What lies outside the house has no room above its point for a name. */
export const isOutside = ({ area, zone }: Place): boolean => area === 'yard' || zone === 'C';

const PlaceName = memo(({ place }: { readonly place: Place }) => {
  const names = useNames();
  const where = names.where(place.id);
  return (
    <g
      className="place-name"
      transform={`translate(${place.x} ${place.y})`}
      data-outside={isOutside(place)}
      data-two={where !== ''}
      data-name={place.id}
    >
      <text className="place-name-room">{names.place(place.id)}</text>
      {where === '' ? null : <text className="place-name-where">{where}</text>}
    </g>
  );
});

/** Of the house as it is drawn where there is no drawing of the court's own. */
const Passages = () => {
  const say = useSay();
  return passages.map(({ way, x, y }) => (
    <text key={way} className="place-name passage" x={x} y={y}>
      {say(`plan.${way}`)}
    </text>
  ));
};

export const PlaceNames = memo(() => {
  const { places } = useReference();
  const all = [...places.values()];
  return (
    <>
      {isBuilt(all) ? <Passages /> : null}
      {all.map((place) => (
        <PlaceName key={place.id} place={place} />
      ))}
    </>
  );
});
