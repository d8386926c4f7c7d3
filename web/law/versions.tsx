/** Every version of the law that was ever kept here: which is in force, who brought it when; one is read, another compared. */
import { Select } from 'antd';
import type { ReactNode } from 'react';

import { Moment } from '../parts/times.js';
import { useNames } from '../reference.js';
import { useSay } from '../texts/texts.js';
import type { LawCodes, LawVersion } from '../wire.js';
import { Differences } from './differences.js';

interface VersionsProps {
  /** the version that is read */
  readonly law: LawCodes;
  /** in the order of their coming into force */
  readonly versions: readonly LawVersion[];
  readonly against: string | undefined;
  readonly onRead: (version: string) => void;
  readonly onAgainst: (version: string | undefined) => void;
  /** how a newer one is loaded, for who may */
  readonly children: ReactNode;
}

const Kept = ({ version, inForceFrom, loadedAt, by }: LawVersion) => {
  const say = useSay();
  const names = useNames();
  return (
    <>
      {say('law.version', { version, from: inForceFrom })} ·{' '}
      {by.kind === 'system' ? say('law.shipped') : say('law.loaded-by', { who: names.actor(by) })}{' '}
      <Moment at={loadedAt} />
    </>
  );
};

export const Versions = ({ law, versions, against, onRead, onAgainst, children }: VersionsProps) => {
  const say = useSay();
  const others = versions.filter(({ version }) => version !== law.version);
  return (
    <section className="part" aria-labelledby="versions">
      <h2 id="versions">{say('law.versions')}</h2>
      <ul className="law-versions" data-testid="law-versions">
        {versions.toReversed().map((one) => (
          <li key={one.version} data-testid="law-version" data-version={one.version}>
            <Kept {...one} />
            {one.isCurrent ? <span className="tag">{say('law.current')}</span> : null}{' '}
            {one.version === law.version ? (
              <span className="tag">{say('law.read-here')}</span>
            ) : (
              <button type="button" className="button small" onClick={() => onRead(one.version)}>
                {say('law.read')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {children}
      {others.length === 0 ? null : (
        <>
          <Select
            allowClear
            value={against ?? null}
            style={{ minWidth: 280 }}
            data-testid="law-against"
            aria-label={say('law.against')}
            placeholder={say('law.against')}
            onChange={(version: string | null | undefined) => onAgainst(version ?? undefined)}
            options={others.map(({ version }) => ({ value: version, label: version }))}
          />
          {against === undefined ? null : <Differences law={law} against={against} />}
        </>
      )}
    </section>
  );
};
