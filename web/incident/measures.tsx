/** What may be done, each with its ground and who orders it; what was done, and what its note still lacks. */
import { Button } from 'antd';
import { useState } from 'react';

import { lackingIn } from '../../src/incidents/execution.js';
import { groupedBy } from '../../src/kernel/grouped-by.js';
import type { MeasureItem } from '../../src/incidents/incident.js';
import { groundText } from '../law/ground-text.js';
import { useLawOf } from '../law/use-law-of.js';
import { ProblemLine } from '../parts/answer.js';
import { Clock } from '../parts/times.js';
import type { Language } from '../preferences.js';
import { useNames } from '../reference.js';
import { useMay } from '../session.js';
import { useLanguage, useSay, type Say } from '../texts/texts.js';
import type { IncidentDetail, OfferedMeasure } from '../wire.js';
import { useSending } from '../use-sending.js';
import { MeasureForm } from './measure-form.js';

interface MeasuresProps {
  readonly incident: IncidentDetail;
  readonly onChanged: () => void;
}

const groundOf = (measure: OfferedMeasure, say: Say, language: Language): string =>
  measure.grounds.map((ground) => groundText(ground.zh, language)).join(say('text.stop'));

const Times = ({ startedAt, endedAt }: Pick<MeasureItem, 'startedAt' | 'endedAt'>) =>
  startedAt === undefined && endedAt === undefined ? null : (
    <p className="quiet">
      {startedAt === undefined ? '…' : <Clock at={startedAt} />} –{' '}
      {endedAt === undefined ? '…' : <Clock at={endedAt} />}
    </p>
  );

const Decided = ({ decision }: { readonly decision: NonNullable<MeasureItem['decision']> }) => {
  const say = useSay();
  const names = useNames();
  return (
    <p className="quiet" data-testid="measure-decision">
      {names.word(decision.number)} · {say('measure.approved-by')} {names.word(decision.approvedBy)}{' '}
      <Clock at={decision.approvedAt} />
      {decision.amountYuan === undefined ? '' : ` · ${say('measure.yuan', { n: decision.amountYuan })}`}
      {decision.days === undefined ? '' : ` · ${say('measure.for-days', { n: decision.days })}`}
    </p>
  );
};

const Told = ({ taken }: { readonly taken: MeasureItem }) => {
  const say = useSay();
  const names = useNames();
  const { told, toldAt, injuries, force, decision, recordings } = taken;
  const after = [
    injuries === undefined ? '' : `${say('lack.injuries')} ${names.word(injuries)}`,
    force === undefined ? '' : `${say('lack.force')} ${names.word(force)}`,
    recordings === undefined ? '' : `${say('lack.recordings')} ${recordings.length}`,
  ].filter((text) => text !== '');
  return (
    <>
      {told === undefined ? null : (
        <p className="quiet">
          {say('measure.told')} <q>{names.word(told)}</q>{' '}
          {toldAt === undefined ? null : <Clock at={toldAt} />}
        </p>
      )}
      <Times {...taken} />
      {after.length === 0 ? null : <p className="quiet">{after.join(' · ')}</p>}
      {decision === undefined ? null : <Decided decision={decision} />}
    </>
  );
};

const TakenHead = ({ taken }: { readonly taken: MeasureItem }) => {
  const say = useSay();
  const names = useNames();
  const language = useLanguage();
  const law = useLawOf(taken.lawVersion);
  return (
    <>
      <b>{law.measures.get(taken.measure)?.[language] ?? taken.measure}</b> <Clock at={taken.at} />{' '}
      {names.actor(taken.by)}
      {taken.orderedBy === undefined ? '' : ` · ${say('measure.ordered-by')} ${names.word(taken.orderedBy)}`}
      {taken.executedBy === undefined
        ? ''
        : ` · ${say('measure.executed-by')} ${taken.executedBy.map(names.word).join(say('text.comma'))}`}
      {taken.codes === undefined ? '' : ` · ${say('measure.because', { codes: taken.codes.join(' ') })}`}
    </>
  );
};

interface TakenProps extends MeasuresProps {
  readonly taken: MeasureItem;
}

