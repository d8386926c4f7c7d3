/** What an electrician takes to the device: a QR code and the three values, shown once. */
import { QRCode, Typography } from 'antd';

import { Answer } from '../parts/answer.js';
import { useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';

interface Enrolling {
  readonly court: string;
  readonly url: string;
  readonly ca?: string;
}

/** The console knows its port; under which name it is reached, the browser knows. */
const addressOf = ({ url }: Enrolling): string => url.replace('//:', `//${window.location.hostname}:`);

export const Download = ({ name, text }: { readonly name: string; readonly text: string }) => (
  <a
    className="button plain"
    download={name}
    href={`data:application/x-pem-file;charset=utf-8,${encodeURIComponent(text)}`}
    data-testid={`download-${name}`}
  >
    {name}
  </a>
);

const valuesOf = (url: string, device: string, secret: string) =>
  [
    ['enrol.address', url],
    ['devices.id', device],
    ['enrol.secret', secret],
  ] as const;

interface EnrolmentCardProps {
  readonly device: string;
  readonly secret: string;
  /** the secret before this one counts until then */
  readonly oldUntil?: string;
}

export const EnrolmentCard = ({ device, secret, oldUntil }: EnrolmentCardProps) => {
  const say = useSay();
  const where = useFetched<Enrolling>('/enrolment');
  return (
    <Answer of={where}>
      {(enrolling) => {
        const url = addressOf(enrolling);
        const told = { court: enrolling.court, url, device, secret };
        const values = valuesOf(url, device, secret);
        return (
          <section className="enrolment" data-testid="enrolment" aria-label={say('enrol.card')}>
            <QRCode type="svg" size={220} value={JSON.stringify(told)} bgColor="#fff" color="#000" />
            <div>
              <p>{say('enrol.once')}</p>
              <dl>
                {values.map(([key, value]) => (
                  <div key={key}>
                    <dt>{say(key)}</dt>
                    <dd data-testid={key}>
                      <Typography.Text code copyable>
                        {value}
                      </Typography.Text>
                    </dd>
                  </div>
                ))}
              </dl>
              {oldUntil === undefined ? null : <p>{say('enrol.old-until', { at: oldUntil.slice(0, 10) })}</p>}
              {enrolling.ca === undefined ? null : (
                <p>
                  {say('enrol.trust')} <Download name="ca.crt" text={enrolling.ca} />
                </p>
              )}
            </div>
          </section>
        );
      }}
    </Answer>
  );
};
