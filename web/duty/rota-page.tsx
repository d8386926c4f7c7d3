/** The rota of a week: who stands on which post when, where nobody does, and how people are reached. */
import { useState } from 'react';

import type { Fact } from '../../src/console/board.js';
import type { RotaWeek, Turn } from '../../src/duty/rota.js';
import { dayAfter, mondayOf } from '../../src/duty/week.js';
import { useNowMs, useTimeZone } from '../court-time.js';
import { Answer, ProblemLine } from '../parts/answer.js';
import { useMay } from '../session.js';
import { useSay } from '../texts/texts.js';
import { partsOf } from '../times.js';
import { useFetched } from '../use-fetched.js';
import { AddLine } from './add-line.js';
import { ContactsPart } from './contacts-part.js';
import { PostsPart } from './posts-part.js';
import { RotaWarnings } from './rota-warnings.js';
import { RotaGrid, type Cell } from './rota-grid.js';
import { TurnLine } from './turn-line.js';
import { useRotaActs } from './use-rota-acts.js';
import '../styles/administration.css';
import '../styles/pages.css';
import '../styles/rota.css';

const concerns = ({ type }: Fact): boolean => type.startsWith('rota.');

interface WeekToolsProps {
  readonly week: string;
  readonly thisWeek: string;
  /** what stands in the week is known: nothing is copied blindly */
  readonly isRead: boolean;
  readonly onWeek: (week: string) => void;
  readonly onCopy: () => void;
}

const WeekTools = ({ week, thisWeek, isRead, onWeek, onCopy }: WeekToolsProps) => {
  const say = useSay();
  const mayManage = useMay('policy:manage');
  return (
    <div className="page-tools">
      <h2 className="number">{say('rota.week', { from: week, to: dayAfter(week, 6) })}</h2>
      <button type="button" className="button plain" onClick={() => onWeek(dayAfter(week, -7))}>
        {say('rota.before')}
      </button>
      <button
        type="button"
        className="button plain"
        aria-pressed={week === thisWeek}
        onClick={() => onWeek(thisWeek)}
      >
        {say('rota.this-week')}
      </button>
      <button
        type="button"
        className="button plain"
        data-testid="rota-next"
        onClick={() => onWeek(dayAfter(week, 7))}
      >
        {say('rota.after')}
      </button>
      {mayManage && week >= thisWeek ? (
        <button
          type="button"
          className="button plain"
          disabled={!isRead}
          title={isRead ? undefined : say('needs.reading')}
          data-testid="rota-copy"
          onClick={onCopy}
        >
          {say('rota.copy')}
        </button>
      ) : null}
    </div>
  );
};

/** What the chief has under his hand: a turn that he chose, or a time to be filled. */
interface Hand {
  readonly turn?: Turn;
  readonly isSwapping?: boolean;
  readonly cell?: Cell;
}

interface WeekProps {
  readonly rota: RotaWeek;
  readonly hand: Hand;
  readonly onHand: (hand: Hand) => void;
  readonly acts: ReturnType<typeof useRotaActs>;
}

const Week = ({ rota, hand, onHand, acts }: WeekProps) => {
  const press = (turn: Turn): void => {
    if (hand.isSwapping === true && hand.turn !== undefined && hand.turn.id !== turn.id) {
      acts.swap([hand.turn, turn]);
      onHand({});
    } else onHand(hand.turn?.id === turn.id ? {} : { turn });
  };
  return (
    <>
      <RotaWarnings {...rota} />
      <RotaGrid
        rota={rota}
        {...(hand.turn === undefined ? {} : { chosen: hand.turn.id })}
        onTurn={press}
        onCell={(cell) => onHand({ cell })}
      />
      {hand.turn === undefined ? null : (
        <TurnLine
          turn={hand.turn}
          isSwapping={hand.isSwapping === true}
          onSwap={() => onHand({ ...hand, isSwapping: true })}
          onRemove={(turn) => {
            acts.remove([turn]);
            onHand({});
          }}
          onLeft={() => onHand({})}
        />
      )}
      {hand.cell === undefined ? null : (
        <AddLine
          key={`${hand.cell.post} ${hand.cell.span.startsAt}`}
          cell={hand.cell}
          week={rota.week}
          onAdd={(turn) => {
            acts.add([turn]);
            onHand({});
          }}
          onLeft={() => onHand({})}
        />
      )}
    </>
  );
};

const RotaPage = () => {
  const say = useSay();
  const timeZone = useTimeZone();
  const nowMs = useNowMs();
  const thisWeek = mondayOf(partsOf(nowMs, timeZone).date);
  const [chosen, setChosen] = useState<string>();
  const [hand, setHand] = useState<Hand>({});
  const week = chosen ?? thisWeek;
  const rota = useFetched<RotaWeek>(`/rota?week=${week}`, concerns);
  const acts = useRotaActs(rota.reload);
  return (
    <div className="page rota-page" data-testid="rota">
      <WeekTools
        week={week}
        thisWeek={thisWeek}
        isRead={rota.value !== undefined}
        onWeek={(next) => {
          setHand({});
          setChosen(next);
        }}
        onCopy={() => acts.copy(dayAfter(week, -7), week)}
      />
      <Answer of={rota}>
        {(value) => (
          <>
            <Week rota={value} hand={hand} onHand={setHand} acts={acts} />
            <output className="rota-done" data-testid="rota-done">
              {acts.done?.text}
              {acts.done?.undo === undefined ? null : (
                <button
                  type="button"
                  className="button plain small"
                  data-testid="rota-undo"
                  onClick={acts.done.undo}
                >
                  {say('rota.undo')}
                </button>
              )}
            </output>
            {acts.problem === undefined ? null : <ProblemLine problem={acts.problem} />}
            <PostsPart posts={value.posts} onChanged={rota.reload} />
          </>
        )}
      </Answer>
      <ContactsPart />
    </div>
  );
};

export default RotaPage;
