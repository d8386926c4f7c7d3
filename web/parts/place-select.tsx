/** A place of the court, chosen from all of them or from those that are given. */
import type { ComponentProps } from 'react';

import { useNames, useReference } from '../reference.js';

interface PlaceSelectProps extends Omit<ComponentProps<'select'>, 'onChange'> {
  readonly among?: readonly string[];
  readonly onPlace?: (place: string) => void;
}

/** What stands before the places, such as “all of them”, is its child. */
export const PlaceSelect = ({ among, onPlace, children, ...select }: PlaceSelectProps) => {
  const names = useNames();
  const { places } = useReference();
  return (
    <select {...select} onChange={({ target }) => onPlace?.(target.value)}>
      {children}
      {(among ?? [...places.keys()]).map((id) => (
        <option key={id} value={id}>
          {names.fullPlace(id)}
        </option>
      ))}
    </select>
  );
};
