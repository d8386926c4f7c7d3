/** One device: how it is and why, and how it proves who it is. */
import { Button, Descriptions } from 'antd';
import { useState } from 'react';

import type { CertificateItem } from '../../src/intake/credentials.js';
import type { Fact } from '../../src/console/board.js';
import { Answer, ProblemLine } from '../parts/answer.js';
import { HeldButton } from '../parts/held-button.js';
import { Moment, Stamp } from '../parts/times.js';
import { useNames } from '../reference.js';
import { hrefOf } from '../routes.js';
import { useMay } from '../session.js';
import { sayOf, useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import { useSending } from '../use-sending.js';
import type { DeviceReport } from '../wire.js';
import { DeviceTests, OpenHere } from './device-tests.js';
import { Download, EnrolmentCard } from './enrolment-card.js';
import { HealthLine } from './device-health.js';

interface NewCertificate {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

const ofDevice = (fact: Fact): boolean => fact.type.startsWith('device.');

const Certificate = ({ certificate, onDone }: { certificate: CertificateItem; onDone: () => void }) => {
  const say = useSay();
  const { serial, device, issuedAt, until, endsAt, revoked } = certificate;
  const sending = useSending(onDone);
  return (
    <li data-testid="certificate" data-revoked={revoked === true}>
      <code>{serial.slice(0, 16)}</code> {say('device.issued')} <Moment at={issuedAt} /> ·{' '}
      {say(revoked === true ? 'device.revoked' : 'device.until')} <Stamp at={endsAt ?? until} />{' '}
      {revoked === true ? null : (
        <HeldButton
          isSmall
          tone="plain"
          data-testid="certificate-revoke"
          onHeld={() => sending.send(`/devices/${device}/certificates/${serial}/revoke`)}
        >
          {say('device.revoke')}
        </HeldButton>
      )}
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </li>
  );
};

const Credentials = ({ id }: { readonly id: string }) => {
  const say = useSay();
  const path = `/devices/${id}`;
  const held = useFetched<{ certificates: CertificateItem[]; oldSecretUntil?: string }>(
    `${path}/credentials`,
    ofDevice,
  );
  const [secret, setSecret] = useState<{ readonly secret: string; readonly oldUntil: string }>();
  const [made, setMade] = useState<NewCertificate>();
  const renewing = useSending<{ secret: string; oldUntil: string }>((answer) => {
    setSecret(answer);
    held.reload();
  });
  const certifying = useSending<NewCertificate>((answer) => {
    setMade(answer);
    held.reload();
  });
  const problem = renewing.problem ?? certifying.problem;
  return (
    <section aria-label={say('device.credentials')}>
      <h2>{say('device.credentials')}</h2>
      <div className="page-tools">
        <HeldButton tone="plain" data-testid="secret-renew" onHeld={() => renewing.send(`${path}/secret`)}>
          {say('device.renew')}
        </HeldButton>
        <Button
          loading={certifying.isBusy}
          onClick={() => certifying.send(`${path}/certificates`)}
          data-testid="certify"
        >
          {say('device.certify')}
        </Button>
      </div>
      {problem === undefined ? null : <ProblemLine problem={problem} />}
      {secret === undefined ? null : <EnrolmentCard device={id} {...secret} />}
      {made === undefined ? null : (
        <p data-testid="new-certificate">
          {say('device.take')} <Download name={`${id}.crt`} text={made.cert} />{' '}
          <Download name={`${id}.key`} text={made.key} /> <Download name="ca.crt" text={made.ca} />
        </p>
      )}
      <Answer of={held}>
        {({ certificates }) => (
          <ul className="certificates">
            {certificates.map((certificate) => (
              <Certificate key={certificate.serial} certificate={certificate} onDone={held.reload} />
            ))}
          </ul>
        )}
      </Answer>
    </section>
  );
};

interface Ping {
  readonly answeredInMs?: number;
  readonly firmware?: string;
}

/** Asking it whether it is there, and putting other hardware in its place. */
const Service = ({ device, onChanged }: DevicePageProps) => {
  const say = useSay();
  const [ping, setPing] = useState<Ping>();
  const [secret, setSecret] = useState<string>();
  const testing = useSending<Ping>(setPing);
  const replacing = useSending<{ secret: string }>((answer) => {
    setSecret(answer.secret);
    onChanged();
  });
  const problem = testing.problem ?? replacing.problem;
  const { kind } = device;
  const then = say(`device.then-${kind === 'button' || kind === 'recorder' ? kind : 'other'}`);
  return (
    <section aria-label={say('device.service')}>
      <h2>{say('device.service')}</h2>
      <div className="page-tools">
        <Button
          loading={testing.isBusy}
          disabled={!device.enabled}
          title={device.enabled ? undefined : say('needs.enabled')}
          data-testid="device-ping"
          onClick={() => testing.send(`/devices/${device.id}/ping`)}
        >
          {say('device.ping')}
        </Button>
        <HeldButton
          tone="plain"
          data-testid="device-replace"
          onHeld={() => replacing.send(`/devices/${device.id}/replace`)}
        >
          {say('device.replace')}
        </HeldButton>
      </div>
      <p className="quiet">
        {say('device.replace-how')}
        {then}
      </p>
      {ping === undefined ? null : (
        <p data-testid="device-answer">
          {ping.answeredInMs === undefined
            ? `${say('device.no-answer')}${then}`
            : say('device.answered', { ms: ping.answeredInMs })}{' '}
          {ping.firmware ?? ''}
        </p>
      )}
      {problem === undefined ? null : <ProblemLine problem={problem} />}
      {secret === undefined ? null : <EnrolmentCard device={device.id} secret={secret} />}
    </section>
  );
};

interface DevicePageProps {
  readonly device: DeviceReport;
  readonly onChanged: () => void;
}

export const DevicePart = ({ device, onChanged }: DevicePageProps) => {
  const say = useSay();
  const names = useNames();
  const mayManage = useMay('device:manage');
  const switching = useSending(onChanged);
  const isOn = device.enabled;
  const values = [
    ['devices.id', device.id],
    ['devices.kind', sayOf(say, 'kind', device.kind)],
    ['devices.place', names.fullPlace(device.place)],
    [
      'devices.state',
      <span key="health">
        <HealthLine device={device} isNamed />
        <OpenHere device={device.id} />
      </span>,
    ],
    [
      'devices.heard',
      device.lastHeardAt === undefined ? '—' : <Moment key="heard" at={device.lastHeardAt} />,
    ],
    ['devices.battery', device.battery === undefined ? '—' : `${device.battery} %`],
  ] as const;
  return (
    <article className="page" data-testid="device-page" data-device={device.id}>
      <p>
        <a href={hrefOf('devices')}>← {say('page.devices')}</a>
      </p>
      <h2>{device.name}</h2>
      <Descriptions
        column={1}
        colon={false}
        items={values.map(([key, children]) => ({ key, label: `${say(key)}${say('text.colon')}`, children }))}
      />
      {device.kind === 'button' ? <DeviceTests device={device.id} /> : null}
      {mayManage ? (
        <>
          <HeldButton
            tone="plain"
            data-testid="device-switch"
            onHeld={() => switching.send(`/devices/${device.id}/${isOn ? 'disable' : 'enable'}`)}
          >
            {say(isOn ? 'device.disable' : 'device.enable')}
          </HeldButton>
          {switching.problem === undefined ? null : <ProblemLine problem={switching.problem} />}
          <Service device={device} onChanged={onChanged} />
          <Credentials id={device.id} />
        </>
      ) : null}
    </article>
  );
};
