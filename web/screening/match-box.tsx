/** Asks whether there is something to do about a visitor; it is told what, never why. */
import { useState } from 'react';

import { ProblemLine } from '../parts/answer.js';
import type { TextKey } from '../texts/catalogue.js';
import { useSay } from '../texts/texts.js';
import { useSending } from '../use-sending.js';

interface Matches {
  readonly items: readonly { readonly watch: string; readonly instruction: string }[];
}

export const MatchBox = ({ lane }: { readonly lane: string }) => {
  const say = useSay();
  const [text, setText] = useState('');
  const [matches, setMatches] = useState<Matches>();
  const sending = useSending<Matches>((answer) => {
    setMatches(answer);
    // The next visitor must not be taken for this one.
    setText('');
  });
  return (
    <section className="desk-part" aria-label={say('desk.match')}>
      <h2>{say('desk.match')}</h2>
      <form
        className="desk-line"
        onSubmit={(event) => {
          event.preventDefault();
          sending.send('/screening/watches/match', { lane, text });
        }}
      >
        <input
          className="desk-input match-words"
          aria-label={say('desk.match-hint')}
          placeholder={say('desk.match-hint')}
          value={text}
          data-testid="match-text"
          onChange={(event) => {
            setText(event.target.value);
            setMatches(undefined);
          }}
        />
        <button
          type="submit"
          className="desk-button"
          disabled={text.trim() === ''}
          title={text.trim() === '' ? say('needs.visitor') : undefined}
          data-testid="match-do"
        >
          {say('desk.match-do')}
        </button>
      </form>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
      {matches === undefined ? null : (
        <output className="match-answer" data-testid="match-answer">
          {matches.items.length === 0
            ? say('desk.match-none')
            : matches.items
                .map(({ instruction }) => say(`instruction.${instruction}` as TextKey))
                .join(say('text.comma'))}
        </output>
      )}
    </section>
  );
};
