/** A recording with its marks: listen at any speed, in a loop, mark a moment or a span, tag it, hold it. */
import { useCallback, useMemo, useState } from 'react';

import type { RecordingItem } from '../../src/recordings/clip.js';
import type { Mark } from '../../src/recordings/mark.js';
import { ProblemLine } from '../parts/answer.js';
import { HeldButton } from '../parts/held-button.js';
import { useNames } from '../reference.js';
import { useMay } from '../session.js';
import { sayOf, useSay } from '../texts/texts.js';
import { runningText } from '../times.js';
import { useFetched } from '../use-fetched.js';
import { useSending } from '../use-sending.js';
import type { List } from '../wire.js';
import { InterferenceForm } from './interference-form.js';
import { useSound, type ShownSpan } from './use-sound.js';

const speeds = [0.5, 0.75, 1, 1.25, 1.5, 2] as const;

interface Span {
  readonly from: number;
  readonly to: number;
}

const secondsOf = (at: string, clip: RecordingItem): number =>
  (Date.parse(at) - Date.parse(clip.startedAt)) / 1000;
const instantOf = (seconds: number, clip: RecordingItem): string =>
  new Date(
    Math.min(Date.parse(clip.endedAt), Date.parse(clip.startedAt) + Math.round(seconds * 1000)),
  ).toISOString();

const useSpans = (marks: readonly Mark[], clip: RecordingItem): readonly ShownSpan[] => {
  const say = useSay();
  const names = useNames();
  return useMemo(
    () =>
      marks.map(({ id, from, to, tag, note }) => ({
        id,
        from: Math.max(0, secondsOf(from, clip)),
        to: secondsOf(to, clip),
        label: [tag === undefined ? '' : sayOf(say, 'tag', tag), note === undefined ? '' : names.word(note)]
          .filter((text) => text !== '')
          .join(' '),
      })),
    [marks, clip, say, names],
  );
};

const MarkList = ({
  spans,
  onGo,
}: {
  readonly spans: readonly ShownSpan[];
  readonly onGo: (s: number) => void;
}) => (
  <ul className="mark-list" data-testid="mark-list">
    {spans.map((span) => (
      <li key={span.id} data-testid="mark">
        <button type="button" className="button small number" onClick={() => onGo(span.from)}>
          {runningText(span.from * 1000)}
          {span.to > span.from ? `–${runningText(span.to * 1000)}` : ''}
        </button>{' '}
        {span.label}
      </li>
    ))}
  </ul>
);

interface MarkFormProps {
  readonly clip: RecordingItem;
  readonly span: Span;
  readonly onDone: () => void;
}

const MarkForm = ({ clip, span, onDone }: MarkFormProps) => {
  const say = useSay();
  const [note, setNote] = useState('');
  const sending = useSending(() => {
    setNote('');
    onDone();
  });
  const words = note.trim() === '' ? {} : { note: note.trim() };
  const isNothing = note.trim() === '' && span.from === span.to;
  const send = (more: object): void =>
    sending.send(`/recordings/${clip.id}/marks`, {
      from: instantOf(span.from, clip),
      to: instantOf(span.to, clip),
      ...words,
      ...more,
    });
  return (
    <div className="desk-line">
      <input
        className="mark-note"
        aria-label={say('sound.note')}
        placeholder={say('sound.note')}
        value={note}
        data-testid="mark-note"
        onChange={(event) => setNote(event.target.value)}
      />
      <button
        type="button"
        className="button"
        disabled={isNothing}
        title={isNothing ? say('needs.mark') : undefined}
        data-testid="mark-keep"
        onClick={() => send({})}
      >
        {say('sound.mark')}
      </button>
      <HeldButton isSmall tone="plain" data-testid="mark-threat" onHeld={() => send({ tag: 'threat' })}>
        {say('sound.tag', { tag: say('tag.threat') })}
      </HeldButton>
      <HeldButton isSmall tone="plain" data-testid="mark-insult" onHeld={() => send({ tag: 'insult' })}>
        {say('sound.tag', { tag: say('tag.insult') })}
      </HeldButton>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </div>
  );
};

