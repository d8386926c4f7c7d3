/** The screener's desk: one lane, large targets, three touches from the item to the slip. */
import { useState } from 'react';

import type { Fact } from '../../src/console/board.js';
import type { LaneDetail } from '../../src/screening/lane.js';
import type { SlipItem } from '../../src/screening/slip.js';
import { Answer, EmptyLine, GoTo, ProblemLine } from '../parts/answer.js';
import { sayOf, useSay, type Say } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import { useSending } from '../use-sending.js';
import { GuardTelephone } from '../parts/guard-telephone.js';
import { Crew } from './crew.js';
import { Deciding, type Decided } from './deciding.js';
import { IssuedSlip } from './issued-slip.js';
import { MatchBox } from './match-box.js';
import { WaitingCount } from './waiting-count.js';

const remembered = 'screening-lane';
const concerns = (fact: Fact): boolean => fact.type.startsWith('lane.');

const LaneTabs = ({
  lanes,
  chosen,
  onChoose,
}: {
  readonly lanes: readonly LaneDetail[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}) => (
  <div className="desk-lanes" role="tablist" aria-label={useSay()('desk.lane')}>
    {lanes.map((lane) => (
      <button
        key={lane.id}
        type="button"
        role="tab"
        aria-selected={lane.id === chosen}
        className="desk-button"
        data-testid="desk-lane"
        data-lane={lane.id}
        onClick={() => onChoose(lane.id)}
      >
        {lane.name}
      </button>
    ))}
  </div>
);

const LaneDesk = ({ lane }: { readonly lane: LaneDetail }) => {
  const say = useSay();
  const [slip, setSlip] = useState<SlipItem>();
  const [decided, setDecided] = useState<Decided>();
  const sending = useSending<{ slip?: SlipItem }>((answer) => setSlip(answer.slip));
  const decide = (next: Decided): void => {
    setDecided(next);
    sending.send(`/screening/${lane.id}/decisions`, next);
  };
  const told = sending.isBusy || sending.problem !== undefined ? undefined : decided;
  if (slip !== undefined)
    return (
      <>
        <Crew lane={lane} />
        <IssuedSlip slip={slip} onDone={() => setSlip(undefined)} />
      </>
    );
  return (
    <>
      <Crew lane={lane} />
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
      {told === undefined ? null : (
        <output className="desk-told" data-testid="desk-told">
          {toldText(say, told)}
        </output>
      )}
      <Deciding key={lane.id} lane={lane} isBusy={sending.isBusy} onDecide={decide} />
      <div className="desk-feet">
        <WaitingCount lane={lane} />
        <MatchBox lane={lane.id} />
      </div>
    </>
  );
};

const toldText = (say: Say, { outcome, class: found }: Decided): string => {
  if (outcome !== 'refused' && outcome !== 'fled')
    return say('desk.sent', { what: sayOf(say, 'decision', outcome) });
  return say(found === undefined || found === 'metal' ? 'desk.opened' : 'desk.alarmed');
};

export const Desk = () => {
  const say = useSay();
  const read = useFetched<{ items: readonly LaneDetail[] }>('/screening', concerns);
  const [wanted, setWanted] = useState(() => localStorage.getItem(remembered) ?? '');
  const lanes = read.value?.items ?? [];
  const lane = lanes.find(({ id }) => id === wanted) ?? lanes[0];
  if (lane === undefined)
    return (
      <div className={read.problem === undefined ? undefined : 'desk-unread'}>
        <Answer of={read}>
          {() => <EmptyLine next={<GoTo page="devices" />}>{say('screening.no-lanes')}</EmptyLine>}
        </Answer>
        {read.problem === undefined ? null : (
          <p className="explain">
            {say('desk.on-paper')} <GuardTelephone />
          </p>
        )}
      </div>
    );
  const choose = (id: string): void => {
    localStorage.setItem(remembered, id);
    setWanted(id);
  };
  return (
    <section className="desk" data-testid="desk" data-lane={lane.id}>
      {lanes.length > 1 ? <LaneTabs lanes={lanes} chosen={lane.id} onChoose={choose} /> : null}
      <LaneDesk key={lane.id} lane={lane} />
    </section>
  );
};
