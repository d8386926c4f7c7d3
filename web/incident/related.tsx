/** Incidents that may belong together, those merged into this one, and joining and parting them with a reason. */
import { Button } from 'antd';
import { useState } from 'react';

import { isWorked } from '../../src/incidents/life.js';
import { useBoard } from '../live/live-context.js';
import { Answer, EmptyLine, ProblemLine } from '../parts/answer.js';
import { Dotted } from '../parts/dotted.js';
import { Clock } from '../parts/times.js';
import { useNames } from '../reference.js';
import { hrefOf } from '../routes.js';
import { useMay } from '../session.js';
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

/** As the wire says it: a word. */
const isWorkedOn = (state: string): boolean => isWorked(state as IncidentDetail['state']);

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

/** Those merged into it, or itself where it was merged into another. */
const joinedOf = ({ id, merged = [], mergedInto }: IncidentDetail): readonly string[] =>
  mergedInto === undefined ? merged : [id];

const Merged = ({ incident, onChanged, reason }: RelatedProps & { readonly reason: string }) => {
  const say = useSay();
  const mayClose = useMay('incident:close');
  const sending = useSending(onChanged);
  const joined = joinedOf(incident);
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
                title={reason === '' ? say('life.needs-reason') : undefined}
                loading={sending.isBusy}
                onClick={() => sending.send(`/incidents/${encodeURIComponent(id)}/part`, { reason })}
              >
                {say('merge.part')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </>
  );
};

interface CandidatesProps extends RelatedProps {
  readonly rows: readonly Row[];
  readonly mayMerge: boolean;
  readonly reason: string;
}

const Candidates = ({ incident, rows, mayMerge, onChanged, reason }: CandidatesProps) => {
  const say = useSay();
  const names = useNames();
  const sending = useSending(onChanged);
  return (
    <>
      <ul className="related">
        {rows.map(({ id, place, state, openedAt, why }) => (
          <li key={id} data-testid="related-row">
            <a href={hrefOf('incidents', id)}>
              {names.place(place)} <Clock at={openedAt} />
            </a>{' '}
            <span className="quiet">
              <Dotted>
                {sayOf(say, 'incident-state', state)}
                {why.map((one) => say(`related.${one}`)).join(say('text.comma'))}
              </Dotted>
            </span>{' '}
            {mayMerge && isWorkedOn(state) ? (
              <Button
                size="small"
                data-testid="merge"
                disabled={reason === ''}
                title={reason === '' ? say('life.needs-reason') : undefined}
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
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </>
  );
};

const Nothing = ({ of }: { readonly of: ReturnType<typeof useFetched<List<RelatedIncident>>> }) => {
  const say = useSay();
  const none = <EmptyLine>{say('merge.none')}</EmptyLine>;
  return useMay('person:identify') ? <Answer of={of}>{() => none}</Answer> : none;
};

export const RelatedPart = ({ incident, onChanged }: RelatedProps) => {
  const say = useSay();
  const mayClose = useMay('incident:close');
  const mayIdentify = useMay('person:identify');
  const [reason, setReason] = useState('');
  const part = {
    incident,
    onChanged: () => {
      setReason('');
      onChanged();
    },
    reason: reason.trim(),
  };
  const related = useFetched<List<RelatedIncident>>(
    mayIdentify ? `/incidents/${encodeURIComponent(incident.id)}/related` : null,
  );
  const rows = rowsOf(incident, related.value?.items ?? [], useBoard().incidents);
  const joined = joinedOf(incident);
  const mayMerge = mayClose && isWorked(incident.state);
  const isAsked = joined.length > 0 || (mayMerge && rows.some(({ state }) => isWorkedOn(state)));
  return (
    <section className="part" aria-labelledby="related">
      <h3 id="related">{say('merge.title')}</h3>
      {mayClose && isAsked ? (
        <ReasonInput asks="merge.reason" value={reason} data-testid="merge-reason" onChange={setReason} />
      ) : null}
      <Merged {...part} />
      {rows.length === 0 ? (
        <Nothing of={related} />
      ) : (
        <Candidates {...part} rows={rows} mayMerge={mayMerge} />
      )}
    </section>
  );
};
