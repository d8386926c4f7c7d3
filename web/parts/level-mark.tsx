/** A level is always told by shape as well as by colour; the word stands beside it. */
import type { Level } from '../../src/console/board.js';
import { useSay } from '../texts/texts.js';

const shapes: Readonly<Record<Level, React.ReactNode>> = {
  emergency: (
    <>
      <rect x="1" y="1" width="18" height="18" rx="2" fill="currentColor" />
      <path d="M8.8 4.5h2.4v7.2H8.8zM8.8 13.4h2.4v2.3H8.8z" fill="var(--on-level)" />
    </>
  ),
  high: <path d="M10 0.5 19.5 10 10 19.5 0.5 10z" fill="currentColor" />,
  medium: <path d="M10 1.5 19.5 18.5H0.5z" fill="currentColor" />,
  trouble: (
    <>
      <circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" strokeWidth="2.6" />
      <path d="M4.5 15.5 15.5 4.5" stroke="currentColor" strokeWidth="2.6" />
    </>
  ),
};

interface LevelMarkProps {
  readonly level: Level;
  readonly withWord?: boolean;
}

export const LevelMark = ({ level, withWord = false }: LevelMarkProps) => {
  const word = useSay()(`level.${level}`);
  return (
    <span className="level-mark" data-level={level}>
      <svg viewBox="0 0 20 20" role="img" aria-label={word}>
        {shapes[level]}
      </svg>
      {withWord ? <span aria-hidden="true">{word}</span> : null}
    </span>
  );
};

/** Something was not done and nothing is broken: a shape and no colour of any level. */
export const RefusedMark = () => (
  <span className="level-mark" aria-hidden="true">
    <svg viewBox="0 0 20 20">
      <path d="M3.5 3.5 16.5 16.5M16.5 3.5 3.5 16.5" stroke="currentColor" strokeWidth="2.6" />
    </svg>
  </span>
);
