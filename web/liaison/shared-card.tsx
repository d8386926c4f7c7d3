/** One incident as the station has it: short, with what is to be done; the talk and the packets open below it. */
import { useCallback, useState } from 'react';

import type { IncidentItem, Level } from '../../src/console/board.js';
import { toMs } from '../../src/kernel/clock.js';
import { useLive } from '../live/live-context.js';
import type { LiveState } from '../live/live-machine.js';
import { PacketCard } from '../packet/packet-card.js';
import { CutLine } from '../live/cut-line.js';
import { ProblemLine } from '../parts/answer.js';
import { Dotted } from '../parts/dotted.js';
import { LevelMark } from '../parts/level-mark.js';
import { SilentLine } from '../parts/silent-line.js';
import { Clock, Moment, Running } from '../parts/times.js';
import { useNames } from '../reference.js';
import { sayOf, useSay, type Say } from '../texts/texts.js';
import { betweenMs, runningText } from '../times.js';
import { useSending, type Sending } from '../use-sending.js';
import { worstLevel } from '../watch/ringing.js';
import { furtherPress } from './further-press.js';
import { LiaisonPart } from './liaison-part.js';
import { ReceiptPart } from './receipt-part.js';
import { seePress, useSeenPresses } from './seen-presses.js';
import type { SharedIncident } from './shared-order.js';

const Accept = ({ incident, sending }: { readonly incident: IncidentItem; readonly sending: Sending }) => {
  const say = useSay();
  const names = useNames();
  if (incident.accepted !== undefined)
    return (
      <p data-testid="police-accepted">
        ✓ {say('police.accepted')} <Clock at={incident.accepted.at} /> {names.actor(incident.accepted.by)}
      </p>
    );
  return (
    <>
      <button
        type="button"
        className="button main large"
        data-testid="police-accept"
        disabled={sending.isBusy}
        onClick={() => sending.send(`/incidents/${encodeURIComponent(incident.id)}/accept`)}
      >
        {say(sending.isBusy ? 'police.accepting' : 'police.accept')}
      </button>
      <CutLine text="cut.press-police" />
    </>
  );
};

/** How the station ended it, and how long it took: nothing runs any more. */
const Ended = ({ incident: { policeClosed, openedAt } }: { readonly incident: IncidentItem }) => {
  const say = useSay();
  if (policeClosed === undefined) return null;
  const { at, result } = policeClosed;
  return (
    <p data-testid="police-ended">
      <Dotted>
        <>
          ✓ {say('police.closed')} <Clock at={at} />
        </>
        {result === undefined ? null : sayOf(say, 'police-result', result)}
        {say('police.took', { n: runningText(betweenMs(toMs(openedAt), toMs(at))) })}
      </Dotted>
    </p>
  );
};

/** The button was pressed again while the station works on it: rings until somebody says that it was seen. */
const Again = ({ incident, pressedAt }: { readonly incident: string; readonly pressedAt: string }) => {
  const say = useSay();
  return (
    <div className="police-again" data-testid="police-again">
      <LevelMark level="emergency" />
      <b>{say('police.pressed-again')}</b> <Moment at={pressedAt} />
      <button
        type="button"
        className="button main"
        data-testid="police-again-seen"
        onClick={() => seePress(incident, pressedAt)}
      >
        {say('police.again-seen')}
      </button>
    </div>
  );
};

/** 一键报警 or 静默报警: what tells two of the same room apart. */
const kindOf = ({ incident, alarms }: SharedIncident, say: Say): string =>
  alarms.length === 0
    ? say(`source.${incident.source}`)
    : [
        ...new Set(
          alarms.map(({ pattern, source }) =>
            pattern === undefined ? sayOf(say, 'source', source) : sayOf(say, 'pattern', pattern),
          ),
        ),
      ].join(say('text.comma'));

