/** Incidents that may belong together, those merged into this one, and joining and parting them with a reason. */
import { Button } from 'antd';
import { useState } from 'react';

import { isWorked } from '../../src/incidents/life.js';
import { useBoard } from '../live/live-context.js';
import { Answer, EmptyLine, ProblemLine } from '../parts/answer.js';
import { Clock } from '../parts/times.js';
import { useNames } from '../reference.js';
import { hrefOf } from '../routes.js';
import { useMay } from '../session.js';
import { Why } from '../parts/why.js';
import { sayOf, useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import { useSending } from '../use-sending.js';
import type { IncidentDetail, List, RelatedIncident } from '../wire.js';
import { ReasonInput } from './reason-input.js';

interface RelatedProps {
  readonly incident: IncidentDetail;
  readonly onChanged: () => void;
}

interface Row {
  readonly id: string;
  readonly place: string;
  readonly state: string;
  readonly openedAt: string;
  readonly why: RelatedIncident['why'];
}

/** What the console finds related first; then what else of this zone is being worked on, for a person's eye. */
const rowsOf = (
  incident: IncidentDetail,
  related: readonly RelatedIncident[],
  open: readonly Pick<IncidentDetail, 'id' | 'place' | 'state' | 'openedAt' | 'zone'>[],
): Row[] => {
  const known = new Set([incident.id, ...(incident.merged ?? []), ...related.map((each) => each.incident)]);
  const others = open.filter(
    ({ id, zone, state }) => !known.has(id) && zone === incident.zone && isWorked(state),
  );
  return [
    ...related.map(({ incident: id, ...rest }) => ({ id, ...rest })),
    ...others.map(({ id, place, state, openedAt }) => ({ id, place, state, openedAt, why: [] })),
  ];
};

const Merged = ({ incident, onChanged, reason }: RelatedProps & { readonly reason: string }) => {
  const say = useSay();
  const mayClose = useMay('incident:close');
  const sending = useSending(onChanged);
  const joined = incident.mergedInto === undefined ? (incident.merged ?? []) : [incident.id];
  return (
    <>
      {incident.mergedInto === undefined ? null : (
        <p>
          <a href={hrefOf('incidents', incident.mergedInto)}>{say('life.merged-into')} →</a>
        </p>
      )}
      <ul>
        {joined.map((id) => (
          <li key={id} data-testid="merged-row">
            {id === incident.id ? null : (
              <a className="number" href={hrefOf('incidents', id)}>
                {id.slice(-6)}
              </a>
            )}{' '}
            {mayClose ? (
              <Button
                size="small"
                data-testid="part"
                disabled={reason === ''}
                loading={sending.isBusy}
                onClick={() => sending.send(`/incidents/${encodeURIComponent(id)}/part`, { reason })}
              >
                {say('merge.part')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <Why of={mayClose && joined.length > 0 && reason === '' ? 'life.needs-reason' : undefined} />
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </>
  );
};

const Candidates = ({ incident, onChanged, reason }: RelatedProps & { readonly reason: string }) => {
  const say = useSay();
  const names = useNames();
  const mayClose = useMay('incident:close');
  const mayIdentify = useMay('person:identify');
  const open = useBoard().incidents;
  const related = useFetched<List<RelatedIncident>>(
    mayIdentify ? `/incidents/${encodeURIComponent(incident.id)}/related` : null,
  );
  const sending = useSending(onChanged);
  const rows = rowsOf(incident, related.value?.items ?? [], open);
  const mayMerge = mayClose && isWorked(incident.state);
  const none = <EmptyLine>{say('merge.none')}</EmptyLine>;
  if (rows.length === 0) return mayIdentify ? <Answer of={related}>{() => none}</Answer> : none;
  return (
    <>
      <ul className="related">
        {rows.map(({ id, place, state, openedAt, why }) => (
          <li key={id} data-testid="related-row">
            <a href={hrefOf('incidents', id)}>
              {names.place(place)} <Clock at={openedAt} />
            </a>{' '}
            <span className="quiet">
              {sayOf(say, 'incident-state', state)}{' '}
              {why.map((one) => say(`related.${one}`)).join(say('text.comma'))}
            </span>{' '}
            {mayMerge && isWorked(state as IncidentDetail['state']) ? (
              <Button
                size="small"
                data-testid="merge"
                disabled={reason === ''}
                loading={sending.isBusy}
                onClick={() =>
                  sending.send(`/incidents/${encodeURIComponent(id)}/merge`, { into: incident.id, reason })
                }
              >
                {say('merge.here')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <Why of={mayMerge && reason === '' ? 'life.needs-reason' : undefined} />
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </>
  );
};

export const RelatedPart = ({ incident, onChanged }: RelatedProps) => {
  const say = useSay();
  const mayClose = useMay('incident:close');
  const [reason, setReason] = useState('');
  const changed = (): void => {
    setReason('');
    onChanged();
  };
  const part = { incident, onChanged: changed, reason: reason.trim() };
  const open = useBoard().incidents;
  const isAlone = incident.mergedInto === undefined && (incident.merged ?? []).length === 0;
  const mayWrite = mayClose && (open.length > 1 || !isAlone);
  return (
    <section className="part" aria-labelledby="related">
      <h3 id="related">{say('merge.title')}</h3>
      <Merged {...part} />
      <Candidates {...part} />
      {mayWrite ? (
        <ReasonInput asks="merge.reason" value={reason} data-testid="merge-reason" onChange={setReason} />
      ) : null}
    </section>
  );
};
