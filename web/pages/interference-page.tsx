/** The register of interference: judges and clerks file here, 督察 alone reads. */
import { useState } from 'react';

import type { InterferenceItem } from '../../src/interference/interference.js';
import { toInstant, type Instant } from '../../src/kernel/clock.js';
import { useNowMs } from '../court-time.js';
import { AntFrame } from '../parts/ant-frame.js';
import { EmptyLine, Listed } from '../parts/answer.js';
import { Dotted } from '../parts/dotted.js';
import { ReasonedAct } from '../parts/reasoned-act.js';
import { Clock, Moment } from '../parts/times.js';
import { InterferenceForm } from '../recordings/interference-form.js';
import { useNames } from '../reference.js';
import { useMay, useSession } from '../session.js';
import { useSay } from '../texts/texts.js';
import { useList } from '../use-fetched.js';

const words = ['who', 'unit', 'caseNumber', 'content'] as const;

interface RecordProps {
  readonly record: InterferenceItem;
  readonly onDone: () => void;
}

/** Sealed by mistake: one of 督察 asks to unseal it, another one agrees. */
const ReleasePart = ({ record: { id, released, releaseAsked, device }, onDone }: RecordProps) => {
  const say = useSay();
  const names = useNames();
  const mayRelease = useMay('interference:release');
  const { person } = useSession();
  const isMine = releaseAsked?.by.id === person.id;
  if (released !== undefined || device === undefined) return null;
  return (
    <>
      {releaseAsked === undefined ? null : (
        <p data-testid="release-asked">
          {say('interference.release-asked', { who: names.actor(releaseAsked.by) })}{' '}
          <Moment at={releaseAsked.at} /> <q>{names.word(releaseAsked.why)}</q>
        </p>
      )}
      {isMine ? <p className="quiet">{say('interference.release-second')}</p> : null}
      {mayRelease && !isMine ? (
        <ReasonedAct
          path={`/interference/${id}/release`}
          opens={releaseAsked === undefined ? 'interference.release' : 'interference.release-agree'}
          explains="interference.releaseExplain"
          does={releaseAsked === undefined ? 'interference.release-ask' : 'interference.releaseNow'}
          onDone={onDone}
        />
      ) : null}
    </>
  );
};

const Record = ({ record, onDone }: RecordProps) => {
  const say = useSay();
  const names = useNames();
  return (
    <li className="interference-record" data-testid="interference-record" data-tag={record.tag}>
      <p>
        <Dotted>
          <b className="begins">{say(`tag.${record.tag}`)}</b>
          <Moment at={record.happenedAt} />
          {record.channel === undefined ? null : say(`channel.${record.channel}`)}
          <span className="quiet">{say('interference.by', { who: names.actor(record.by) })}</span>
        </Dotted>
      </p>
      <dl>
        {words.map((field) => {
          const word = record[field];
          return word === undefined ? null : (
            <div key={field}>
              <dt>{say(`interference.${field}`)}</dt>
              <dd>{names.word(word)}</dd>
            </div>
          );
        })}
      </dl>
      {record.recordings.map(({ id, sha256, state }) => (
        <p key={id} className="desk-line">
          {state === 'stored' ? (
            // oxlint-disable-next-line jsx-a11y/media-has-caption -- a court's recording has no captions to offer
            <audio controls preload="none" src={`/api/interference/${record.id}/recordings/${id}`} />
          ) : null}
          <code>{sha256.slice(0, 16)}</code>
        </p>
      ))}
      {record.released === undefined ? null : (
        <p data-testid="released">
          {say('interference.released')} <Moment at={record.released.at} />{' '}
          <span className="quiet">{names.actor(record.released.by)}</span>{' '}
          {names.word(record.released.reason)}
        </p>
      )}
      <ReleasePart record={record} onDone={onDone} />
    </li>
  );
};

const Register = () => {
  const say = useSay();
  const nowMs = useNowMs();
  const [openedAt, setOpenedAt] = useState<Instant>();
  const records = useList<InterferenceItem>(openedAt === undefined ? null : '/interference');
  if (openedAt === undefined)
    return (
      <button
        type="button"
        className="button main"
        data-testid="register-open"
        onClick={() => setOpenedAt(toInstant(nowMs))}
      >
        {say('interference.read')}
      </button>
    );
  return (
    <Listed of={records} nothing={<EmptyLine>{say('interference.empty')}</EmptyLine>}>
      {(items) => (
        <>
          <p data-testid="register-read">
            ✓ {say('interference.was-read')} <Clock at={openedAt} />
          </p>
          <ul>
            {items.map((record) => (
              <Record key={record.id} record={record} onDone={records.reload} />
            ))}
          </ul>
        </>
      )}
    </Listed>
  );
};

const InterferencePage = () => {
  const say = useSay();
  const mayRead = useMay('interference:read');
  return (
    <AntFrame>
      <div className="page watches">
        <p className="quiet explain">{say(mayRead ? 'interference.register' : 'interference.about')}</p>
        <InterferenceForm onFiled={() => undefined} />
        {mayRead ? <Register /> : null}
      </div>
    </AntFrame>
  );
};

export default InterferencePage;
