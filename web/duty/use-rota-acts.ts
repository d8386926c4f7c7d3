/** What is done to the rota, each with the way back. */
import { useState } from 'react';

import type { NewTurn, Turn } from '../../src/duty/rota.js';
import { asProblem, tell, type Problem } from '../api.js';
import { useNames } from '../reference.js';
import { useSay } from '../texts/texts.js';
import type { List } from '../wire.js';
import { useSpanText } from './span-text.js';

interface Done {
  readonly text: string;
  readonly undo?: () => void;
}

export interface RotaActs {
  readonly done?: Done;
  readonly problem?: Problem;
  readonly add: (turns: readonly NewTurn[]) => void;
  readonly remove: (turns: readonly Turn[]) => void;
  readonly swap: (turns: readonly [Turn, Turn]) => void;
  readonly copy: (from: string, to: string) => void;
}

const idsOf = (turns: readonly Turn[]): readonly string[] => turns.map(({ id }) => id);
const bare = ({ post, person, startsAt, endsAt }: NewTurn): NewTurn => ({ post, person, startsAt, endsAt });

export const useRotaActs = (onChanged: () => void): RotaActs => {
  const say = useSay();
  const names = useNames();
  const spanText = useSpanText();
  const [done, setDone] = useState<Done>();
  const [problem, setProblem] = useState<Problem>();
  const run = async (act: () => Promise<Done>): Promise<void> => {
    setProblem(undefined);
    setDone(undefined);
    try {
      setDone(await act());
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
    onChanged();
  };
  const put = (turns: readonly NewTurn[]): Promise<List<Turn>> =>
    tell<List<Turn>>('/rota/turns', { turns: turns.map(bare) });
  const takeOff = (turns: readonly Turn[]): Promise<unknown> =>
    tell('/rota/removals', { turns: idsOf(turns) });
  const undone: Done = { text: say('rota.undone') };
  const undoing = (back: () => Promise<unknown>) => (): void =>
    void run(async () => {
      await back();
      return undone;
    });
  const toldOf = (turn: NewTurn | undefined) => ({
    who: turn === undefined ? '' : names.person(turn.person),
    post: turn === undefined ? '' : names.place(turn.post),
    when: turn === undefined ? '' : spanText(turn),
  });
  return {
    ...(done === undefined ? {} : { done }),
    ...(problem === undefined ? {} : { problem }),
    add: (turns) =>
      void run(async () => {
        const { items } = await put(turns);
        return { text: say('rota.added', toldOf(turns[0])), undo: undoing(() => takeOff(items)) };
      }),
    remove: (turns) =>
      void run(async () => {
        await takeOff(turns);
        return { text: say('rota.removed', toldOf(turns[0])), undo: undoing(() => put(turns)) };
      }),
    swap: (turns) =>
      void run(async () => {
        const swap = (): Promise<unknown> => tell('/rota/swaps', { turns: idsOf(turns) });
        await swap();
        const [one, two] = turns.map(({ person }) => names.person(person));
        return { text: say('rota.swapped', { one: one ?? '', two: two ?? '' }), undo: undoing(swap) };
      }),
    copy: (from, to) =>
      void run(async () => {
        const { items } = await tell<List<Turn>>('/rota/copies', { from, to });
        if (items.length === 0) return { text: say('rota.nothing-copied') };
        return { text: say('rota.copied', { n: items.length }), undo: undoing(() => takeOff(items)) };
      }),
  };
};
