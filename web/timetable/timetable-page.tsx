/** The hearings of a day: as a strip by room, as a list, and for who keeps it by hand and by file. */
import { useState } from 'react';

import type { Fact } from '../../src/console/board.js';
import type { HearingItem } from '../../src/timetable/hearing.js';
import { asProblem, end, type Problem } from '../api.js';
import { useNowMs, useTimeZone } from '../court-time.js';
import { EmptyLine, Listed, ProblemLine } from '../parts/answer.js';
import { HeldButton } from '../parts/held-button.js';
import { PlainTable } from '../parts/plain-table.js';
import { useNames } from '../reference.js';
import { useMay } from '../session.js';
import '../styles/administration.css';
import '../styles/pages.css';
import { TimeField } from '../parts/time-field.js';
import { useSay } from '../texts/texts.js';
import { partsOf } from '../times.js';
import { useWhole } from '../use-fetched.js';
import { DayStrip } from './day-strip.js';
import { HearingForm } from './hearing-form.js';
import { ImportPart } from './import-part.js';

const concerns = ({ type }: Fact): boolean => type.startsWith('hearing.') || type.startsWith('timetable.');

/** `09:00` in the court's zone */
export const useHour = (): ((at: string) => string) => {
  const timeZone = useTimeZone();
  return (at) => partsOf(Date.parse(at), timeZone).time.slice(0, 5);
};

const Risk = ({ risk }: { readonly risk: NonNullable<HearingItem['risk']> }) => {
  const word = useSay()(`hearing.risk-${risk}`);
  return risk === 'high' ? <b>{word}</b> : word;
};

const Hearing = ({
  hearing,
  onChanged,
}: {
  readonly hearing: HearingItem;
  readonly onChanged: () => void;
}) => {
  const say = useSay();
  const names = useNames();
  const hour = useHour();
  const mayManage = useMay('hearing:manage');
  const [problem, setProblem] = useState<Problem>();
  const cancel = async (): Promise<void> => {
    try {
      await end(`/hearings/${hearing.id}`);
      onChanged();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const { caseNumber, cause, judge, parties, risk, source } = hearing;
  return (
    <tr data-testid="hearing" data-risk={risk}>
      <th scope="row" className="number">
        {hour(hearing.startsAt)}–{hour(hearing.endsAt)}
      </th>
      <td>{names.place(hearing.place)}</td>
      <td>
        {caseNumber === undefined ? '—' : names.word(caseNumber)}
        {cause === undefined ? null : <div className="quiet">{names.word(cause)}</div>}
      </td>
      <td>{judge === undefined ? '—' : names.word(judge)}</td>
      <td>{parties.map(names.word).join(say('text.stop'))}</td>
      <td>{risk === undefined ? '—' : <Risk risk={risk} />}</td>
      <td>{say(`hearing.source-${source}`)}</td>
      {mayManage ? (
        <td>
          <HeldButton tone="plain" isSmall data-testid="hearing-cancel" onHeld={() => void cancel()}>
            {say('hearing.cancel')}
          </HeldButton>
          {problem === undefined ? null : <ProblemLine problem={problem} />}
        </td>
      ) : null}
    </tr>
  );
};

const columns = ['time', 'place', 'case', 'judge', 'parties', 'risk', 'source'] as const;

const Hearings = ({
  items,
  day,
  onChanged,
}: {
  readonly items: readonly HearingItem[];
  readonly day: string;
  readonly onChanged: () => void;
}) => {
  const say = useSay();
  const mayManage = useMay('hearing:manage');
  return (
    <PlainTable
      caption={say('hearing.list', { day })}
      className="wide-table"
      columns={[
        ...columns.map((column) => say(`hearing.${column}`)),
        ...(mayManage ? [say('hearing.act')] : []),
      ]}
    >
      {items.map((hearing) => (
        <Hearing key={hearing.id} hearing={hearing} onChanged={onChanged} />
      ))}
    </PlainTable>
  );
};

const shifted = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const TimetablePage = () => {
  const say = useSay();
  const nowMs = useNowMs();
  const timeZone = useTimeZone();
  const mayManage = useMay('hearing:manage');
  const [chosen, setChosen] = useState<string>();
  const today = partsOf(nowMs, timeZone).date;
  const day = chosen ?? today;
  const hearings = useWhole<HearingItem>(`/hearings?day=${day}`, concerns);
  return (
    <div className="page" data-testid="timetable">
      <div className="page-tools">
        <div className="choices">
          <button type="button" className="button plain" onClick={() => setChosen(shifted(day, -1))}>
            ← {say('hearing.day-before')}
          </button>
          <TimeField
            form="day"
            label={say('figures.choose-day')}
            value={day}
            data-testid="timetable-day"
            onChange={(given) => given !== '' && setChosen(given)}
          />
          <button type="button" className="button plain" onClick={() => setChosen(shifted(day, 1))}>
            {say('hearing.day-after')} →
          </button>
          {day === today ? null : (
            <button type="button" className="button plain" onClick={() => setChosen(undefined)}>
              {say('hearing.today')}
            </button>
          )}
        </div>
      </div>
      <Listed
        of={hearings}
        nothing={
          <EmptyLine>
            {say('hearing.none')}
            {say('text.gap')}
            {say(mayManage ? 'hearing.none-add' : 'hearing.none-ask')}
          </EmptyLine>
        }
      >
        {(items) => (
          <>
            <DayStrip hearings={items} day={day} />
            <Hearings items={items} day={day} onChanged={hearings.reload} />
          </>
        )}
      </Listed>
      {mayManage ? (
        <div className="two-columns part">
          <ImportPart onDone={hearings.reload} onDay={setChosen} />
          <HearingForm day={day} onDone={hearings.reload} />
        </div>
      ) : null}
    </div>
  );
};

export default TimetablePage;
