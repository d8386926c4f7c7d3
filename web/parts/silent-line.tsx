/** What whoever goes to a silent alarm must not do; the word alone is easily read over. */
import { useSay } from '../texts/texts.js';

export const SilentLine = () => (
  <p className="silent-line" data-testid="silent">
    <b>{useSay()('alarm.silent')}</b>
  </p>
);
