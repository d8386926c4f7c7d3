/** Beside what can be pressed while the picture is cut off: what becomes of a press. */
import type { TextKey } from '../texts/catalogue.js';
import { useSay } from '../texts/texts.js';
import { useLive } from './live-context.js';
import type { LiveState } from './live-machine.js';

const pickCut = (state: LiveState): boolean => state.cutSinceMs !== undefined;

export const CutLine = ({ text }: { readonly text: TextKey }) => {
  const say = useSay();
  return useLive(pickCut) ? (
    <p className="cut-line" data-testid="cut-line">
      {say(text)}
    </p>
  ) : null;
};
