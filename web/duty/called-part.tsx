/** Who would be called now, or at some minute, for a room: by the policy that stands for it and by who is on post. */
import { useState } from 'react';

import type { DutyItem } from '../../src/duty/duty.js';
import type { Called } from '../../src/duty/policy.js';
import type { Fact } from '../../src/console/board.js';
import { Answer } from '../parts/answer.js';
import { useNames, useReference } from '../reference.js';
import { useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import { PolicySteps } from './policy-steps.js';

interface Calling {
  readonly policy: string;
  readonly steps: readonly Called<DutyItem>[];
}

const concerns = ({ type }: Fact): boolean => type.startsWith('policy.') || type.startsWith('duty.');

export const CalledPart = () => {
  const say = useSay();
  const names = useNames();
  const { places } = useReference();
  const [chosen, setChosen] = useState<string>();
  const [at, setAt] = useState('');
  const place = chosen ?? [...places.keys()][0];
  const query = new URLSearchParams({
    place: place ?? '',
    ...(at === '' ? {} : { at: new Date(at).toISOString() }),
  });
  const calling = useFetched<Calling>(place === undefined ? null : `/policies/called?${query}`, concerns);
  return (
    <section aria-labelledby="called" data-testid="called">
      <h2 id="called">{say('policy.who-now')}</h2>
      <p className="choices">
        <select
          className="field"
          aria-label={say('devices.place')}
          value={place}
          data-testid="called-place"
          onChange={({ target }) => setChosen(target.value)}
        >
          {[...places.keys()].map((id) => (
            <option key={id} value={id}>
              {names.fullPlace(id)}
            </option>
          ))}
        </select>
        <input
          type="datetime-local"
          className="field"
          aria-label={say('policy.at')}
          value={at}
          onChange={({ target }) => setAt(target.value)}
        />
        {at === '' ? <span className="quiet">{say('policy.now')}</span> : null}
      </p>
      <Answer of={calling}>{({ steps }) => <PolicySteps steps={steps} />}</Answer>
    </section>
  );
};
