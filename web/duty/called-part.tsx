/** Who would be called now, or at some minute, for a room: by the policy that stands for it and by who is on post. */
import { useState } from 'react';

import type { Calling } from '../../src/duty/policy.js';
import type { Fact } from '../../src/console/board.js';
import type { Instant } from '../../src/kernel/clock.js';
import { Answer } from '../parts/answer.js';
import { PlaceSelect } from '../parts/place-select.js';
import { WhenInput } from '../parts/when-input.js';
import { useReference } from '../reference.js';
import { useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import { PolicySteps } from './policy-steps.js';

const families: readonly string[] = ['policy', 'duty', 'rota', 'contact'];
const concerns = ({ type }: Fact): boolean => families.includes(type.split('.')[0] ?? '');

export const CalledPart = () => {
  const say = useSay();
  const { places } = useReference();
  const [chosen, setChosen] = useState<string>();
  const [at, setAt] = useState<Instant>();
  const place = chosen ?? [...places.keys()][0];
  const query = new URLSearchParams({
    place: place ?? '',
    ...(at === undefined ? {} : { at }),
  });
  const calling = useFetched<Calling>(place === undefined ? null : `/policies/called?${query}`, concerns);
  return (
    <section aria-labelledby="called" data-testid="called">
      <h2 id="called">{say('policy.who-now')}</h2>
      <div className="form-grid">
        <label>
          {say('devices.place')}
          <PlaceSelect value={place} data-testid="called-place" onPlace={setChosen} />
        </label>
        <div className="hours">
          {say('policy.at')}
          <WhenInput label={say('policy.at')} value={at} onChange={setAt} />
        </div>
      </div>
      {calling.value === undefined ? null : (
        <p className="quiet explain">{say(`policy.by-${calling.value.by}`)}</p>
      )}
      <Answer of={calling}>
        {({ steps }) => <PolicySteps caption={say('policy.who-now')} steps={steps} />}
      </Answer>
    </section>
  );
};
