/** The names of the places, each above its point, never smaller on the screen than can be read; where a plan carries its own names, these are left out. */
import { memo } from 'react';

import { useReference } from '../reference.js';
import type { Place } from '../wire.js';

/** What lies outside the house has no room above its point for a name. */
const isOutside = ({ area, zone }: Place): boolean => area === 'yard' || zone === 'C';

const PlaceName = memo(({ place }: { readonly place: Place }) => {
  const [name = '', where] = place.name.split(/(?=（)/);
  return (
    <g
      className="place-name"
      transform={`translate(${place.x} ${place.y})`}
      data-outside={isOutside(place)}
      data-two={where !== undefined}
      data-name={place.id}
    >
      <text className="place-name-room">{name}</text>
      {where === undefined ? null : <text className="place-name-where">{where}</text>}
    </g>
  );
});

export const PlaceNames = memo(() => {
  const { places } = useReference();
  return [...places.values()].map((place) => <PlaceName key={place.id} place={place} />);
});
