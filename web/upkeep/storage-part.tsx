/** What fills the disk, how much is kept free for alarms, and where what may go is listed. */
import type { StorageOverview } from '../../src/console/upkeep.js';
import { Answer } from '../parts/answer.js';
import { LevelMark } from '../parts/level-mark.js';
import { PlainTable } from '../parts/plain-table.js';
import { Moment } from '../parts/times.js';
import { hrefOf } from '../routes.js';
import { useMay } from '../session.js';
import { useSay } from '../texts/texts.js';
import { sizeText } from '../times.js';
import { useFetched } from '../use-fetched.js';

/** Of the own parts in their order, told apart by their hatching, in the bar and beside its name. */
const hatches = ['135deg', '45deg', '90deg', '0deg'].map(
  (angle) => `repeating-linear-gradient(${angle}, var(--accent) 0 2px, var(--bg) 2px 5px)`,
);
const shadeOf = (index: number): string => ['var(--accent)', ...hatches][index % 5] ?? '';
const freeShade = 'var(--bg)';
const otherShade = 'color-mix(in srgb, var(--quiet) 35%, var(--bg))';

const Bar = ({ storage }: { readonly storage: StorageOverview }) => {
  const { parts, totalBytes, freeBytes } = storage;
  const own = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const width = (bytes: number): string => `${Math.max(0, (bytes / totalBytes) * 100)}%`;
  return (
    <div className="disk-bar" aria-hidden="true">
      {parts.map(({ part, bytes }, index) => (
        <span key={part} style={{ width: width(bytes), background: shadeOf(index) }} />
      ))}
      <span style={{ width: width(totalBytes - freeBytes - own), background: otherShade }} />
    </div>
  );
};

export const StoragePart = () => {
  const say = useSay();
  const mayEvidence = useMay('evidence:read');
  const storage = useFetched<StorageOverview>('/upkeep/storage');
  return (
    <Answer of={storage}>
      {(value) => {
        const { totalBytes, freeBytes, reserveBytes, parts, room, measuredAt } = value;
        const own = parts.reduce((sum, { bytes }) => sum + bytes, 0);
        const rows = [
          ...parts.map(
            ({ part, bytes, files }, index) =>
              [say(`storage.${part}`), bytes, files, shadeOf(index)] as const,
          ),
          [say('storage.other'), Math.max(0, totalBytes - freeBytes - own), undefined, otherShade] as const,
          [say('storage.free'), freeBytes, undefined, freeShade] as const,
        ];
        return (
          <section className="stack" aria-labelledby="storage" data-testid="storage" data-room={room}>
            <h2 id="storage">{say('upkeep.storage')}</h2>
            <p>
              {room === 'enough' ? null : <LevelMark level="trouble" />}{' '}
              {say(`storage.room-${room}`, { reserve: sizeText(reserveBytes) })}
            </p>
            <Bar storage={value} />
            <PlainTable
              caption={say('upkeep.storage')}
              className="number"
              columns={[
                say('storage.what'),
                say('storage.bytes'),
                say('storage.share'),
                say('storage.files'),
              ]}
            >
              {rows.map(([name, bytes, files, shade]) => (
                <tr key={name}>
                  <th scope="row">
                    <span className="swatch" aria-hidden="true" style={{ background: shade }} />
                    {name}
                  </th>
                  <td>{sizeText(bytes)}</td>
                  <td>{((bytes / totalBytes) * 100).toFixed(1)}%</td>
                  <td>{files === undefined || files === 0 ? '—' : files}</td>
                </tr>
              ))}
            </PlainTable>
            <p className="quiet">
              {say('storage.measured')} <Moment at={measuredAt} />
            </p>
            <p>
              {mayEvidence ? (
                <a href={hrefOf('evidence')}>{say('storage.retention')}</a>
              ) : (
                say('storage.ask-clerk')
              )}
            </p>
          </section>
        );
      }}
    </Answer>
  );
};
