/** The police liaison: only what was shared, how bad, how long, accept, and the packet with its proof. */
import { useState } from 'react';

import type { AlarmItem, IncidentItem } from '../../src/console/board.js';
import { asProblem, tell, type Problem } from '../api.js';
import { useBoard } from '../live/live-context.js';
import { LiaisonPart } from '../liaison/liaison-part.js';
import { ReceiptPart } from '../liaison/receipt-part.js';
import { PacketCard } from '../packet/packet-card.js';
import { AntFrame } from '../parts/ant-frame.js';
import { ProblemLine } from '../parts/answer.js';
import { LevelMark } from '../parts/level-mark.js';
import { Clock, Moment, Running } from '../parts/times.js';
import { useNames } from '../reference.js';
import { sayOf, useSay } from '../texts/texts.js';
import { worstLevel } from '../watch/ringing.js';

const Accept = ({ incident }: { readonly incident: IncidentItem }) => {
  const say = useSay();
  const names = useNames();
  const [problem, setProblem] = useState<Problem>();
  const [isPressed, setPressed] = useState(false);
  if (incident.accepted !== undefined) {
    return (
      <p data-testid="police-accepted">
        ✓ {say('police.accepted')} <Clock at={incident.accepted.at} /> {names.actor(incident.accepted.by)}
      </p>
    );
  }
  return (
    <>
      <button
        type="button"
        className="button main large"
        data-testid="police-accept"
        disabled={isPressed}
        onClick={() => {
          setPressed(true);
          setProblem(undefined);
          tell(`/incidents/${encodeURIComponent(incident.id)}/accept`).catch((thrown: unknown) => {
            setPressed(false);
            setProblem(asProblem(thrown));
          });
        }}
      >
        {say(isPressed ? 'police.accepting' : 'police.accept')}
      </button>
      {problem === undefined ? null : <ProblemLine problem={problem} />}
    </>
  );
};

const Shared = ({ incident, alarms }: { incident: IncidentItem; alarms: readonly AlarmItem[] }) => {
  const say = useSay();
  const names = useNames();
  const level = worstLevel(alarms) ?? 'high';
  const codes = incident.findings.filter((finding) => finding.status !== 'rejected');
  const newest = alarms.at(-1);
  return (
    <li
      className="police-incident"
      data-testid="police-incident"
      data-incident={incident.id}
      data-level={level}
      data-accepted={incident.accepted !== undefined}
    >
      <span className="flash-bar" aria-hidden="true" />
      <header>
        <LevelMark level={level} withWord />
        <h2>{names.fullPlace(incident.place)}</h2>
        <Running since={incident.openedAt} />
      </header>
      <p>
        {alarms.length === 0
          ? say(`source.${incident.source}`)
          : alarms
              .map((alarm) =>
                sayOf(say, alarm.pattern === undefined ? 'source' : 'pattern', alarm.pattern ?? alarm.source),
              )
              .join(say('text.comma'))}
        {' · '}
        {say(`zone.${incident.zone}`)} · <Moment at={incident.openedAt} />
        {newest === undefined ? '' : ` · ${say('police.court-is')} ${say(`response.${newest.response}`)}`}
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
      <Accept incident={incident} />
      <LiaisonPart incident={incident.id} />
      {incident.packets.length === 0 ? null : (
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
      )}
    </li>
  );
};

const PolicePage = () => {
  const say = useSay();
  const board = useBoard();
  // What nobody has accepted comes first, then the newest.
  const ordered = board.incidents.toSorted(
    (a, b) =>
      Number(a.accepted !== undefined) - Number(b.accepted !== undefined) ||
      (a.openedAt < b.openedAt ? 1 : -1),
  );
  return (
    <AntFrame>
      <div className="page police" data-testid="police">
        {ordered.length === 0 ? (
          <div className="calm">
            <h2>{say('police.nothing')}</h2>
            <p className="quiet">{say('police.nothing-explain')}</p>
          </div>
        ) : null}
        <ul className="police-list">
          {ordered.map((incident) => (
            <Shared
              key={incident.id}
              incident={incident}
              alarms={board.alarms.filter((alarm) => incident.alarms.includes(alarm.id))}
            />
          ))}
        </ul>
      </div>
    </AntFrame>
  );
};

export default PolicePage;
