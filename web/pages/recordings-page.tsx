/** Recordings by place and time, each to be heard with its marks, and the recorders as they are now. */
import { useState } from 'react';

import type { Fact } from '../../src/console/board.js';
import type { Instant } from '../../src/kernel/clock.js';
import type { RecordingItem } from '../../src/recordings/clip.js';
import type { RecorderItem } from '../../src/recordings/mark.js';
import { AntFrame } from '../parts/ant-frame.js';
import { Answer, EmptyLine, GoTo, ShowAll } from '../parts/answer.js';
import { Dotted } from '../parts/dotted.js';
import { LevelMark } from '../parts/level-mark.js';
import { PlaceSelect } from '../parts/place-select.js';
import { Moment } from '../parts/times.js';
import { WhenInput } from '../parts/when-input.js';
import { MarkedPlayer } from '../recordings/marked-player.js';
import { RecordersPart, useRecorders } from '../recordings/recorders-part.js';
import { useNames } from '../reference.js';
import { hrefOf } from '../routes.js';
import { useMay } from '../session.js';
import { useSay } from '../texts/texts.js';
import { runningText } from '../times.js';
import { useList } from '../use-fetched.js';

const concerns = (fact: Fact): boolean =>
  fact.type.startsWith('clip.') ||
  ['evidence.received', 'evidence.joined', 'evidence.held'].includes(fact.type);

interface Wanted {
  readonly place: string;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
}

const anything: Wanted = { place: '' };
const isAll = ({ place, from, to }: Wanted): boolean =>
  place === '' && from === undefined && to === undefined;

const queryOf = ({ place, from, to }: Wanted): string =>
  String(
    new URLSearchParams({
      ...(place === '' ? {} : { place }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    }),
  );

interface RowProps {
  readonly clip: RecordingItem;
  /** the newest of a recorder that is not heard any more: what came after it may be missing */
  readonly isLast: boolean;
  readonly onGone: () => void;
}

const State = ({ clip: { state, incident, kept }, isLast }: Pick<RowProps, 'clip' | 'isLast'>) => {
  const say = useSay();
  const isWrong = state === 'missing' || state === 'quarantined';
  return (
    <span className="recording-state">
      <Dotted>
        <>
          {isWrong ? <LevelMark level="trouble" /> : null} {say(`clip.${state}`)}
        </>
        {isLast ? (
          <>
            <LevelMark level="trouble" /> {say('clip.lost-since')}
          </>
        ) : null}
        {incident === undefined && kept !== true ? null : say('evidence.held')}
      </Dotted>
    </span>
  );
};

const Row = ({ clip, isLast, onGone }: RowProps) => {
  const say = useSay();
  const names = useNames();
  const mayHear = useMay('evidence:read');
  const [isChosen, setChosen] = useState(false);
  return (
    <li className="recording" data-testid="recording" data-state={clip.state} data-device={clip.device}>
      <div className="recording-line">
        <Moment at={clip.startedAt} />
        <b>{names.fullPlace(clip.place)}</b>
        <span>
          {names.device(clip.device)} {clip.caseNumber === undefined ? '' : names.word(clip.caseNumber)}
        </span>
        <span className="number">{runningText(Date.parse(clip.endedAt) - Date.parse(clip.startedAt))}</span>
        <State clip={clip} isLast={isLast} />
        {clip.incident === undefined ? (
          <span />
        ) : (
          <a href={hrefOf('incidents', clip.incident)}>{say('sound.incident')}</a>
        )}
        {clip.state === 'stored' && mayHear ? (
          <button
            type="button"
            className="button"
            aria-expanded={isChosen}
            data-testid="recording-choose"
            onClick={() => setChosen((before) => !before)}
          >
            {say(isChosen ? 'sound.close' : 'sound.listen')}
          </button>
        ) : null}
      </div>
      {isChosen ? <MarkedPlayer clip={clip} onGone={onGone} /> : null}
    </li>
  );
};

const heads = ['from', 'place', 'device', 'lasts', 'state', 'incident'] as const;

interface ClipsProps {
  readonly wanted: Wanted;
  readonly recorders: readonly RecorderItem[];
  readonly onAll: () => void;
}

/** Why there may be none, or how to begin one. */
const Nothing = ({ recorders }: Pick<ClipsProps, 'recorders'>) => {
  const say = useSay();
  const mayStart = useMay('recording:start');
  return recorders.length > 0 && recorders.every(({ state }) => state === 'heard') ? (
    <EmptyLine>{say(mayStart ? 'sound.empty-start' : 'sound.empty-wait')}</EmptyLine>
  ) : (
    <EmptyLine next={<GoTo page="devices" />}>{say('sound.empty')}</EmptyLine>
  );
};

const Clips = ({ wanted, recorders, onAll }: ClipsProps) => {
  const say = useSay();
  /** those that are not heard any more */
  const lost = new Set(recorders.filter(({ state }) => state === 'silent').map(({ id }) => id));
  const mayHear = useMay('evidence:read');
  const clips = useList<RecordingItem>(`/recordings?${queryOf(wanted)}`, concerns);
  return (
    <Answer of={clips}>
      {({ items }) => (
        <>
          {items.length > 0 ? null : isAll(wanted) ? (
            <Nothing recorders={recorders} />
          ) : (
            <EmptyLine next={<ShowAll onAll={onAll} />}>{say('sound.none')}</EmptyLine>
          )}
          <ul className="recording-list">
            {items.length === 0 ? null : (
              <li className="recording-line recorder-heads" aria-hidden="true">
                {heads.map((head) => (
                  <span key={head}>{say(`recordings.${head}`)}</span>
                ))}
                {mayHear ? <span>{say('recorder.head-act')}</span> : null}
              </li>
            )}
            {items.map((clip) => (
              <Row
                key={clip.id}
                clip={clip}
                isLast={lost.has(clip.device) && items.find(({ device }) => device === clip.device) === clip}
                onGone={clips.reload}
              />
            ))}
          </ul>
        </>
      )}
    </Answer>
  );
};

const RecordingsPage = () => {
  const say = useSay();
  const [wanted, setWanted] = useState(anything);
  const recorders = useRecorders();
  const change = (part: Partial<Wanted>): void => setWanted((before) => ({ ...before, ...part }));
  return (
    <AntFrame>
      <div className="page recordings">
        <RecordersPart recorders={recorders} />
        <section aria-labelledby="recordings">
          <h2 id="recordings">{say('page.recordings')}</h2>
          <div className="page-tools">
            <PlaceSelect
              aria-label={say('devices.place')}
              data-testid="recordings-place"
              value={wanted.place}
              onPlace={(place) => change({ place })}
            >
              <option value="">{say('sound.all-places')}</option>
            </PlaceSelect>
            {(['from', 'to'] as const).map((end) => (
              <span key={end} className="when-line">
                {say(`sound.wanted-${end}`)}
                <WhenInput
                  label={say(`sound.wanted-${end}`)}
                  value={wanted[end]}
                  onChange={(at) => change({ [end]: at })}
                />
              </span>
            ))}
          </div>
          <Clips
            key={JSON.stringify(wanted)}
            wanted={wanted}
            recorders={recorders.value?.items ?? []}
            onAll={() => setWanted(anything)}
          />
        </section>
      </div>
    </AntFrame>
  );
};

export default RecordingsPage;