const What = (shared: SharedIncident) => {
  const { incident, alarms, group } = shared;
  const say = useSay();
  const names = useNames();
  const newest = alarms.at(-1);
  const codes = incident.findings.filter(({ status }) => status !== 'rejected');
  return (
    <div className="police-what">
      <p>
        <Dotted>
          {group === 'over' ? kindOf(shared, say) : null}
          {say(`zone.${incident.zone}`)}
          <Moment at={incident.openedAt} />
          {newest === undefined || group === 'over'
            ? null
            : say('police.court-is', { state: say(`response.${newest.response}`) })}
        </Dotted>
      </p>
      {incident.report?.text === undefined ? null : <blockquote>{incident.report.text}</blockquote>}
      {codes.length === 0 ? null : (
        <ul className="police-codes">
          {codes.map((finding) => (
            <li key={finding.id}>
              <b className="code">{finding.code}</b> {names.code(finding.code)}{' '}
              <span className="tag">{say(`finding.${finding.status}`)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};

/** A word from the court opens a card that was closed. */
const useOpen = (incident: string, atFirst: boolean) => {
  const [isOpen, setOpen] = useState(atFirst);
  const said = useLive(
    useCallback(
      ({ recent }: LiveState) =>
        recent.findLast(({ type, subject }) => type === 'liaison.message' && subject.id === incident)?.seq,
      [incident],
    ),
  );
  const [heard, setHeard] = useState(said);
  if (said !== heard) {
    setHeard(said);
    setOpen(true);
  }
  return [isOpen, setOpen] as const;
};

/** What is over has neither a level nor a clock. */
const Head = ({ shared, level }: { readonly shared: SharedIncident; readonly level: Level }) => {
  const say = useSay();
  const { incident, alarms, group } = shared;
  const place = <h3>{useNames().fullPlace(incident.place)}</h3>;
  if (group === 'over') return <header>{place}</header>;
  return (
    <>
      <header>
        <LevelMark level={level} withWord />
        <b data-testid="police-kind">{kindOf(shared, say)}</b>
        {place}
        <span className="police-clock">
          <small className="quiet">{say('police.open-for')}</small> <Running since={incident.openedAt} />
        </span>
      </header>
      <SilentLine place={incident.place} isOther={alarms.every(({ pattern }) => pattern !== 'silent')} />
    </>
  );
};

export const SharedCard = ({
  shared,
  isOpenAtFirst,
}: {
  readonly shared: SharedIncident;
  readonly isOpenAtFirst: boolean;
}) => {
  const say = useSay();
  const { incident, alarms, group } = shared;
  const [isOpen, setOpen] = useOpen(incident.id, isOpenAtFirst);
  const sending = useSending(() => setOpen(true));
  const level = worstLevel(alarms) ?? 'high';
  const again = furtherPress(incident, alarms, useSeenPresses());
  return (
    <li
      className="police-incident"
      data-testid="police-incident"
      data-incident={incident.id}
      data-level={group === 'over' ? 'none' : level}
      data-group={group}
      data-ringing={group === 'waiting' || again !== undefined}
    >
      <span className="flash-bar" aria-hidden="true" />
      <Head shared={shared} level={level} />
      {again === undefined ? null : <Again incident={incident.id} pressedAt={again} />}
      <What {...shared} />
      <div className="police-act">
        {group === 'over' ? <Ended incident={incident} /> : <Accept incident={incident} sending={sending} />}
      </div>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
      <details
        open={isOpen}
        data-testid="police-more"
        onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      >
        <summary>
          {say('police.more')}
          {incident.packets.length === 0 ? '' : ` · ${say('police.packets', { n: incident.packets.length })}`}
        </summary>
        {isOpen ? (
          <>
            <LiaisonPart incident={incident.id} />
            <ul className="packets">
              {incident.packets.map(({ id, state }) => (
                <li key={id}>
                  <ul className="packets">
                    <PacketCard id={id} state={state} />
                  </ul>
                  <ReceiptPart packet={id} />
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </details>
    </li>
  );
};
