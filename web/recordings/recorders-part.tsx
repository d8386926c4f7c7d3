/** Every recorder as it is now, and the order to record in a room at once. */
import type { Fact } from '../../src/console/board.js';
import type { RecorderItem } from '../../src/recordings/mark.js';
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
const Doing = ({ recorder }: { readonly recorder: RecorderItem }) => {
  const say = useSay();
  if (!isHeardOf(recorder)) return say('recorder.unknown');
  if (!recorder.recording || recorder.since === undefined) return say('recorder.idle');
  return (
    <>
      {say('recorder.recording')} <Running since={recorder.since} />
    </>
  );
};

const Recorder = ({
  recorder,
  onAsked,
}: {
  readonly recorder: RecorderItem;
  readonly onAsked: () => void;
}) => {
  const say = useSay();
  const names = useNames();
  const mayStart = useMay('recording:start');
  const sending = useSending(onAsked);
  const action = recorder.recording ? 'stop' : 'start';
  const isHeard = isHeardOf(recorder);
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
        {recorder.state === 'silent' ? <LevelMark level="trouble" /> : null}{' '}
        {sayOf(say, 'device-state', recorder.state)}
      </span>
      <span>
        <Doing recorder={recorder} />
        {recorder.asked === undefined ? null : (
          <>
            {' · '}
            {say('recorder.asked')} <Age at={recorder.asked.at} />
          </>
        )}
      </span>
      <span className="quiet">
        {recorder.freePercent === undefined ? '' : say('recorder.free', { n: recorder.freePercent })}
      </span>
      {mayStart ? (
        <button
          type="button"
          className="button"
          disabled={!isHeard}
          title={isHeard ? undefined : say('needs.heard')}
          data-testid={`recorder-${action}`}
          onClick={() => sending.send('/recordings/ask', { action, device: recorder.id })}
        >
          {say(`recorder.${action}`)}
        </button>
      ) : null}
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </li>
  );
};

export const useRecorders = (): Fetched<List<RecorderItem>> =>
  useFetched<List<RecorderItem>>('/recordings/recorders', concerns);

export const RecordersPart = ({ recorders }: { readonly recorders: Fetched<List<RecorderItem>> }) => {
  const say = useSay();
  return (
    <section aria-label={say('recorder.title')}>
      <h2>{say('recorder.title')}</h2>
      <Listed
        of={recorders}
        nothing={<EmptyLine next={<GoTo page="devices" />}>{say('recorder.none')}</EmptyLine>}
      >
        {(items) => (
          <ul className="recorders">
            {items.map((recorder) => (
              <Recorder key={recorder.id} recorder={recorder} onAsked={recorders.reload} />
            ))}
          </ul>
        )}
      </Listed>
    </section>
  );
};
