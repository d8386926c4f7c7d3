/** Looks for somebody by his whole document number or whole name; that somebody looked is on record, what for is not. */
import { Button, Input, Select } from 'antd';
import { useState } from 'react';

import type { InvolvedItem } from '../../src/incidents/involved.js';
import { ProblemLine } from '../parts/answer.js';
import { Clock } from '../parts/times.js';
import { hrefOf } from '../routes.js';
import { useSay } from '../texts/texts.js';
import { useSending } from '../use-sending.js';
import type { List } from '../wire.js';

type Found = Omit<InvolvedItem, 'repeats'>;
type By = 'number' | 'name';

export const PersonSearch = () => {
  const say = useSay();
  const [by, setBy] = useState<By>('number');
  const [text, setText] = useState('');
  const [found, setFound] = useState<readonly Found[]>();
  const sending = useSending<List<Found>>(({ items }) => setFound(items));
  const look = (): void => {
    if (text.trim() !== '') sending.send('/involved/search', { [by]: text.trim() });
  };
  return (
    <div className="person-search">
      <p className="quiet">{say('person.exact')}</p>
      <span className="pair">
        <Select
          value={by}
          aria-label={say('person.by')}
          onChange={setBy}
          options={(['number', 'name'] as const).map((value) => ({ value, label: say(`person.${value}`) }))}
        />
        <Input
          value={text}
          maxLength={200}
          autoComplete="off"
          data-testid="person-wanted"
          aria-label={say(`person.${by}`)}
          onChange={(event) => setText(event.target.value)}
          onPressEnter={look}
        />
        <Button loading={sending.isBusy} data-testid="person-find" onClick={look}>
          {say('person.look')}
        </Button>
      </span>
      {found === undefined ? null : (
        <ul data-testid="person-found">
          {found.length === 0 ? <li className="empty">{say('person.not-found')}</li> : null}
          {found.map((item) => (
            <li key={item.id}>
              <a href={hrefOf('incidents', item.incident)}>
                {say(`person.${item.role}`)} <Clock at={item.at} />
              </a>
            </li>
          ))}
        </ul>
      )}
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </div>
  );
};
