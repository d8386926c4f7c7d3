/** Every recorder as it is now, and the order to record in a room at once. */
import type { Fact } from '../../src/console/board.js';
import type { RecorderItem } from '../../src/recordings/mark.js';
import { useBoard } from '../live/live-context.js';
import { EmptyLine, GoTo, Listed, ProblemLine } from '../parts/answer.js';
import { LevelMark } from '../parts/level-mark.js';
import { Age, Running } from '../parts/times.js';
import { useNames } from '../reference.js';
import { useMay } from '../session.js';
import { sayOf, useSay } from '../texts/texts.js';
import { useFetched, type Fetched } from '../use-fetched.js';
import { useSending } from '../use-sending.js';
import type { List } from '../wire.js';

const concerns = (fact: Fact): boolean =>
  fact.type.startsWith('recorder.') || fact.type.startsWith('device.');

const isHeardOf = ({ state }: RecorderItem): boolean => state === 'heard';

/** What it said last tells nothing of one that is not heard. */
const Doing = ({ recorder, isNeeded }: { readonly recorder: RecorderItem; readonly isNeeded: boolean }) => {
  const say = useSay();
  if (!isHeardOf(recorder)) return say('recorder.unknown');
  if (isNeeded)
    return (
      <>
        <LevelMark level="trouble" /> <b>{say('recorder.needed')}</b>
      </>
    );
  if (!recorder.recording || recorder.since === undefined) return say('recorder.idle');
  return (
    <>
      {say('recorder.recording')} <Running since={recorder.since} />
    </>
  );
};

interface RecorderProps {
  readonly recorder: RecorderItem;
  /** an alarm is open in its room, and it does not record */
  readonly isNeeded: boolean;
  readonly onAsked: () => void;
}

const StartStop = ({ recorder, isNeeded, onAsked }: RecorderProps) => {
  const say = useSay();
  const sending = useSending(onAsked);
  const action = recorder.recording ? 'stop' : 'start';
  const isHeard = isHeardOf(recorder);
  return (
    <>
      <button
        type="button"
        className={isNeeded ? 'button main' : 'button'}
        disabled={!isHeard}
        title={isHeard ? undefined : say('needs.heard')}
        data-testid={`recorder-${action}`}
        onClick={() => sending.send('/recordings/ask', { action, device: recorder.id })}
      >
        {say(`recorder.${action}`)}
      </button>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </>
  );
};

const Recorder = ({ recorder, isNeeded, onAsked }: RecorderProps) => {
  const say = useSay();
  const names = useNames();
  const mayStart = useMay('recording:start');
  return (
    <li
      className="recorder"
      data-testid="recorder"
      data-recorder={recorder.id}
      data-recording={recorder.recording}
    >
      <b>{names.fullPlace(recorder.place)}</b>
      <span>{recorder.name}</span>
      <span>
        {['silent', 'never-heard'].includes(recorder.state) ? <LevelMark level="trouble" /> : null}{' '}
        {sayOf(say, 'device-state', recorder.state)}
      </span>
      <span>
        <Doing recorder={recorder} isNeeded={isNeeded} />
        {recorder.asked === undefined ? null : (
          <>
            {' · '}
            {say('recorder.asked')} <Age at={recorder.asked.at} />
          </>
        )}
      </span>
      <span className={recorder.freePercent === undefined ? 'quiet on-desk' : 'quiet'}>
        {recorder.freePercent === undefined ? '—' : say('recorder.free', { n: recorder.freePercent })}
      </span>
      {mayStart ? <StartStop recorder={recorder} isNeeded={isNeeded} onAsked={onAsked} /> : null}
    </li>
  );
};

export const useRecorders = (): Fetched<List<RecorderItem>> =>
  useFetched<List<RecorderItem>>('/recordings/recorders', concerns);

export const RecordersPart = ({ recorders }: { readonly recorders: Fetched<List<RecorderItem>> }) => {
  const say = useSay();
  const mayStart = useMay('recording:start');
  const open = useBoard().alarms.filter(({ response }) => response !== 'closed');
  const called = new Set(open.map(({ place }) => place));
  return (
    <section aria-label={say('recorder.title')}>
      <h2>{say('recorder.title')}</h2>
      <Listed
        of={recorders}
        nothing={<EmptyLine next={<GoTo page="devices" />}>{say('recorder.none')}</EmptyLine>}
      >
        {(items) => (
          <ul className="recorders">
            <li className="recorder recorder-heads" aria-hidden="true">
              {(['place', 'device', 'state', 'doing', 'storage'] as const).map((head) => (
                <span key={head}>{say(`recorder.head-${head}`)}</span>
              ))}
              {mayStart ? <span>{say('recorder.head-act')}</span> : null}
            </li>
            {items
              .toSorted((a, b) => Number(called.has(b.place)) - Number(called.has(a.place)))
              .map((recorder) => (
                <Recorder
                  key={recorder.id}
                  recorder={recorder}
                  isNeeded={called.has(recorder.place) && isHeardOf(recorder) && !recorder.recording}
                  onAsked={recorders.reload}
                />
              ))}
          </ul>
        )}
      </Listed>
    </section>
  );
};
