/** Which alarm stands first, which one is chosen, and what its next act is. */
import { drillOf, laterOf } from '../../src/alarms/alarm.js';
import { sounds } from '../../src/alarms/annunciation.js';
import type { AlarmItem, Level, Response } from '../../src/console/board.js';

const levels: readonly Level[] = ['emergency', 'high', 'medium', 'trouble'];
const rank = (level: Level): number => levels.indexOf(level);

export const isUnacknowledged = (alarm: AlarmItem): boolean => sounds(alarm.annunciation);

/** What nobody has acknowledged comes first, then the real before a drill's, then the worse, then the newer. */
export const inOrder = (alarms: readonly AlarmItem[]): readonly AlarmItem[] =>
  alarms.toSorted(
    (a, b) =>
      Number(isUnacknowledged(b)) - Number(isUnacknowledged(a)) ||
      Number(drillOf(a) !== undefined) - Number(drillOf(b) !== undefined) ||
      rank(a.level) - rank(b.level) ||
      (a.raisedAt < b.raisedAt ? 1 : -1),
  );

/** Whoever is called into such a room over its own radio is betrayed, whatever else rings there. */
export const isSilentAt = (alarms: readonly AlarmItem[], place: string): boolean =>
  alarms.some((alarm) => alarm.place === place && alarm.pattern === 'silent' && alarm.response !== 'closed');

type Standing = Pick<AlarmItem, 'response' | 'annunciation'>;

export type Verb = 'acknowledge' | 'respond' | 'arrive' | 'control' | 'close';

export const responses: readonly Response[] = [
  'raised',
  'acknowledged',
  'responding',
  'on-scene',
  'controlled',
  'closed',
];
export const verbs: readonly Verb[] = ['acknowledge', 'respond', 'arrive', 'control', 'close'];
export const resultOf: Readonly<Record<Verb, Response>> = {
  acknowledge: 'acknowledged',
  respond: 'responding',
  arrive: 'on-scene',
  control: 'controlled',
  close: 'closed',
};

export const nextVerb = ({ response, annunciation }: Standing): Verb | undefined =>
  sounds(annunciation) && response !== 'closed' ? 'acknowledge' : verbs[responses.indexOf(response)];

/** A verb may skip states forward; the same again or a step back is refused, but what rings again may be acknowledged again. */
export const mayStill = (verb: Verb, { response, annunciation }: Standing): boolean =>
  responses.indexOf(resultOf[verb]) > responses.indexOf(response) ||
  (verb === 'acknowledge' && response !== 'closed' && sounds(annunciation));

/**
 * The newest emergency chooses itself unless someone is writing; what is chosen stays while it is open.
 * @param known ids that this screen had before
 */
export const choose = (
  chosen: string | undefined,
  ordered: readonly AlarmItem[],
  known: ReadonlySet<string>,
  isWriting: boolean,
): string | undefined => {
  const newcomers = ordered.filter(
    (alarm) => alarm.level === 'emergency' && isUnacknowledged(alarm) && !known.has(alarm.id),
  );
  const newest = newcomers.toSorted((a, b) => (a.raisedAt < b.raisedAt ? 1 : -1))[0];
  const isOpen = ordered.some((alarm) => alarm.id === chosen);
  if (newest !== undefined && !(isWriting && isOpen)) return newest.id;
  return isOpen ? chosen : ordered[0]?.id;
};

/** What was pressed here and not yet told back by a fact. */
export type Pending = ReadonlyMap<string, Act>;
export interface Act {
  readonly verb: Verb;
  /** the press that it answers: what is pressed after it rings, whatever was answered before */
  readonly pressedAt: string;
}

const stillStands = (act: Act | undefined, alarm: AlarmItem): act is Act =>
  act !== undefined && act.pressedAt === alarm.pressedAt && mayStill(act.verb, alarm);

export const withPending = (alarms: readonly AlarmItem[], pending: Pending): readonly AlarmItem[] =>
  pending.size === 0
    ? alarms
    : alarms.map((alarm) => {
        const act = pending.get(alarm.id);
        return !stillStands(act, alarm) || act.verb === 'close'
          ? alarm
          : {
              ...alarm,
              response: laterOf(resultOf[act.verb], alarm.response),
              annunciation: 'acknowledged' as const,
            };
      });

/** Those whose fact has come are no longer pending. */
export const settled = (pending: Pending, alarms: readonly AlarmItem[]): Pending => {
  const byId = new Map(alarms.map((alarm) => [alarm.id, alarm]));
  const left = [...pending].filter(([id, act]) => {
    const alarm = byId.get(id);
    return alarm !== undefined && stillStands(act, alarm);
  });
  return left.length === pending.size ? pending : new Map(left);
};
