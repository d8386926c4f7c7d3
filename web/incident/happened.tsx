/** What happened: the alarms, what was reported, what people added since, and room to add more. */
import { Button, Input } from 'antd';
import { useState } from 'react';

import { isOnBoard } from '../../src/incidents/life.js';
import type { Word } from '../../src/console/board.js';
import { ShareLine } from '../board/chosen-incident.js';
import { LiveCandidates } from '../classify/live-candidates.js';
import { alarmKind } from '../parts/alarm-kind.js';
import { ProblemLine } from '../parts/answer.js';
import { Dotted } from '../parts/dotted.js';
import { LevelMark } from '../parts/level-mark.js';
import { FactLine } from '../parts/timeline.js';
import { Clock, Moment } from '../parts/times.js';
import { useNames } from '../reference.js';
import { useMay } from '../session.js';
import { sayOf, useSay } from '../texts/texts.js';
import { useSending } from '../use-sending.js';
import type { IncidentDetail } from '../wire.js';

const accepted = 'liaison.accepted';
const policeActs: ReadonlySet<string> = new Set([
  accepted,
  'liaison.rejected',
  'liaison.dispatched',
  'liaison.on-scene',
  'liaison.closed',
]);

interface HappenedProps {
  readonly incident: IncidentDetail;
  readonly onChanged: () => void;
}

const Tell = ({ incident, onChanged }: HappenedProps) => {
  const say = useSay();
  const [text, setText] = useState('');
  const sending = useSending(() => {
    setText('');
    onChanged();
  });
  return (
    <div className="tell">
      <Input.TextArea
        autoSize={{ minRows: 2, maxRows: 10 }}
        maxLength={20_000}
        value={text}
        data-testid="tell-text"
        aria-label={say('incident.tell')}
        placeholder={say('report.text-hint')}
        onChange={(event) => setText(event.target.value)}
      />
      {text.trim() === '' ? null : (
        <>
          <LiveCandidates zone={incident.zone} text={text} most={4} />
          <Button
            type="primary"
            loading={sending.isBusy}
            data-testid="tell-send"
            onClick={() =>
              sending.send(`/incidents/${encodeURIComponent(incident.id)}/words`, { text: text.trim() })
            }
          >
            {say('incident.tell')}
          </Button>
        </>
      )}
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </div>
  );
};

const Told = ({ incident }: { readonly incident: IncidentDetail }) => {
  const names = useNames();
  const told = (incident.timeline ?? []).filter(({ type }) => type === 'incident.told');
  return told.map(({ seq, at, by, data }) => (
    <blockquote key={seq} data-testid="told">
      {names.word(data['text'] as Word)}
      <footer className="quiet">
        {names.actor(by)} <Clock at={at} />
      </footer>
    </blockquote>
  ));
};

const Rang = ({ incident }: { readonly incident: IncidentDetail }) => {
  const say = useSay();
  const names = useNames();
  return (
    <ul className="incident-alarms">
      {(incident.alarmItems ?? []).map((alarm) => (
        <li key={alarm.id}>
          <LevelMark level={alarm.level} withWord />{' '}
          <Dotted>
            {`${alarmKind(say, alarm)}${alarm.presses > 1 ? ` ×${alarm.presses}` : ''}`}
            {names.place(alarm.place)}
            {alarm.device === undefined ? null : names.device(alarm.device)}
            <Moment at={alarm.raisedAt} />
            {say(`response.${alarm.response}`)}
            {alarm.outcome === undefined ? null : sayOf(say, 'outcome', alarm.outcome)}
          </Dotted>
          {alarm.reason === undefined ? null : <q>{names.word(alarm.reason)}</q>}
        </li>
      ))}
    </ul>
  );
};

/** What the police did last since it was shared. */
const PoliceNow = ({ incident: { shared, timeline = [] } }: { readonly incident: IncidentDetail }) => {
  const last = timeline.findLast(({ type }) => policeActs.has(type));
  if (shared === undefined || last === undefined || last.at < shared.at) return null;
  // That it was accepted stands in the line before.
  return last.type === accepted ? null : (
    <p className="share-line" data-testid="police-now">
      <FactLine fact={last} times={1} lastAt={last.at} />
    </p>
  );
};

export const Happened = ({ incident, onChanged }: HappenedProps) => {
  const say = useSay();
  const names = useNames();
  const mayTell = useMay('incident:report');
  const isSilent = (incident.alarmItems ?? []).length === 0 && incident.report === undefined;
  return (
    <section className="part" aria-labelledby="happened">
      <h3 id="happened">{say('incident.happened')}</h3>
      {incident.report === undefined ? null : <blockquote>{names.word(incident.report)}</blockquote>}
      {isSilent ? <p className="empty">{say('incident.no-words')}</p> : null}
      <Rang incident={incident} />
      <Told incident={incident} />
      {mayTell && isOnBoard(incident.state) ? <Tell incident={incident} onChanged={onChanged} /> : null}
      <ShareLine incident={incident} />
      <PoliceNow incident={incident} />
    </section>
  );
};
