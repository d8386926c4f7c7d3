/** What does not work, with its mark and its colour and nothing louder, since somebody may look at the page. */
import type { ReactNode } from 'react';

import { LevelMark } from '../parts/level-mark.js';
import '../styles/judge.css';

interface TroubleLineProps {
  readonly children: ReactNode;
  readonly 'data-testid': string;
  readonly 'data-state'?: string;
}

export const TroubleLine = ({ children, ...marks }: TroubleLineProps) => (
  <output className="trouble-line" {...marks}>
    <LevelMark level="trouble" />
    <b>{children}</b>
  </output>
);
