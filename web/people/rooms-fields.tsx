/** Which courtrooms and offices are somebody's own. */
import { useNames, useReference } from '../reference.js';
import { useSay } from '../texts/texts.js';

interface RoomsFieldsProps {
  readonly rooms: readonly string[];
  readonly onChange: (rooms: readonly string[]) => void;
}

export const RoomsFields = ({ rooms, onChange }: RoomsFieldsProps) => {
  const say = useSay();
  const names = useNames();
  const { places } = useReference();
  return (
    <fieldset className="role-choice" data-testid="rooms-choice">
      <legend>{say('people.rooms')}</legend>
      <p className="quiet">{say('people.rooms-how')}</p>
      {[...places.keys()].map((id) => (
        <label key={id}>
          <input
            type="checkbox"
            value={id}
            checked={rooms.includes(id)}
            onChange={({ target }) =>
              onChange(target.checked ? [...rooms, id] : rooms.filter((room) => room !== id))
            }
          />
          {names.place(id)}
        </label>
      ))}
    </fieldset>
  );
};
