/** Which incident it is, told apart from every other one of the same room and day: place, number, when, what was found. */
import type { IncidentItem } from '../../src/console/board.js';
import { useNames } from '../reference.js';
import { hrefOf } from '../routes.js';
import { useSay } from '../texts/texts.js';
import { Codes, hasCodes } from './codes.js';
import { Dotted } from './dotted.js';
import { DrillMark } from './drill-mark.js';
import { IncidentState } from './incident-state.js';
import { Moment } from './times.js';

/** The end of an id, as people read it to each other. */
export const shortId = (id: string): string => id.slice(-6);

interface IncidentLineProps {
  readonly incident: IncidentItem;
  readonly to?: 'incidents' | 'replay';
  readonly 'data-testid'?: string;
}

export const IncidentLine = ({ incident, to = 'incidents', ...rest }: IncidentLineProps) => {
  const say = useSay();
  const names = useNames();
  return (
    <span className="incident-line">
      <a href={hrefOf(to, incident.id)} {...rest}>
        {names.fullPlace(incident.place)}
      </a>{' '}
      {incident.drill === undefined ? null : <DrillMark />}{' '}
      <span className="quiet">
        <Dotted>
          <code className="number">{shortId(incident.id)}</code>
          <Moment at={incident.openedAt} />
          {say(`source.${incident.source}`)}
          <>
            {say('incident.now')}
            <IncidentState incident={incident} />
          </>
          {hasCodes(incident) ? <Codes incident={incident} /> : say('packets.no-finding')}
        </Dotted>
      </span>
    </span>
  );
};
