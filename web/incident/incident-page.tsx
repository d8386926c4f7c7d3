/** One incident as a person works it: what happened, what it may be, what was done, what proves it. */
import { useMemo } from 'react';

import type { Fact } from '../../src/console/board.js';
import CareLine from '../handover/care-line.js';
import { LiaisonPart } from '../liaison/liaison-part.js';
import { PhoneSheet } from '../liaison/phone-sheet.js';
import { useBoard, useRecentFacts } from '../live/live-context.js';
import { Answer } from '../parts/answer.js';
import { Dotted } from '../parts/dotted.js';
import { DrillMark } from '../parts/drill-mark.js';
import { EvidenceItem } from '../parts/evidence-item.js';
import { Moment } from '../parts/times.js';
import { OwnIncident, Timeline, joined } from '../parts/timeline.js';
import { useNames } from '../reference.js';
import { hrefOf } from '../routes.js';
import { useMay } from '../session.js';
import { sayOf, useSay } from '../texts/texts.js';
import { useFetched, useWhole } from '../use-fetched.js';
import type { EvidenceEntry, IncidentDetail } from '../wire.js';
import { Findings } from './findings.js';
import { Happened } from './happened.js';
import { LifePart } from './life.js';
import { Measures } from './measures.js';
import { Packets } from './packets.js';
import StepsPart from '../procedures/steps-part.js';
import { People } from './people.js';
import { RelatedPart } from './related.js';
import { UploadPart } from './upload-part.js';

/** A fact concerns an incident when it is about it, or names it. */
const concerns =
  (id: string) =>
  (fact: Fact): boolean =>
    fact.subject.id === id || fact.data['incident'] === id;

const Head = ({ incident }: { readonly incident: IncidentDetail }) => {
  const say = useSay();
  const names = useNames();
  const mayHand = useMay('duty:sign');
  return (
    <header className="incident-head">
      <p className="incident-ways">
        <a href={hrefOf('incidents')}>← {say('page.incidents')}</a>
        <a href={hrefOf('replay', incident.id)} data-testid="to-replay">
          {say('page.replay')} →
        </a>
      </p>
      <h2>
        {incident.drill === undefined ? null : <DrillMark />} {names.fullPlace(incident.place)}
      </h2>
      {incident.drill === undefined ? null : <p>{say('drill.not-handed-over')}</p>}
      <p className="quiet">
        <Dotted>
          <Moment at={incident.openedAt} />
          {say(`zone.${incident.zone}`)}
          {say(`source.${incident.source}`)}
          {say('life.status', { state: sayOf(say, 'incident-state', incident.state) })}
        </Dotted>
      </p>
      <p className="quiet number">
        {say('incident.number')} {incident.id}
      </p>
      {mayHand ? (
        <CareLine
          subject={{ kind: 'incident', id: incident.id }}
          of={incident.care === undefined ? {} : { care: incident.care }}
        />
      ) : null}
    </header>
  );
};

const Evidence = ({ incident }: { readonly incident: IncidentDetail }) => {
  const say = useSay();
  const mayRead = useMay('evidence:read');
  const mayUpload = useMay('upload:create');
  const joins = useMemo(
    () =>
      (fact: Fact): boolean =>
        fact.type.startsWith('evidence.') &&
        (fact.subject.id === incident.id || fact.data['incident'] === incident.id),
    [incident.id],
  );
  const evidence = useWhole<EvidenceEntry>(
    mayRead ? `/evidence?incident=${encodeURIComponent(incident.id)}` : null,
    joins,
  );
  const items = evidence.value?.items ?? [];
  if (!mayRead) return null;
  return (
    <section className="part" aria-labelledby="evidence">
      <h3 id="evidence">
        {say('evidence.title')}{' '}
        {evidence.value === undefined ? null : <span className="number">{items.length}</span>}
      </h3>
      <Answer of={evidence}>
        {() => (items.length === 0 ? <p className="empty">{say('incident.no-evidence')}</p> : null)}
      </Answer>
      {mayUpload ? <UploadPart incident={incident.id} onStored={evidence.reload} /> : null}
      <ul className="evidence-list">
        {items.map((item) => (
          <EvidenceItem key={item.id} item={item} />
        ))}
      </ul>
    </section>
  );
};

export const IncidentPage = ({ id }: { readonly id: string }) => {
  const say = useSay();
  const isConcerned = useMemo(() => concerns(id), [id]);
  const read = useFetched<IncidentDetail>(`/incidents/${encodeURIComponent(id)}`, isConcerned);
  const live = useBoard().incidents.find((incident) => incident.id === id);
  const recent = useRecentFacts();
  const maySteps = useMay('procedure:read');
  return (
    <OwnIncident value={id}>
      <Answer of={read}>
        {(detail) => {
          // The live item is newer than what was read; what only the answer has stays.
          const incident: IncidentDetail = { ...detail, ...live };
          const alarms = new Set(incident.alarms);
          const facts = recent.filter((fact) => isConcerned(fact) || alarms.has(fact.subject.id));
          return (
            <div className="page incident" data-testid="incident" data-incident={id}>
              <Head incident={incident} />
              <div className="incident-columns">
                <div>
                  <Happened incident={incident} onChanged={read.reload} />
                  <Findings incident={incident} onChanged={read.reload} />
                  {maySteps ? <StepsPart kind="incidents" id={id} /> : null}
                  <Measures incident={incident} onChanged={read.reload} />
                  <People incident={incident} />
                  <Evidence incident={incident} />
                </div>
                <div>
                  <LifePart incident={incident} onChanged={read.reload} />
                  <RelatedPart incident={incident} onChanged={read.reload} />
                  {incident.drill === undefined ? (
                    <Packets incident={incident} onChanged={read.reload} />
                  ) : null}
                  {incident.shared === undefined ? null : <LiaisonPart incident={id} />}
                  {incident.drill === undefined ? <PhoneSheet incident={incident} /> : null}
                  <section className="part" aria-labelledby="timeline">
                    <h3 id="timeline">
                      {say('timeline.title')} <small className="quiet">{say('timeline.newest-first')}</small>
                    </h3>
                    <Timeline facts={joined(incident.timeline ?? [], facts)} />
                  </section>
                </div>
              </div>
            </div>
          );
        }}
      </Answer>
    </OwnIncident>
  );
};
