/** A timetable from a file: first shown what was understood and what not, then taken in whole, or not at all. */
import { useState } from 'react';

import type { ImportPreview } from '../../src/timetable/reading.js';
import { asProblem, tellBytes, type Problem } from '../api.js';
import { useTimeZone } from '../court-time.js';
import { ProblemLine } from '../parts/answer.js';
import { RefusedMark } from '../parts/level-mark.js';
import { PlainTable } from '../parts/plain-table.js';
import { useNames } from '../reference.js';
import { FileButton } from '../parts/file-button.js';
import { useSay } from '../texts/texts.js';
import { partsOf } from '../times.js';

const typeOf = (name: string): string => (/\.ics$/i.test(name) ? 'text/calendar' : 'text/csv');
const mostShown = 200;

interface PreviewProps {
  readonly preview: ImportPreview;
  /** its name */
  readonly file: string | undefined;
  readonly onTake: () => void;
}

const Preview = ({ preview, file = '', onTake }: PreviewProps) => {
  const say = useSay();
  const names = useNames();
  const timeZone = useTimeZone();
  const { hearings, faults, plan } = preview;
  const isBad = faults.length > 0 || hearings.length === 0;
  return (
    <div className="stack" data-testid="import-preview">
      <p>
        {say('hearing.understood', { file, n: hearings.length })}
        {' · '}
        {faults.length === 0 ? null : <RefusedMark />} {say('hearing.not-understood', { n: faults.length })}
      </p>
      {faults.length === 0 ? (
        <p data-testid="import-plan">{say('hearing.plan', { ...plan })}</p>
      ) : (
        <>
          <p>{say('hearing.whole-or-not')}</p>
          <PlainTable
            caption={say('hearing.not-understood', { n: faults.length })}
            columns={[say('hearing.line'), say('hearing.why'), say('hearing.words')]}
          >
            {faults.slice(0, mostShown).map(({ at, why, text }) => (
              <tr key={`${at} ${why}`} data-testid="import-fault">
                <th scope="row" className="number">
                  {at}
                </th>
                <td>{say(`hearing.fault-${why}`)}</td>
                <td>{text ?? '—'}</td>
              </tr>
            ))}
          </PlainTable>
        </>
      )}
      {hearings.length === 0 ? null : (
        <details>
          <summary>{say('hearing.see-understood')}</summary>
          <PlainTable
            caption={say('hearing.see-understood')}
            className="number"
            columns={[
              ...(['time', 'place', 'case', 'judge'] as const).map((column) => say(`hearing.${column}`)),
            ]}
          >
            {hearings.slice(0, mostShown).map((hearing) => {
              const { date, time } = partsOf(Date.parse(hearing.startsAt), timeZone);
              return (
                <tr key={`${hearing.place} ${hearing.startsAt} ${hearing.caseNumber ?? ''}`}>
                  <th scope="row">
                    {date} {time.slice(0, 5)}
                  </th>
                  <td>{names.place(hearing.place)}</td>
                  <td>{hearing.caseNumber ?? '—'}</td>
                  <td>{hearing.judge ?? '—'}</td>
                </tr>
              );
            })}
          </PlainTable>
          {hearings.length > mostShown ? (
            <p className="quiet">{say('hearing.and-more', { n: hearings.length - mostShown })}</p>
          ) : null}
        </details>
      )}
      <button
        type="button"
        className="button main"
        disabled={isBad}
        title={isBad ? say('needs.import') : undefined}
        data-testid="import-take"
        onClick={onTake}
      >
        {say('hearing.take')}
      </button>
    </div>
  );
};

interface ImportPartProps {
  readonly onDone: () => void;
  readonly onDay: (day: string) => void;
}

export const ImportPart = ({ onDone, onDay }: ImportPartProps) => {
  const say = useSay();
  const timeZone = useTimeZone();
  const [file, setFile] = useState<File>();
  const [preview, setPreview] = useState<ImportPreview>();
  const [isTaken, setTaken] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const run = async (act: () => Promise<void>): Promise<void> => {
    setProblem(undefined);
    try {
      await act();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const look = (chosen: File): void => {
    const typed = new File([chosen], chosen.name, { type: typeOf(chosen.name) });
    setFile(typed);
    setPreview(undefined);
    setTaken(false);
    void run(async () => setPreview(await tellBytes<ImportPreview>('/hearings/preview', typed)));
  };
  const take = (): void => {
    if (file === undefined) return;
    void run(async () => {
      await tellBytes('/hearings/import', file);
      setTaken(true);
      const first = preview?.hearings.map(({ startsAt }) => startsAt).toSorted()[0];
      if (first !== undefined) onDay(partsOf(Date.parse(first), timeZone).date);
      onDone();
    });
  };
  return (
    <section className="stack" aria-labelledby="import">
      <h2 id="import">{say('hearing.import')}</h2>
      <p className="quiet explain">{say('hearing.import-how')}</p>
      <p className="upload">
        <FileButton accept=".csv,.ics,.txt,text/csv,text/calendar" data-testid="import-file" onFile={look}>
          {say('hearing.file')}
        </FileButton>
      </p>
      {preview === undefined || isTaken ? null : (
        <Preview preview={preview} file={file?.name} onTake={take} />
      )}
      {isTaken ? (
        <output data-testid="import-taken">{say('hearing.taken', { file: file?.name ?? '' })}</output>
      ) : null}
      {problem === undefined ? null : <ProblemLine problem={problem} />}
    </section>
  );
};
