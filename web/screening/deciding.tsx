/** From what was found to what was decided: the outcome, the item, done. */
import { useState } from 'react';

import type { LaneDetail, LaneStep } from '../../src/screening/lane.js';
import { useNowMs } from '../court-time.js';
import { Age } from '../parts/times.js';
import { sayOf, useSay } from '../texts/texts.js';
import { keeps, keptItems, seenItems, waitingDetection, type Choice, type KeptItem } from './items.js';

export interface Decided {
  readonly outcome: string;
  readonly detection?: { readonly boot: string; readonly seq: number };
  readonly class?: string;
  readonly item?: string;
  readonly handChecked: boolean;
}

const outcomes = ['cleared', 'deposited', 'withheld', 'handed-over', 'refused', 'fled'] as const;

const nothingToClear = 'nothing-to-clear';

const Found = ({ detection }: { readonly detection: LaneStep | undefined }) => {
  const say = useSay();
  if (detection === undefined)
    return (
      <p className="desk-found quiet" id={nothingToClear}>
        {say('desk.nothing-to-clear')}
      </p>
    );
  return (
    <p className="desk-found" data-testid="desk-found" data-class={detection.class}>
      <span className="quiet">{say('desk.found')}</span> <b>{sayOf(say, 'class', detection.class ?? '')}</b>
      {detection.zoneCode === undefined ? null : (
        <span>{say('desk.found-zone', { zone: detection.zoneCode })}</span>
      )}
      <Age at={detection.at} />
    </p>
  );
};

interface StepProps {
  readonly outcome: string;
  readonly onBack: () => void;
  readonly onChoose: (choice: Partial<Choice> & Pick<Choice, 'text'>) => void;
}

const Items = ({ outcome, onBack, onChoose }: StepProps) => {
  const say = useSay();
  const choices = keeps(outcome) ? keptItems : seenItems;
  return (
    <>
      <h2>
        {sayOf(say, 'deciding', outcome)} · {say(keeps(outcome) ? 'desk.which-item' : 'desk.which-danger')}
      </h2>
      <div className="desk-grid">
        {choices.map((choice) => (
          <button
            key={choice.text}
            type="button"
            className="desk-button"
            data-testid="desk-item"
            data-item={choice.text}
            onClick={() => onChoose(choice)}
          >
            {say(choice.text)}
          </button>
        ))}
        <button type="button" className="desk-button plain" onClick={onBack}>
          {say('desk.back')}
        </button>
      </div>
    </>
  );
};

const HandChecked = ({ is, onTurn }: { readonly is: boolean; readonly onTurn: () => void }) => {
  const say = useSay();
  return (
    <button
      type="button"
      className="desk-button"
      aria-pressed={is}
      data-testid="desk-hand-checked"
      onClick={onTurn}
    >
      {say(is ? 'desk.hand-checked' : 'desk.not-hand-checked')}
    </button>
  );
};

interface DecidingProps {
  readonly lane: LaneDetail;
  readonly isBusy: boolean;
  readonly onDecide: (decided: Decided) => void;
}

export const Deciding = ({ lane, isBusy, onDecide }: DecidingProps) => {
  const say = useSay();
  const nowMs = useNowMs();
  const [outcome, setOutcome] = useState<string>();
  const [choice, setChoice] = useState<KeptItem>();
  const [handChecked, setHandChecked] = useState(false);
  const detection = waitingDetection(lane.recent, nowMs);
  const about = detection === undefined ? {} : { detection: { boot: detection.boot, seq: detection.seq } };
  const back = (): void => {
    setOutcome(undefined);
    setChoice(undefined);
  };
  const send = (decided: Omit<Decided, 'handChecked'>): void => {
    onDecide({ ...about, ...decided, handChecked });
    setHandChecked(false);
    back();
  };
  const press = (next: string): void => (next === 'cleared' ? send({ outcome: next }) : setOutcome(next));
  const choose = (next: Partial<Choice> & Pick<Choice, 'text'>): void => {
    if (outcome === undefined) return;
    if (keeps(outcome)) setChoice(next as KeptItem);
    else send({ outcome, ...(next.class === undefined ? {} : { class: next.class }) });
  };

  if (outcome !== undefined && choice !== undefined)
    return (
      <Issue
        what={`${sayOf(say, 'deciding', outcome)} · ${say(choice.text)}`}
        isBusy={isBusy}
        onBack={back}
        onIssue={() => send({ outcome, class: choice.class, item: choice.written })}
      />
    );
  if (outcome !== undefined) return <Items outcome={outcome} onBack={back} onChoose={choose} />;
  return (
    <>
      <Found detection={detection} />
      <div className="desk-grid" data-testid="desk-outcomes">
        {outcomes.map((one) => (
          <button
            key={one}
            type="button"
            className="desk-button"
            data-outcome={one}
            data-testid="desk-outcome"
            disabled={isBusy || (one === 'cleared' && detection === undefined)}
            aria-describedby={one === 'cleared' && detection === undefined ? nothingToClear : undefined}
            title={one === 'cleared' && detection === undefined ? say('needs.detection') : undefined}
            onClick={() => press(one)}
          >
            {sayOf(say, 'deciding', one)}
          </button>
        ))}
        <HandChecked is={handChecked} onTurn={() => setHandChecked((before) => !before)} />
      </div>
    </>
  );
};

interface IssueProps {
  readonly what: string;
  readonly isBusy: boolean;
  readonly onBack: () => void;
  readonly onIssue: () => void;
}

const Issue = ({ what, isBusy, onBack, onIssue }: IssueProps) => {
  const say = useSay();
  return (
    <>
      <h2>{what}</h2>
      <div className="desk-grid">
        <button
          type="button"
          className="desk-button main"
          data-testid="desk-issue"
          disabled={isBusy}
          onClick={onIssue}
        >
          {say('desk.issue-plain')}
        </button>
        <button type="button" className="desk-button plain" onClick={onBack}>
          {say('desk.back')}
        </button>
      </div>
    </>
  );
};
