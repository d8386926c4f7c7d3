/** What was ever done with one exhibit; looking it up is itself an entry, so it opens only by a press. */
import { useState } from 'react';

import { useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import type { EvidenceFile } from '../wire.js';
import { Answer } from './answer.js';
import { Timeline } from './timeline.js';

export const Custody = ({ id }: { readonly id: string }) => {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const file = useFetched<EvidenceFile>(isOpen ? `/evidence/${encodeURIComponent(id)}` : null);
  return (
    <div className="custody" data-testid="custody">
      <button
        type="button"
        className="button plain small"
        aria-expanded={isOpen}
        data-testid="custody-open"
        onClick={() => setOpen(!isOpen)}
      >
        {say(isOpen ? 'custody.close' : 'custody.open')}
      </button>
      {isOpen ? <Answer of={file}>{({ chain }) => <Timeline facts={chain.toReversed()} />}</Answer> : null}
    </div>
  );
};
