/** One piece of evidence: what, whose, when, both hashes, whether it is whole, and its player. */
import { toMs } from '../../src/kernel/clock.js';
import { useTimeZone } from '../court-time.js';
import { useNames } from '../reference.js';
import { hrefOf } from '../routes.js';
import { useMay } from '../session.js';
import { useSay, type Say } from '../texts/texts.js';
import { dateTimeText, runningText, sizeText } from '../times.js';
import type { EvidenceEntry } from '../wire.js';
import { Custody } from './custody.js';
import { Player } from './player.js';
import { canRedact, RedactPart } from './redact-part.js';

interface EvidenceItemProps {
  readonly item: EvidenceEntry;
  readonly withIncident?: boolean;
}

/** A file that is not what its device declared is never opened as if it were. */
const Content = ({ item }: { readonly item: EvidenceEntry }) => {
  const say = useSay();
  const address = `/api/evidence/${encodeURIComponent(item.id)}/content`;
  if (item.state === 'deleted') return <p className="quiet">{say('evidence.why-deleted')}</p>;
  if (item.state !== 'stored') return <p className="problem">{say('evidence.why-quarantined')}</p>;
  const [family] = item.mime.split('/');
  if (family === 'audio') return <Player item={item} />;
  if (family === 'video') {
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- a court's recording has no captions to offer
    return <video className="film" src={address} controls preload="none" data-testid="film" />;
  }
  return (
    <a href={address} target="_blank" rel="noreferrer">
      {say('evidence.show')}
    </a>
  );
};

const Tags = ({ item, withIncident = false }: EvidenceItemProps) => {
  const say = useSay();
  return (
    <>
      <span className="tag" data-state={item.state}>
        {say(`evidence.${item.state}`)}
      </span>
      {item.derivedFrom === undefined ? null : <span className="tag">{say('evidence.redacted')}</span>}
      {item.held === true ? <span className="tag">{say('evidence.held')}</span> : null}
      {withIncident && item.incident !== undefined ? (
        <a href={hrefOf('incidents', item.incident)}>{say('incident.open')}</a>
      ) : null}
    </>
  );
};

/** `录音 WAV`; what is of no such kind is told as it is. */
const kindOf = (say: Say, mime: string): string => {
  const [family = '', format = ''] = mime.split('/');
  return isShown(family) ? `${say(`mime.${family}`)} ${format.replace(/^x-/, '').toUpperCase()}` : mime;
};
const shown = ['audio', 'video', 'image'] as const;
const isShown = (family: string): family is (typeof shown)[number] =>
  (shown as readonly string[]).includes(family);

export const EvidenceItem = ({ item, withIncident = false }: EvidenceItemProps) => {
  const say = useSay();
  const names = useNames();
  const timeZone = useTimeZone();
  const mayRead = useMay('evidence:read');
  const mayRedact = useMay('evidence:redact');
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
          {runningText(toMs(item.endedAt) - toMs(item.startedAt))} · {sizeText(item.bytes)} ·{' '}
          {kindOf(say, item.mime)}
        </span>
        <Tags item={item} withIncident={withIncident} />
      </header>
      <p className="hashes">
        <span className="quiet">SHA-256</span> <code>{item.sha256}</code>
        {item.sm3 === undefined ? null : (
          <>
            <br />
            <span className="quiet">SM3</span> <code>{item.sm3}</code>
          </>
        )}
      </p>
      <Content item={item} />
      {mayRedact && canRedact(item) ? <RedactPart item={item} /> : null}
      {mayRead ? <Custody id={item.id} /> : null}
    </li>
  );
};
