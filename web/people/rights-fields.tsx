/** Which roles, and for the police of which station. */
import { roles } from '../../src/access/permission.js';
import { sayOf, useSay } from '../texts/texts.js';

export interface ChosenRights {
  readonly roles: readonly string[];
  readonly station: string;
}

interface RightsFieldsProps {
  readonly rights: ChosenRights;
  readonly onChange: (rights: ChosenRights) => void;
}

export const RightsFields = ({ rights, onChange }: RightsFieldsProps) => {
  const say = useSay();
  return (
    <>
      <fieldset className="role-choice" aria-label={say('account.roles')}>
        {roles.map((role) => (
          <label key={role}>
            <input
              type="checkbox"
              value={role}
              checked={rights.roles.includes(role)}
              onChange={({ target }) =>
                onChange({
                  ...rights,
                  roles: target.checked
                    ? [...rights.roles, role]
                    : rights.roles.filter((held) => held !== role),
                })
              }
            />
            {sayOf(say, 'role', role)}
          </label>
        ))}
      </fieldset>
      {rights.roles.includes('police') ? (
        <label>
          {say('people.station')}{' '}
          <input
            required
            pattern="[a-z0-9][a-z0-9\-]{0,63}"
            value={rights.station}
            onChange={({ target }) => onChange({ ...rights, station: target.value })}
          />
        </label>
      ) : null}
    </>
  );
};
