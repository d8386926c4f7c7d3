/** What may be done, each with its ground and who orders it; and what was done. */
import { Button, Input } from 'antd';
import { useState } from 'react';

import { ProblemLine } from '../parts/answer.js';
import { Clock } from '../parts/times.js';
import { useNames } from '../reference.js';
import { useMay } from '../session.js';
import { sayOf, useLanguage, useSay, type Say } from '../texts/texts.js';
import type { IncidentDetail, OfferedMeasure } from '../wire.js';
import { useSending } from '../use-sending.js';

interface MeasuresProps {
  readonly incident: IncidentDetail;
  readonly onChanged: () => void;
}

/** The grounds are titles and articles of Chinese law; they are cited as they stand. */
const groundOf = (measure: OfferedMeasure, say: Say): string =>
  measure.grounds.map((ground) => ground.zh).join(say('text.stop'));

const Take = ({ measure, onTake }: { measure: OfferedMeasure; onTake: (body: object) => void }) => {
  const say = useSay();
  const language = useLanguage();
  const [orderedBy, setOrderedBy] = useState('');
  const [executedBy, setExecutedBy] = useState('');
  const [note, setNote] = useState('');
  const take = (): void => {
    const names = executedBy.split(/[,，、;；]/).flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
    onTake({
      measure: measure.id,
      ...(orderedBy.trim() === '' ? {} : { orderedBy: orderedBy.trim() }),
      ...(names.length === 0 ? {} : { executedBy: names }),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    });
  };
  return (
    <div className="take">
      <p className="quiet">
        {say('measure.ground')} {groundOf(measure, say)} · {say('measure.orders')} {measure.orders[language]}
      </p>
      <Input
        addonBefore={say('measure.ordered-by')}
        value={orderedBy}
        onChange={(event) => setOrderedBy(event.target.value)}
      />
      <Input
        addonBefore={say('measure.executed-by')}
        placeholder={say('measure.two-people')}
        value={executedBy}
        onChange={(event) => setExecutedBy(event.target.value)}
      />
      <Input addonBefore={say('alarm.note')} value={note} onChange={(event) => setNote(event.target.value)} />
      <Button type="primary" onClick={take} data-testid="measure-take">
        {say('measure.take')}
      </Button>
    </div>
  );
};

export const Measures = ({ incident, onChanged }: MeasuresProps) => {
  const say = useSay();
  const names = useNames();
  const language = useLanguage();
  const mayTake = useMay('measure:take');
  const [chosen, setChosen] = useState<string>();
  const sending = useSending(() => {
    setChosen(undefined);
    onChanged();
  });
  const offered = incident.measuresOffered ?? [];
  const measure = offered.find((item) => item.id === chosen);
  return (
    <section className="part" aria-labelledby="measures">
      <h3 id="measures">{say('measure.title')}</h3>
      {incident.measures.length === 0 ? <p className="empty">{say('measure.none')}</p> : null}
      <ul className="measures">
        {incident.measures.map((taken) => (
          <li key={taken.id} data-testid="measure-row" data-measure={taken.measure}>
            <b>{sayOf(say, 'measure', taken.measure)}</b> <Clock at={taken.at} /> {names.actor(taken.by)}
            {taken.orderedBy === undefined
              ? ''
              : ` · ${say('measure.ordered-by')} ${names.word(taken.orderedBy)}`}
            {taken.executedBy === undefined
              ? ''
              : ` · ${say('measure.executed-by')} ${taken.executedBy.map(names.word).join(say('text.comma'))}`}
            {taken.note === undefined ? null : <q>{names.word(taken.note)}</q>}
          </li>
        ))}
      </ul>
      {mayTake && offered.length > 0 ? (
        <>
          <h4>{say('measure.offered')}</h4>
          <div className="choices">
            {offered.map((item) => (
              <button
                key={item.id}
                type="button"
                className="chip"
                title={groundOf(item, say)}
                aria-pressed={item.id === chosen}
                data-testid="measure-offer"
                data-measure={item.id}
                onClick={() => setChosen(item.id === chosen ? undefined : item.id)}
              >
                {item[language]}
                <small>{item.orders[language]}</small>
              </button>
            ))}
          </div>
        </>
      ) : null}
      {measure === undefined ? null : (
        <Take
          key={measure.id}
          measure={measure}
          onTake={(body) => sending.send(`/incidents/${encodeURIComponent(incident.id)}/measures`, body)}
        />
      )}
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </section>
  );
};
