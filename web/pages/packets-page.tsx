/** Packets for the clerk and the approver: what waits, what is being made, what was handed over. */
import { Segmented } from 'antd';
import { useState } from 'react';

import type { Fact, IncidentItem } from '../../src/console/board.js';
import { PacketCard } from '../packet/packet-card.js';
import { AntFrame } from '../parts/ant-frame.js';
import { Answer, EmptyLine, GoTo, ShowAll } from '../parts/answer.js';
import { IncidentLine } from '../parts/incident-line.js';
import { useMay } from '../session.js';
import { useSay } from '../texts/texts.js';
import { useFetched, useList } from '../use-fetched.js';
import type { PacketEntry } from '../wire.js';

const concernsPackets = (fact: Fact): boolean => fact.type.startsWith('packet.');
const concernsIncidents = (fact: Fact): boolean => /^(incident|packet|finding)\./.test(fact.type);

const Incidents = () => {
  const say = useSay();
  const incidents = useList<IncidentItem>('/incidents', concernsIncidents);
  return (
    <section className="part" aria-labelledby="without-packet">
      <h2 id="without-packet">{say('packets.incidents')}</h2>
      <Answer of={incidents}>
        {({ items }) => {
          const without = items.filter((incident) => incident.packets.length === 0);
          return without.length === 0 ? (
            <EmptyLine>{say('packets.no-incidents')}</EmptyLine>
          ) : (
            <ul className="page-links incident-lines">
              {without.map((incident) => (
                <li key={incident.id} data-testid="incident-row" data-incident={incident.id}>
                  <IncidentLine incident={incident} />
                </li>
              ))}
            </ul>
          );
        }}
      </Answer>
    </section>
  );
};

const concernsNothing = (): boolean => false;

/** Where it happened and what goes out: who approves reads it before he presses. */
const AboutPacket = ({ packet }: { readonly packet: PacketEntry }) => {
  const say = useSay();
  const incident = useFetched<IncidentItem>(
    `/incidents/${encodeURIComponent(packet.incident)}`,
    concernsNothing,
  );
  return (
    <Answer of={incident}>
      {(value) => (
        <p data-testid="packet-about">
          <IncidentLine incident={value} />
          <br />
          {say('packets.holds', {
            evidence: value.evidence.length,
            measures: value.measures.length,
            alarms: value.alarms.length,
          })}
        </p>
      )}
    </Answer>
  );
};

const groups = {
  waiting: ['asked'],
  making: ['approved', 'building', 'failed'],
  done: ['sealed', 'handed-over'],
  back: ['refused'],
} as const;
type Group = keyof typeof groups;

const PacketsPage = () => {
  const say = useSay();
  const packets = useList<PacketEntry>('/packets', concernsPackets);
  const mayAsk = useMay('packet:ask');
  const mayReadIncidents = useMay('incident:read');
  const [group, setGroup] = useState<Group | 'all'>('all');
  return (
    <AntFrame>
      {/* Where there is no packet, what waits for one has the whole width. */}
      <div className="page packets-columns" data-without={packets.value?.items.length === 0}>
        <section className="part" aria-labelledby="all-packets">
          <h2 id="all-packets">{say('page.packets')}</h2>
          <Segmented
            value={group}
            onChange={setGroup}
            options={(['all', 'waiting', 'making', 'done', 'back'] as const).map((value) => ({
              value,
              label: say(`packets.${value}`),
            }))}
          />
          <Answer of={packets}>
            {({ items }) => {
              const shown = items.filter(
                (packet) => group === 'all' || (groups[group] as readonly string[]).includes(packet.state),
              );
              if (items.length === 0)
                return <EmptyLine next={<GoTo page="incidents" />}>{say('packets.empty')}</EmptyLine>;
              return shown.length === 0 ? (
                <EmptyLine next={<ShowAll onAll={() => setGroup('all')} />}>
                  {say('packets.none-such')}
                </EmptyLine>
              ) : (
                <ul className="packets">
                  {shown.map((packet) => (
                    <PacketCard key={packet.id} id={packet.id} state={packet.state}>
                      {mayReadIncidents ? <AboutPacket packet={packet} /> : null}
                    </PacketCard>
                  ))}
                </ul>
              );
            }}
          </Answer>
        </section>
        {mayAsk && mayReadIncidents ? <Incidents /> : null}
      </div>
    </AntFrame>
  );
};

export default PacketsPage;
