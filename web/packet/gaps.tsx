/** What a packet still lacks, each marked in a word: told to whoever works here, long before and until it is sealed. */
import type { MissingPart } from '../../src/packets/packet-order.js';
import { useLanguage, useSay } from '../texts/texts.js';

interface GapsProps {
  readonly missing: readonly MissingPart[];
  readonly 'data-testid': string;
}

export const Gaps = ({ missing, ...rest }: GapsProps) => {
  const say = useSay();
  const language = useLanguage();
  return (
    <ul className="gaps missing" {...rest}>
      {missing.map((part) => (
        <li key={part.code} data-code={part.code}>
          <span className="tag">{say('packet.form-lacks')}</span>{' '}
          <span className="begins">{part[language]}</span>
        </li>
      ))}
    </ul>
  );
};
