/** Finds a place, a device, an alarm or an incident by a part of its name, without hiding anything. */
import { useState, type RefObject } from 'react';

import { drillOf } from '../../src/alarms/alarm.js';
import type { Board } from '../../src/console/board.js';
import { useNames, useReference } from '../reference.js';
import { hrefOf } from '../routes.js';
import { useMay } from '../session.js';
import { sayOf, useSay } from '../texts/texts.js';
import { useFinger } from '../use-finger.js';

interface FindBoxProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly board: Board;
  readonly onChoose: (alarm: string) => void;
}

interface Hit {
  readonly id: string;
  readonly text: string;
  readonly href?: string;
  readonly alarm?: string;
}

const useHits = (board: Board, query: string): readonly Hit[] => {
  const say = useSay();
  const names = useNames();
  const { places } = useReference();
  const mayReadIncidents = useMay('incident:read');
  if (query === '') return [];
  const marked = (text: string, drill: string | undefined): string =>
    drill === undefined ? text : `${say('drill.mark')} · ${text}`;
  const all: readonly Hit[] = [
    ...board.alarms.map((alarm) => ({
      id: alarm.id,
      alarm: alarm.id,
      text: marked(`${say('board.alarms')} · ${names.fullPlace(alarm.place)}`, drillOf(alarm)),
    })),
    ...board.incidents.map((incident) => ({
      id: incident.id,
      text: marked(`${say('board.incidents')} · ${names.fullPlace(incident.place)}`, incident.drill),
      ...(mayReadIncidents ? { href: hrefOf('incidents', incident.id) } : {}),
    })),
    ...board.devices.map((device) => ({
      id: device.id,
      href: hrefOf('devices'),
      text: `${device.name} ${device.id} · ${names.place(device.place)} · ${sayOf(say, 'device-state', device.state)}`,
    })),
    ...[...places.keys()].map((id) => ({ id: `place ${id}`, text: names.fullPlace(id) })),
  ];
  const wanted = query.toLowerCase();
  return all.filter((hit) => hit.text.toLowerCase().includes(wanted)).slice(0, 6);
};

const HitLine = ({ hit, onChoose }: { hit: Hit; onChoose: (alarm: string) => void }) => {
  const { alarm, href, text } = hit;
  if (alarm !== undefined) {
    return (
      <button type="button" className="hit" onClick={() => onChoose(alarm)}>
        {text}
      </button>
    );
  }
  return href === undefined ? (
    <span className="hit">{text}</span>
  ) : (
    <a className="hit" href={href}>
      {text}
    </a>
  );
};

export const FindBox = ({ field, board, onChoose }: FindBoxProps) => {
  const say = useSay();
  const isFinger = useFinger();
  const [query, setQuery] = useState('');
  const hits = useHits(board, query.trim());
  return (
    <section className="find" aria-label={say('find.title')}>
      <ul>
        {hits.map((hit) => (
          <li key={hit.id}>
            <HitLine hit={hit} onChoose={onChoose} />
          </li>
        ))}
        {query.trim() !== '' && hits.length === 0 ? <li className="empty">{say('find.nothing')}</li> : null}
      </ul>
      <input
        ref={field}
        type="search"
        value={query}
        aria-label={say('find.title')}
        placeholder={say(isFinger ? 'tap.find-hint' : 'find.hint')}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          setQuery('');
          event.currentTarget.blur();
        }}
      />
    </section>
  );
};
