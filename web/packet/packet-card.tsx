/** One packet: how it stands, what is missing in it, its hashes, approval and download. */
import { Progress } from 'antd';
import { useEffect, useMemo, useState, type ReactNode } from 'react';

import type { Fact } from '../../src/console/board.js';
import { asProblem, tell, type Problem } from '../api.js';
import { Answer, ProblemLine } from '../parts/answer.js';
import { Dotted } from '../parts/dotted.js';
import { HeldButton } from '../parts/held-button.js';
import { ReasonedAct } from '../parts/reasoned-act.js';
import { Clock } from '../parts/times.js';
import { useNames } from '../reference.js';
import { useMay, useSession } from '../session.js';
import { sayOf, useLanguage, useSay } from '../texts/texts.js';
import { sizeText } from '../times.js';
import { useFetched } from '../use-fetched.js';
import type { PacketEntry } from '../wire.js';
import { FormPreviews } from './form-previews.js';
import { Gaps } from './gaps.js';

const pollMs = 700;
const isWorking = (state: string): boolean => state === 'approved' || state === 'building';
const isSealed = (state: string): boolean => state === 'sealed' || state === 'handed-over';

export const usePacket = (id: string) => {
  const concerns = useMemo(
    () =>
      (fact: Fact): boolean =>
        fact.subject.id === id,
    [id],
  );
  const packet = useFetched<PacketEntry>(`/packets/${encodeURIComponent(id)}`, concerns);
  const { value, reload } = packet;
  useEffect(() => {
    // Progress is no fact of the ledger: it is asked for while the packet is made.
    if (value === undefined || !isWorking(value.state)) return undefined;
    const timer = window.setTimeout(reload, pollMs);
    return () => window.clearTimeout(timer);
  }, [value, reload]);
  return packet;
};

const Approve = ({ packet, onDone }: { packet: PacketEntry; onDone: () => void }) => {
  const say = useSay();
  const { person } = useSession();
  const mayApprove = useMay('packet:approve');
  const [problem, setProblem] = useState<Problem>();
  const lacking = packet.missing?.length ?? 0;
  if (!mayApprove || packet.state !== 'asked') return null;
  if (packet.askedBy === person.id) return <p className="quiet">{say('packet.not-yourself')}</p>;
  return (
    <div className="approve">
      <p>{say('packet.approve-explain')}</p>
      <div className="approve-acts">
        <HeldButton
          tone={lacking === 0 ? 'main' : 'plain'}
          data-testid="packet-approve"
          onHeld={() => {
            tell(`/packets/${encodeURIComponent(packet.id)}/approve`).then(onDone, (thrown: unknown) =>
              setProblem(asProblem(thrown)),
            );
          }}
        >
          {lacking === 0 ? say('packet.approve') : say('packet.approve-lacking', { n: lacking })}
        </HeldButton>
        <ReasonedAct
          path={`/packets/${encodeURIComponent(packet.id)}/refuse`}
          opens="packet.refuse"
          explains="packet.refuse-explain"
          does="packet.refuse-do"
          onDone={onDone}
        />
      </div>
      {problem === undefined ? null : <ProblemLine problem={problem} />}
    </div>
  );
};

const Refused = ({ packet: { refused } }: { readonly packet: PacketEntry }) => {
  const say = useSay();
  const names = useNames();
  if (refused === undefined) return null;
  return (
    <p data-testid="packet-refused">
      {say('packet.refused-by')} {names.actor(refused.by)} <Clock at={refused.at} />
      {say('text.colon')}
      <q>{names.word(refused.why)}</q> <span className="quiet">{say('packet.refused-next')}</span>
    </p>
  );
};

const Missing = ({ packet }: { readonly packet: PacketEntry }) => {
  const say = useSay();
  const language = useLanguage();
  const mayAsk = useMay('packet:ask');
  const missing = packet.missing ?? [];
  if (missing.length === 0) return null;
  if (isSealed(packet.state)) {
    const parts = missing.map((part) => part[language]).join(say('text.comma'));
    return (
      <p className="sealed-lacking">
        <span className="tag">{say('packet.form-lacks')}</span> {say('packet.sealed-lacking', { parts })}
      </p>
    );
  }
  return (
    <>
      <p>
        <b>{say('packet.missing-asked', { n: missing.length })}</b>
      </p>
      <Gaps missing={missing} data-testid="packet-missing" />
      {mayAsk ? null : <p className="quiet">{say('packet.clerk-fills')}</p>}
    </>
  );
};

