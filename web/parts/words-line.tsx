/** A line to write in and the act that needs its words. */
import { useState } from 'react';

import type { TextKey } from '../texts/catalogue.js';
import { useSay } from '../texts/texts.js';
import { HeldButton } from './held-button.js';

interface WordsLineProps {
  /** what is to be written */
  readonly asks: TextKey;
  readonly does: string;
  /** what is told in the act while nothing is written */
  readonly needs?: TextKey;
  /** for what cannot be taken back */
  readonly isHeld?: boolean;
  /** of the field, then of the act */
  readonly testIds: readonly [string, string];
  readonly onWords: (words: string) => void;
}

export const WordsLine = ({
  asks,
  does,
  needs = 'needs.words',
  isHeld = false,
  testIds: [field, act],
  onWords,
}: WordsLineProps) => {
  const say = useSay();
  const [words, setWords] = useState('');
  const isEmpty = words.trim() === '';
  const title = isEmpty ? say(needs) : undefined;
  return (
    <div className="line">
      <input
        aria-label={say(asks)}
        placeholder={say(asks)}
        value={words}
        data-testid={field}
        onChange={(event) => setWords(event.target.value)}
      />
      {isHeld ? (
        <HeldButton
          tone="plain"
          disabled={isEmpty}
          title={title}
          data-testid={act}
          onHeld={() => onWords(words)}
        >
          {does}
        </HeldButton>
      ) : (
        <button
          type="button"
          className="button plain"
          data-testid={act}
          disabled={isEmpty}
          title={title}
          onClick={() => onWords(words)}
        >
          {does}
        </button>
      )}
    </div>
  );
};
