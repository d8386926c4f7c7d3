/** Where an incident stands in its life and which steps a person may take, side exits with a second signature. */
import { Button, Select } from 'antd';
import { useState } from 'react';

import { exits, needsReason, type Exit, type LifeStep } from '../../src/incidents/life.js';
import { ProblemLine } from '../parts/answer.js';
import { useNames } from '../reference.js';
import { useMay, useSession } from '../session.js';
import { sayOf, useSay } from '../texts/texts.js';
import { useSending } from '../use-sending.js';
import type { IncidentDetail } from '../wire.js';
import { ReasonInput } from './reason-input.js';

const Standing = ({ incident }: { readonly incident: IncidentDetail }) => {
  const say = useSay();
  const names = useNames();
  return (
    <>
      <p data-testid="incident-state" data-state={incident.state}>
        <b>{say('life.status', { state: sayOf(say, 'incident-state', incident.state) })}</b>
        {incident.merged === undefined ? '' : ` · ${say('life.merged', { n: incident.merged.length })}`}
        {incident.mergedInto === undefined ? '' : ` · ${say('life.merged-into')}`}
      </p>
      {incident.limitNearAt === undefined ? null : <p className="problem">{say('life.limit-near')}</p>}
      {incident.exit === undefined ? null : (
        <p>
          {say('life.exit-waits', {
            who: names.actor(incident.exit.by),
            kind: sayOf(say, 'incident-state', incident.exit.kind),
          })}{' '}
          <q>{names.word(incident.exit.reason)}</q>
        </p>
      )}
    </>
  );
};

export const LifePart = ({
  incident,
  onChanged,
}: {
  readonly incident: IncidentDetail;
  readonly onChanged: () => void;
}) => {
  const say = useSay();
  const mayClose = useMay('incident:close');
  const { person } = useSession();
  const [reason, setReason] = useState('');
  const [exit, setExit] = useState<Exit>();
  const sending = useSending(() => {
    setReason('');
    setExit(undefined);
    onChanged();
  });
  const isAsker = incident.exit?.by.id === person.id;
  const steps = (incident.steps ?? []).filter((step) => step !== 'countersign' || !isAsker);
  /** What must be said before a step can be taken, told in it. */
  const firstOf = (step: LifeStep): string | undefined => {
    if (step === 'exit' && exit === undefined) return say('life.needs-exit');
    return needsReason.includes(step) && reason.trim() === '' ? say('life.needs-reason') : undefined;
  };
  const send = (step: LifeStep): void =>
    sending.send(`/incidents/${encodeURIComponent(incident.id)}/step`, {
      step,
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      ...(step === 'exit' ? { exit } : {}),
    });
  return (
    <section className="part" aria-labelledby="life">
      <h3 id="life">{say('life.title')}</h3>
      <Standing incident={incident} />
      {mayClose && steps.length > 0 ? (
        <>
          <ReasonInput asks="life.reason" value={reason} data-testid="life-reason" onChange={setReason} />
          <div className="choices">
            {steps.map((step) => (
              <span key={step}>
                {step === 'exit' ? (
                  <Select
                    value={exit ?? null}
                    aria-label={say('life.which-exit')}
                    placeholder={say('life.which-exit')}
                    onChange={setExit}
                    options={exits.map((value) => ({ value, label: sayOf(say, 'incident-state', value) }))}
                  />
                ) : null}
                <Button
                  data-testid="life-step"
                  data-step={step}
                  loading={sending.isBusy}
                  disabled={firstOf(step) !== undefined}
                  title={firstOf(step)}
                  onClick={() => send(step)}
                >
                  {say(`life.${step}`)}
                </Button>
              </span>
            ))}
          </div>
          {steps.includes('lock') && incident.evidence.length === 0 ? (
            <p className="quiet">{say('life.no-evidence')}</p>
          ) : null}
        </>
      ) : null}
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </section>
  );
};
