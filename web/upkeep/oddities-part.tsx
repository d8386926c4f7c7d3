/** What was not understood: by device, one by one with its bytes, and who is enrolled nowhere and was turned away. */
import { Fragment, useState } from 'react';

import type { Fact, Word } from '../../src/console/board.js';
import type { OddityCount, OddityDetail, OddityItem } from '../../src/intake/oddity.js';
import { Answer, EmptyLine, Listed } from '../parts/answer.js';
import { PlainTable } from '../parts/plain-table.js';
import { Moment } from '../parts/times.js';
import { useNames } from '../reference.js';
import { hrefOf } from '../routes.js';
import { sayOf, useSay } from '../texts/texts.js';
import { sizeText } from '../times.js';
import { useFetched, useList, useWhole } from '../use-fetched.js';
import { oddityWhy } from './oddity-why.js';

const concerns = ({ type }: Fact): boolean => type.startsWith('event.');

const Counts = ({ onChosen }: { readonly onChosen: (device: string) => void }) => {
  const say = useSay();
  const names = useNames();
  const counts = useWhole<OddityCount>('/oddities/counts', concerns);
  return (
    <Listed of={counts} nothing={<EmptyLine>{say('oddity.none')}</EmptyLine>}>
      {(items) => (
        <>
          <h3>{say('oddity.by-device')}</h3>
          <PlainTable
            caption={say('oddity.by-device')}
            className="number wide-table"
            columns={[
              say('oddity.device'),
              say('oddity.kind'),
              say('figures.count'),
              say('oddity.last'),
              say('hearing.act'),
            ]}
          >
            {items.map(({ device, kind, count, lastAt }) => (
              <tr key={`${device} ${kind}`} data-testid="oddity-count" data-device={device}>
                <th scope="row">
                  <a href={hrefOf('devices', device)}>{names.device(device)}</a>
                </th>
                <td>
                  <span className="begins">{sayOf(say, 'trouble', kind)}</span>
                </td>
                <td>{count}</td>
                <td>
                  <Moment at={lastAt} />
                </td>
                <td>
                  <button type="button" className="button plain small" onClick={() => onChosen(device)}>
                    {say('oddity.only')}
                  </button>
                </td>
              </tr>
            ))}
          </PlainTable>
        </>
      )}
    </Listed>
  );
};

const Detail = ({ item }: { readonly item: OddityItem }) => {
  const say = useSay();
  const detail = useFetched<OddityDetail>(`/oddities/${item.device}/${item.kind}/${item.sha256}`);
  return (
    <Answer of={detail}>
      {({ payload, encoding, sha256, boot, seq, alarm }) => (
        <div className="stack" data-testid="oddity-detail">
          <p>
            SHA-256 <code>{sha256}</code>
            {boot === undefined ? '' : ` · boot ${boot}`}
            {seq === undefined ? '' : ` · seq ${seq}`}
          </p>
          {alarm === undefined ? null : <p>{say('oddity.rang')}</p>}
          <p className="quiet">{say(`oddity.as-${encoding}`)}</p>
          <pre className="payload">{payload === '' ? say('oddity.empty') : payload}</pre>
        </div>
      )}
    </Answer>
  );
};

/** In the page's language; what exactly was kept is told on pointing at it. */
const Why = ({ why }: { readonly why: string }) => {
  const say = useSay();
  const known = oddityWhy(why);
  const kindOf = (name: 'kind' | 'other'): string => sayOf(say, 'kind', String(known?.values[name] ?? ''));
  return (
    <span className="quiet" title={why}>
      {known === undefined
        ? why
        : say(known.key, { ...known.values, kind: kindOf('kind'), other: kindOf('other') })}
    </span>
  );
};

const Rows = ({ device }: { readonly device: string | undefined }) => {
  const say = useSay();
  const names = useNames();
  const [open, setOpen] = useState<string>();
  const rows = useList<OddityItem>(
    device === undefined ? '/oddities' : `/oddities?device=${encodeURIComponent(device)}`,
    concerns,
  );
  return (
    <Answer of={rows}>
      {({ items }) =>
        items.length === 0 ? null : (
          <>
            <h3>{say('oddity.one-by-one')}</h3>
            <PlainTable
              caption={say('oddity.one-by-one')}
              className="wide-table"
              columns={[
                say('oddity.device'),
                say('oddity.kind'),
                say('hearing.why'),
                say('storage.bytes'),
                say('oddity.at'),
                say('hearing.act'),
              ]}
            >
              {items.map((item) => {
                const key = `${item.device} ${item.kind} ${item.sha256}`;
                return (
                  <Fragment key={key}>
                    <tr data-testid="oddity">
                      <th scope="row">
                        <a href={hrefOf('devices', item.device)}>{names.device(item.device)}</a>
                      </th>
                      <td>
                        <span className="begins">{sayOf(say, 'trouble', item.kind)}</span>
                      </td>
                      <td>{item.why === undefined ? '—' : <Why why={item.why} />}</td>
                      <td className="number">{sizeText(item.bytes)}</td>
                      <td>
                        <Moment at={item.receivedAt} />
                      </td>
                      <td>
                        <button
                          type="button"
                          className="button plain small"
                          aria-expanded={open === key}
                          onClick={() => setOpen(open === key ? undefined : key)}
                        >
                          {say(open === key ? 'oddity.close' : 'oddity.open')}
                        </button>
                      </td>
                    </tr>
                    {open === key ? (
                      <tr>
                        <td colSpan={6}>
                          <Detail item={item} />
                        </td>
                      </tr>
                    ) : null}
                  </Fragment>
                );
              })}
            </PlainTable>
          </>
        )
      }
    </Answer>
  );
};

const Strangers = () => {
  const say = useSay();
  const names = useNames();
  const strangers = useWhole<Fact>('/oddities/strangers');
  const told = (value: unknown): string => (value === undefined ? '—' : names.word(value as Word | string));
  return (
    <section className="stack part" aria-labelledby="strangers">
      <h2 id="strangers">{say('oddity.strangers')}</h2>
      <p className="quiet explain">{say('oddity.strangers-how')}</p>
      <Listed of={strangers} nothing={<EmptyLine>{say('oddity.no-strangers')}</EmptyLine>}>
        {(items) => (
          <PlainTable
            caption={say('oddity.strangers')}
            className="number"
            columns={[say('oddity.called'), say('oddity.address'), say('oddity.at')]}
          >
            {items.map(({ seq, at, data }) => (
              <tr key={seq} data-testid="stranger">
                <th scope="row">{told(data['stranger'])}</th>
                <td>{told(data['address'])}</td>
                <td>
                  <Moment at={at} />
                </td>
              </tr>
            ))}
          </PlainTable>
        )}
      </Listed>
    </section>
  );
};

export const OdditiesPart = () => {
  const say = useSay();
  const names = useNames();
  const [device, setDevice] = useState<string>();
  return (
    <>
      <section className="stack" aria-labelledby="oddities">
        <h2 id="oddities">{say('upkeep.oddities')}</h2>
        <p className="quiet explain">{say('oddity.how')}</p>
        <Counts onChosen={setDevice} />
        {device === undefined ? null : (
          <p className="choices">
            {names.device(device)}
            <button type="button" className="button plain small" onClick={() => setDevice(undefined)}>
              {say('oddity.all')}
            </button>
          </p>
        )}
        <Rows key={device ?? ''} device={device} />
      </section>
      <Strangers />
    </>
  );
};
