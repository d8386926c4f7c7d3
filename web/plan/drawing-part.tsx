/** The court's own drawing: hung from an SVG file, told what was left out of it, taken down again. */
import { useState } from 'react';

import { asProblem, end, put, type Problem } from '../api.js';
import { ProblemLine } from '../parts/answer.js';
import { HeldButton } from '../parts/held-button.js';
import { FileButton } from '../parts/file-button.js';
import { useSay } from '../texts/texts.js';

interface Hung {
  readonly removed: readonly string[];
}

const takeDown = async (): Promise<undefined> => {
  await end('/places/plan.svg');
  return undefined;
};

interface DrawingPartProps {
  /** what would stand on it is known */
  readonly isRead: boolean;
  readonly onChanged: () => void;
}

export const DrawingPart = ({ isRead, onChanged }: DrawingPartProps) => {
  const say = useSay();
  const [hung, setHung] = useState<Hung>();
  const [problem, setProblem] = useState<Problem>();
  const take = async (work: () => Promise<Hung | undefined>): Promise<void> => {
    setProblem(undefined);
    try {
      setHung(await work());
      onChanged();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  return (
    <section aria-labelledby="drawing">
      <h2 id="drawing">{say('plan.drawing')}</h2>
      <p className="quiet">{say('plan.drawing-how')}</p>
      <p className="upload">
        <FileButton
          accept=".svg,image/svg+xml"
          isDisabled={!isRead}
          title={say('needs.places')}
          data-testid="plan-file"
          onFile={(file) => {
            const svg = new Blob([file], { type: 'image/svg+xml' });
            void take(() => put<Hung>('/places/plan.svg', svg));
          }}
        >
          {say('plan.hang')}
        </FileButton>
        <HeldButton
          tone="plain"
          disabled={!isRead}
          title={say('needs.places')}
          data-testid="plan-take-down"
          onHeld={() => void take(takeDown)}
        >
          {say('plan.take-down')}
        </HeldButton>
      </p>
      {hung === undefined ? null : (
        <output data-testid="plan-hung">
          {hung.removed.length === 0
            ? say('plan.hung-whole')
            : say('plan.hung-without', { what: hung.removed.join(say('text.comma')) })}
        </output>
      )}
      {problem === undefined ? null : <ProblemLine problem={problem} />}
    </section>
  );
};
