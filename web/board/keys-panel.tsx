/** All keys, below the plan: over neither the list nor the alarm. */
import { useSay } from '../texts/texts.js';
import { keyNames } from './keys.js';

export const KeysPanel = ({ onClose }: { readonly onClose: () => void }) => {
  const say = useSay();
  return (
    <section className="keys-panel" aria-label={say('keys.all')} data-testid="keys-panel">
      <h3>{say('keys.all')}</h3>
      <dl>
        {keyNames.map((name) => (
          <div key={name}>
            <dt>
              <kbd>{name === 'Space' ? say('key.Space') : name}</kbd>
            </dt>
            <dd>{say(`keys.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <button type="button" className="button plain small" onClick={onClose}>
        {say('do.close')}
      </button>
    </section>
  );
};