const Taken = ({ incident, taken, onChanged }: TakenProps) => {
  const say = useSay();
  const names = useNames();
  const mayTake = useMay('measure:take');
  const [isOpen, setOpen] = useState(false);
  const sending = useSending(() => {
    setOpen(false);
    onChanged();
  });
  const lacking = lackingIn(taken);
  return (
    <li data-testid="measure-row" data-measure={taken.measure}>
      <TakenHead taken={taken} />
      {taken.note === undefined ? null : <q>{names.word(taken.note)}</q>}
      <Told taken={taken} />
      {lacking.length === 0 ? null : (
        <p className="quiet">
          {say('measure.lacks')}
          {lacking.map((part) => say(`lack.${part}`)).join(say('text.comma'))}{' '}
          {mayTake ? (
            <Button size="small" data-testid="measure-complete" onClick={() => setOpen(!isOpen)}>
              {say('measure.complete')}
            </Button>
          ) : null}
        </p>
      )}
      {isOpen ? (
        <MeasureForm
          exhibits={incident.evidence}
          isBusy={sending.isBusy}
          doing={say('complete.keep')}
          onSend={(body) => sending.send(`/measures/${encodeURIComponent(taken.id)}/complete`, body)}
        />
      ) : null}
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </li>
  );
};

/** On what ground, by whose order, within which limits: read before it is noted. */
const Ground = ({ measure }: { readonly measure: OfferedMeasure }) => {
  const say = useSay();
  const language = useLanguage();
  const limits = [measure.urgent, measure.limits, measure.confirm, measure.decision]
    .map((text) => text?.[language])
    .filter((text) => text !== undefined);
  return (
    <>
      <p className="quiet">
        {say('measure.ground')}
        {groundOf(measure, say, language)} · {say('measure.because', { codes: measure.codes.join(' ') })}
      </p>
      <p className="quiet">
        {say('measure.orders')}
        {measure.orders[language]} · {say('measure.executes')}
        {measure.executes[language]}
      </p>
      {limits.length === 0 ? null : (
        <p>
          <b>{say('measure.limits')}</b> {limits.join(say('text.stop'))}
        </p>
      )}
    </>
  );
};

const Offers = ({ incident, onChanged }: MeasuresProps) => {
  const say = useSay();
  const language = useLanguage();
  const [chosen, setChosen] = useState<string>();
  const sending = useSending(() => {
    setChosen(undefined);
    onChanged();
  });
  const offered = incident.measuresOffered ?? [];
  const measure = offered.find((item) => item.id === chosen);
  /** Who orders most of them is said once. */
  const [mostly = []] = [...groupedBy(offered, ({ orders }) => orders.zh).values()].toSorted(
    (one, other) => other.length - one.length,
  );
  const by = mostly[0]?.orders;
  if (offered.length === 0) return null;
  return (
    <>
      <h4>{say('measure.offered')}</h4>
      <p className="quiet">
        {say(mostly.length === offered.length ? 'measure.all-ordered' : 'measure.mostly-ordered', {
          who: by?.[language] ?? '',
        })}
      </p>
      <div className="choices">
        {offered.map((item) => (
          <button
            key={item.id}
            type="button"
            className="button plain"
            title={groundOf(item, say, language)}
            aria-pressed={item.id === chosen}
            data-testid="measure-offer"
            data-measure={item.id}
            onClick={() => setChosen(item.id === chosen ? undefined : item.id)}
          >
            <span className="begins">{item[language]}</span>
            {item.orders.zh === by?.zh ? null : <small>{item.orders[language]}</small>}
          </button>
        ))}
      </div>
      {measure === undefined ? null : (
        <div className="take">
          <Ground measure={measure} />
          <MeasureForm
            key={measure.id}
            measure={measure}
            exhibits={incident.evidence}
            isBusy={sending.isBusy}
            doing={say('measure.take')}
            onSend={(body) =>
              sending.send(`/incidents/${encodeURIComponent(incident.id)}/measures`, {
                ...body,
                measure: measure.id,
              })
            }
          />
        </div>
      )}
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </>
  );
};

export const Measures = ({ incident, onChanged }: MeasuresProps) => {
  const say = useSay();
  const mayTake = useMay('measure:take');
  return (
    <section className="part" aria-labelledby="measures">
      <h3 id="measures">{say('measure.title')}</h3>
      {incident.measures.length === 0 ? <p className="empty">{say('measure.none')}</p> : null}
      <ul className="measures">
        {incident.measures.map((taken) => (
          <Taken key={taken.id} incident={incident} taken={taken} onChanged={onChanged} />
        ))}
      </ul>
      {mayTake ? <Offers incident={incident} onChanged={onChanged} /> : null}
    </section>
  );
};
