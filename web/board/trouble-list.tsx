/** What is wrong with the house's own equipment, below the alarms and never among them; in a flood each kind is one line. */
import { memo, useCallback } from 'react';

import { endsByItself } from '../../src/alarms/trouble.js';
import type { Board, DeviceItem, TroubleItem } from '../../src/console/board.js';
import { grouped, type TroubleGroup } from '../../src/alarms/flood.js';
import { ProblemLine } from '../parts/answer.js';
import { HeldButton } from '../parts/held-button.js';
import { LevelMark } from '../parts/level-mark.js';
import { Scrolled } from '../parts/scrolled.js';
import { Age, Clock, lengthText } from '../parts/times.js';
import { useNames } from '../reference.js';
import { hrefOf } from '../routes.js';
import { useMay } from '../session.js';
import { sayOf, useSay } from '../texts/texts.js';
import { useSending } from '../use-sending.js';
import { NoneLine } from './none-line.js';
import { heaviest } from './trouble-order.js';

/** Beside those that end by themselves: what failed and is tried again until it is done needs no word of a person. */
const healsItself = new Set([...endsByItself, 'reaction', 'unraised']);

/** By how much the console's own clock is off, and how that is known. */
const OwnClockDetail = ({ trouble: { kind, detail } }: { readonly trouble: TroubleItem }) => {
  const say = useSay();
  const { note, offMs } = detail as { note?: string; offMs?: number };
  if (kind !== 'own-clock' || offMs === undefined) return null;
  const time = lengthText(say, Math.abs(offMs));
  return (
    <small className="quiet" data-testid="own-clock">
      {' '}
      {sayOf(say, 'own-clock', `${note}-${offMs > 0 ? 'ahead' : 'slow'}`, { time })}
    </small>
  );
};

/** Which device it is, else which place, and who where it is about a person. */
export const useSubject = (): ((trouble: TroubleItem) => string) => {
  const names = useNames();
  return ({ kind, device, place, detail }) => {
    if (device !== undefined) return names.device(device);
    const who = kind === 'no-contact' ? names.person(String(detail['note'])) : '';
    return [place === undefined ? '' : names.place(place), who].filter((part) => part !== '').join(' ');
  };
};

interface TroubleRowProps {
  readonly trouble: TroubleItem;
  /** absent for who may not, and for what ends by itself */
  readonly onClear?: ((id: string) => void) | undefined;
}

const TroubleRow = memo(({ trouble, onClear }: TroubleRowProps) => {
  const say = useSay();
  const subjectOf = useSubject();
  return (
    <li
      className="trouble-row"
      data-testid="trouble-row"
      data-kind={trouble.kind}
      data-urgent={trouble.urgent}
    >
      <LevelMark level={trouble.urgent ? 'emergency' : 'trouble'} />
      <span className="row-name">
        {subjectOf(trouble)} {sayOf(say, 'trouble', trouble.kind)}
        <OwnClockDetail trouble={trouble} />
      </span>
      <Age at={trouble.raisedAt} />
      {onClear === undefined || healsItself.has(trouble.kind) ? null : (
        <HeldButton isSmall tone="plain" data-testid="trouble-clear" onHeld={() => onClear(trouble.id)}>
          {say('trouble.clear')}
        </HeldButton>
      )}
    </li>
  );
});

interface GroupRowProps {
  readonly group: TroubleGroup;
  readonly onClear: TroubleRowProps['onClear'];
}

/** One line for all of a kind; each of them is there when it is opened. */
const GroupRow = ({ group: { kind, troubles }, onClear }: GroupRowProps) => {
  const say = useSay();
  return (
    <li className="trouble-group" data-testid="trouble-group" data-kind={kind}>
      <details>
        <summary>
          <LevelMark level="trouble" /> <span className="row-name">{sayOf(say, 'trouble', kind)}</span>
          <b className="number">×{troubles.length}</b>
        </summary>
        <ul>
          {troubles.map((trouble) => (
            <TroubleRow key={trouble.id} trouble={trouble} onClear={onClear} />
          ))}
        </ul>
      </details>
    </li>
  );
};

const Groups = ({
  groups,
  onClear,
}: { readonly groups: readonly TroubleGroup[] } & Pick<GroupRowProps, 'onClear'>) =>
  groups.map((group) => {
    const [only] = group.troubles;
    return group.troubles.length === 1 && only !== undefined ? (
      <TroubleRow key={only.id} trouble={only} onClear={onClear} />
    ) : (
      <GroupRow key={group.kind} group={group} onClear={onClear} />
    );
  });

/** No trouble was raised about them, for nobody knows that they were ever there; yet none of them would call. */
export const NeverHeard = memo(({ n, all }: { readonly n: number; readonly all: number }) => {
  const say = useSay();
  const mayRead = useMay('device:read');
  const told = say('board.never-heard', { n, all });
  return (
    <p className="never-heard" data-testid="never-heard" data-count={n}>
      <LevelMark level="trouble" /> {mayRead ? <a href={hrefOf('devices')}>{told}</a> : told}
    </p>
  );
});

/** Not those within a group that is folded. */
const countedTroubles = ':scope > div > ul > li';

const groupsOf = (troubles: readonly TroubleItem[], flood: Board['flood']): readonly TroubleGroup[] => {
  const ordered = heaviest(troubles);
  return flood === undefined ? ordered.map((one) => ({ kind: one.kind, troubles: [one] })) : grouped(ordered);
};

interface TroubleListProps {
  readonly devices: readonly DeviceItem[];
  readonly troubles: readonly TroubleItem[];
  readonly flood: Board['flood'];
  readonly hushed: ReadonlySet<string>;
  readonly onHush: () => void;
}

export const TroubleList = memo(({ devices, troubles, flood, hushed, onHush }: TroubleListProps) => {
  const say = useSay();
  const mayClear = useMay('alarm:acknowledge');
  const sending = useSending(() => undefined);
  const isRinging = troubles.some((trouble) => !trouble.urgent && !hushed.has(trouble.id));
  const { send } = sending;
  const clear = useCallback((id: string) => send(`/troubles/${encodeURIComponent(id)}/clear`), [send]);
  const onClear = mayClear ? clear : undefined;
  const never = devices.filter(({ state }) => state === 'never-heard').length;
  return (
    <section className="list-part" aria-label={say('board.troubles')}>
      <h2>
        {say('board.troubles')}{' '}
        {troubles.length === 0 && never > 0 ? null : <span className="number">{troubles.length}</span>}
        {isRinging ? (
          <button type="button" className="button plain small" onClick={onHush} data-testid="trouble-hush">
            {say('trouble.hush')}
          </button>
        ) : null}
      </h2>
      {flood === undefined ? null : (
        <p className="quiet flood-line" data-testid="flood">
          {say('flood.line')} <Clock at={flood.since} />
        </p>
      )}
      {troubles.length === 0 && never === 0 ? <NoneLine text="board.no-troubles" /> : null}
      {never === 0 ? null : <NeverHeard n={never} all={devices.length} />}
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
      <Scrolled label={say('board.troubles')} items={countedTroubles}>
        <ul>
          <Groups groups={groupsOf(troubles, flood)} onClear={onClear} />
        </ul>
      </Scrolled>
    </section>
  );
});
