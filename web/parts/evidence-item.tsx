/** One piece of evidence: what, whose, when, both hashes, whether it is whole, and its player. */
import { toMs } from '../../src/kernel/clock.js';
import { useTimeZone } from '../court-time.js';
import { useNames } from '../reference.js';
import { hrefOf } from '../routes.js';
import { useSay } from '../texts/texts.js';
import { dateTimeText, runningText, sizeText } from '../times.js';
import type { EvidenceEntry } from '../wire.js';
import { Player } from './player.js';

interface EvidenceItemProps {
  readonly item: EvidenceEntry;
  readonly withIncident?: boolean;
}

const canPlay = (item: EvidenceEntry): boolean =>
  item.state === 'stored' && /^(audio|video)\//.test(item.mime);

export const EvidenceItem = ({ item, withIncident = false }: EvidenceItemProps) => {
  const say = useSay();
  const names = useNames();
  const timeZone = useTimeZone();
  return (
    <li
      className="evidence-item"
      data-testid="evidence-item"
      data-evidence={item.id}
      data-state={item.state}
      data-sha256={item.sha256}
    >
      <header>
        <b>{item.device === undefined ? (item.name ?? item.id) : names.device(item.device)}</b>
        <span className="number">
          {dateTimeText(toMs(item.startedAt), timeZone)} ·{' '}
          {runningText(toMs(item.endedAt) - toMs(item.startedAt))} · {sizeText(item.bytes)} · {item.mime}
        </span>
        <span className="tag" data-state={item.state}>
          {say(`evidence.${item.state}`)}
        </span>
        {item.held === true ? <span className="tag">{say('evidence.held')}</span> : null}
        {withIncident && item.incident !== undefined ? (
          <a href={hrefOf('incidents', item.incident)}>{say('incident.open')}</a>
        ) : null}
      </header>
      {item.state === 'quarantined' ? <p className="problem">{say('evidence.why-quarantined')}</p> : null}
      <p className="hashes">
        <span className="quiet">SHA-256</span> <code>{item.sha256}</code>
        {item.sm3 === undefined ? null : (
          <>
            <br />
            <span className="quiet">SM3</span> <code>{item.sm3}</code>
          </>
        )}
      </p>
      {canPlay(item) ? <Player item={item} /> : null}
    </li>
  );
};
