/** How somebody is reached, in the order in which it is tried. */
import type { Way } from '../../src/duty/contact.js';
import { LevelMark } from '../parts/level-mark.js';
import { useSay } from '../texts/texts.js';

export const Ways = ({ ways }: { readonly ways: readonly Way[] }) => {
  const say = useSay();
  if (ways.length === 0)
    return (
      <span className="device-state">
        <LevelMark level="trouble" /> {say('contact.none')}
      </span>
    );
  return (
    <ol className="ways">
      {ways.map(({ kind, number }) => (
        <li key={`${kind} ${number}`}>
          <span className="quiet">{say(`contact.${kind}`)}</span> <span className="number">{number}</span>
        </li>
      ))}
    </ol>
  );
};
