/** The packets of one incident: what is missing before asking, asking, and how each one stands. */
import { Button } from 'antd';

import { ProblemLine } from '../parts/answer.js';
import { PacketCard } from '../packet/packet-card.js';
import { useMay } from '../session.js';
import { useSay } from '../texts/texts.js';
import type { TextKey } from '../texts/catalogue.js';
import type { IncidentDetail } from '../wire.js';
import { useSending } from './findings.js';

/** What a good packet would have and this incident has not yet; nothing of it forbids asking. */
export const gapsOf = (incident: IncidentDetail): readonly TextKey[] => {
  const gaps: TextKey[] = [];
  if (!incident.findings.some((finding) => finding.status === 'confirmed')) gaps.push('gap.finding');
  if (incident.measures.length === 0) gaps.push('gap.measure');
  if (incident.evidence.length + (incident.evidenceItems?.length ?? 0) === 0) gaps.push('gap.evidence');
  if (incident.evidenceItems?.some((item) => item.state === 'quarantined') === true)
    gaps.push('gap.quarantine');
  if (incident.alarmItems?.some((alarm) => alarm.response !== 'closed') === true) gaps.push('gap.open-alarm');
  return gaps;
};

export const Packets = ({ incident, onChanged }: { incident: IncidentDetail; onChanged: () => void }) => {
  const say = useSay();
  const mayAsk = useMay('packet:ask');
  const mayRead = useMay('packet:read') || useMay('packet:approve') || mayAsk;
  const sending = useSending(onChanged);
  const gaps = gapsOf(incident);
  return (
    <section className="part" aria-labelledby="packets">
      <h3 id="packets">{say('page.packets')}</h3>
      {incident.packets.length === 0 ? <p className="empty">{say('packet.none')}</p> : null}
      {mayRead ? (
        <ul className="packets">
          {incident.packets.map(({ id, state }) => (
            <PacketCard key={id} id={id} state={state} />
          ))}
        </ul>
      ) : null}
      {mayAsk ? (
        <>
          <h4>{say('packet.before-asking')}</h4>
          {gaps.length === 0 ? (
            <p>{say('packet.nothing-missing')}</p>
          ) : (
            <ul className="gaps" data-testid="packet-gaps">
              {gaps.map((gap) => (
                <li key={gap}>{say(gap)}</li>
              ))}
            </ul>
          )}
          <Button
            type="primary"
            loading={sending.isBusy}
            data-testid="packet-ask"
            onClick={() => sending.send(`/incidents/${encodeURIComponent(incident.id)}/packets`, {})}
          >
            {say('packet.ask')}
          </Button>
          <p className="quiet">{say('packet.ask-explain')}</p>
        </>
      ) : null}
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </section>
  );
};
