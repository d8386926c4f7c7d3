/** Why the button beside it cannot be pressed yet: in words, as nobody can point at a button that is off. */
import type { TextKey } from '../texts/catalogue.js';
import { useSay } from '../texts/texts.js';

export const Why = ({ of }: { readonly of: TextKey | undefined }) => {
  const say = useSay();
  return of === undefined ? null : <small className="why">{say(of)}</small>;
};