const Hold = ({ clip }: { readonly clip: RecordingItem }) => {
  const say = useSay();
  const [reason, setReason] = useState('');
  const [isHeld, setHeld] = useState(false);
  const sending = useSending(() => setHeld(true));
  const isBlank = reason.trim() === '';
  if (isHeld || clip.kept === true) return <p data-testid="clip-held">{say('sound.held')}</p>;
  return (
    <form
      className="desk-line"
      onSubmit={(event) => {
        event.preventDefault();
        sending.send(`/evidence/${clip.evidence}/hold`, { reason });
      }}
    >
      {clip.incident === undefined ? null : <span>{say('sound.held-by-incident')}</span>}
      <input
        className="mark-note"
        required
        aria-label={say('sound.hold-reason')}
        placeholder={say('sound.hold-reason')}
        value={reason}
        data-testid="hold-reason"
        onChange={(event) => setReason(event.target.value)}
      />
      <button
        type="submit"
        className="button"
        disabled={isBlank}
        title={isBlank ? say('life.needs-reason') : undefined}
        data-testid="hold-do"
      >
        {say(clip.incident === undefined ? 'sound.hold' : 'sound.hold-more')}
      </button>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </form>
  );
};

interface SpanBarProps {
  readonly span: Span;
  readonly seconds: number;
  readonly isLooping: boolean;
  readonly onSpan: (span: Span) => void;
  readonly onLoop: () => void;
  readonly onSpeed: (speed: number) => void;
}

const SpanBar = ({ span, seconds, isLooping, onSpan, onLoop, onSpeed }: SpanBarProps) => {
  const say = useSay();
  return (
    <>
      <label>
        {say('sound.speed')}{' '}
        <select
          data-testid="sound-speed"
          defaultValue="1"
          onChange={(event) => onSpeed(Number(event.target.value))}
        >
          {speeds.map((speed) => (
            <option key={speed} value={speed}>
              {speed}×
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="button"
        data-testid="span-from"
        onClick={() => onSpan({ from: seconds, to: Math.max(seconds, span.to) })}
      >
        {say('sound.from')}
      </button>
      <button
        type="button"
        className="button"
        data-testid="span-to"
        onClick={() => onSpan({ from: Math.min(span.from, seconds), to: seconds })}
      >
        {say('sound.to')}
      </button>
      <span className="number" data-testid="span">
        {runningText(span.from * 1000)}–{runningText(span.to * 1000)}
      </span>
      <button
        type="button"
        className="button"
        aria-pressed={isLooping}
        disabled={span.from === span.to}
        title={span.from === span.to ? say('needs.span') : undefined}
        data-testid="sound-loop"
        onClick={onLoop}
      >
        {say('sound.loop')}
      </button>
    </>
  );
};

export const MarkedPlayer = ({
  clip,
  onGone,
}: {
  readonly clip: RecordingItem;
  readonly onGone: () => void;
}) => {
  const say = useSay();
  const mayMark = useMay('recording:mark');
  const marks = useFetched<List<Mark>>(`/recordings/${clip.id}/marks`);
  const [span, setSpan] = useState<Span>({ from: 0, to: 0 });
  const [isLooping, setLooping] = useState(false);
  const spans = useSpans(marks.value?.items ?? noMarks, clip);
  const choose = useCallback((from: number, to: number) => setSpan({ from, to }), []);
  const loop = useMemo(() => (isLooping ? span : undefined), [isLooping, span]);
  const sound = useSound(`/evidence/${clip.evidence}/content`, spans, loop, choose);
  const { media, place, isOpen, isPlaying, seconds, problem, open, toggle, seek, setSpeed } = sound;
  return (
    <section className="marked-player" data-testid="marked-player" data-open={isOpen}>
      <div className="desk-line">
        <button
          type="button"
          className="button main"
          data-testid="sound-open"
          onClick={isOpen ? toggle : open}
        >
          {say(isOpen ? (isPlaying ? 'player.pause' : 'player.play') : 'player.open')}
        </button>
        <span className="number" data-testid="sound-seconds" data-seconds={seconds.toFixed(1)}>
          {runningText(seconds * 1000)} / {runningText(secondsOf(clip.endedAt, clip) * 1000)}
        </span>
        <SpanBar
          {...{ span, seconds, isLooping }}
          onSpan={setSpan}
          onLoop={() => setLooping((before) => !before)}
          onSpeed={setSpeed}
        />
      </div>
      <div ref={place} className="wave" />
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- a court's recording has no captions to offer */}
      <audio ref={media} preload="none" />
      {problem === undefined ? null : <ProblemLine problem={problem} />}
      <MarkList spans={spans} onGo={seek} />
      {mayMark ? <MarkForm clip={clip} span={span} onDone={marks.reload} /> : null}
      {mayMark ? <Hold clip={clip} /> : null}
      <InterferenceForm clip={clip.id} onFiled={onGone} />
    </section>
  );
};

const noMarks: readonly Mark[] = [];