/** Burnt twice: each disc has its own label; the bytes are the same. */
const Copies = ({ packet }: { readonly packet: PacketEntry }) => {
  const say = useSay();
  const base = `/api/packets/${encodeURIComponent(packet.id)}`;
  return (
    <>
      <p data-testid="packet-copies">
        {say('packet.cover-sheet')}
        {say('text.colon')}
        {(['sealed', 'working'] as const).map((copy) => (
          <span key={copy}>
            {copy === 'working' ? ' · ' : ''}
            <a href={`${base}/cover-sheet?copy=${copy}`} target="_blank" rel="noreferrer">
              {say(`packet.copy-${copy}`)}
            </a>
          </span>
        ))}
        {packet.encrypted === undefined ? null : (
          <>
            {' · '}
            <a href={`${base}/encrypted`} download data-testid="packet-encrypted">
              {say('text.aside', { text: say('packet.encrypted'), aside: sizeText(packet.encrypted.bytes) })}
            </a>
          </>
        )}
      </p>
      {packet.time === undefined ? null : (
        <p className="quiet" data-testid="packet-time">
          {packet.time.source === 'local'
            ? say('packet.time-local')
            : say('packet.time-authority', { authority: packet.time.authority })}
        </p>
      )}
    </>
  );
};

export const Download = ({ packet }: { readonly packet: PacketEntry }) => {
  const say = useSay();
  const mayDownload = useMay('packet:download');
  if (!isSealed(packet.state)) return null;
  return (
    <div className="download">
      <p className="hashes">
        <span className="quiet">SHA-256</span> <code data-testid="packet-sha256">{packet.sha256}</code>
        {packet.sm3 === undefined ? null : (
          <>
            <br />
            <span className="quiet">SM3</span> <code>{packet.sm3}</code>
          </>
        )}
      </p>
      {mayDownload ? (
        <a
          className="button main"
          href={`/api/packets/${encodeURIComponent(packet.id)}/download`}
          download
          data-testid="packet-download"
        >
          {packet.bytes === undefined
            ? say('packet.download')
            : say('text.aside', { text: say('packet.download'), aside: sizeText(packet.bytes) })}
        </a>
      ) : null}
      {mayDownload ? <Copies packet={packet} /> : null}
      {mayDownload ? (
        <details>
          <summary>{say('packet.how-to-verify')}</summary>
          <p>
            {say('packet.verify-hash')}
            <a href="/api/ledger/keys" download="court.pem" data-testid="packet-keys">
              {say('packet.keys')}
            </a>
          </p>
          {/* Typed where the packet was taken to: no address of this console is needed there. */}
          <pre data-testid="packet-verify">
            sha256sum {packet.id}.zip{'\n'}unzip {packet.id}.zip{'\n'}node {packet.id}/verify/verify.mjs{' '}
            {packet.id}.zip --trust court.pem
          </pre>
          <p className="quiet">{say('packet.verify-words')}</p>
          <p>
            <a href="/verify.html" target="_blank" rel="noreferrer">
              {say('packet.verify-page')}
            </a>
          </p>
        </details>
      ) : null}
    </div>
  );
};

const Steps = ({ packet }: { readonly packet: PacketEntry }) => {
  const say = useSay();
  const names = useNames();
  return (
    <p className="quiet">
      <Dotted>
        {packet.askedAt === undefined ? null : (
          <>
            {packet.askedBy === undefined ? '' : `${say('packet.asked-by')}${names.person(packet.askedBy)} `}
            <Clock at={packet.askedAt} />
          </>
        )}
        {packet.approvedAt === undefined ? null : (
          <>
            {packet.approvedBy === undefined
              ? ''
              : `${say('packet.approved-by')}${names.person(packet.approvedBy)} `}
            <Clock at={packet.approvedAt} />
          </>
        )}
        {packet.sealedAt === undefined ? null : (
          <>
            {say('packet.sealed-at')} <Clock at={packet.sealedAt} />
          </>
        )}
      </Dotted>
    </p>
  );
};

interface PacketCardProps {
  readonly id: string;
  readonly state: string;
  /** what incident it is of, where the page does not say */
  readonly children?: ReactNode;
}

export const PacketCard = ({ id, state, children }: PacketCardProps) => {
  const say = useSay();
  const names = useNames();
  const packet = usePacket(id);
  const shown = packet.value?.state ?? state;
  return (
    <li className="packet" data-packet={id} data-testid="packet" data-state={shown}>
      {children}
      <p>
        <b>{say('packet.one')}</b> <code className="number">{id}</code>{' '}
        <span className="tag" data-testid="packet-state" data-state={shown}>
          {sayOf(say, 'packet-state', shown)}
        </span>
      </p>
      <Answer of={packet}>
        {(value) => (
          <>
            <Steps packet={value} />
            {isWorking(value.state) ? (
              <Progress percent={Math.round((value.progress ?? 0) * 100)} size="small" />
            ) : null}
            {value.failed === undefined ? null : (
              <p className="problem">
                {say('packet.failed-why')}
                {names.word(value.failed)}
              </p>
            )}
            <Refused packet={value} />
            <Missing packet={value} />
            {isSealed(value.state) ? null : <FormPreviews packet={value.id} />}
            <Approve packet={value} onDone={packet.reload} />
            <Download packet={value} />
          </>
        )}
      </Answer>
    </li>
  );
};
