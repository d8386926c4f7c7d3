/** Plays a piece of evidence: opened only by a press, since every opening is an entry in its custody. */
import { useEffect, useRef, useState } from 'react';

import { askBytes, Problem } from '../api.js';
import { useSay, type Say } from '../texts/texts.js';
import { runningText } from '../times.js';
import type { EvidenceEntry } from '../wire.js';
import { ProblemLine } from './answer.js';
import { inkFollows, waveInk } from './wave-ink.js';

type PlayerState = 'closed' | 'opening' | 'playing' | 'paused' | 'ended' | 'failed';
/** Larger files are played piece by piece instead of being taken whole for a waveform. */
const wholeUpToBytes = 64 * 1024 * 1024;

const contentOf = (item: EvidenceEntry): string => `/evidence/${encodeURIComponent(item.id)}/content`;

/** Draws the waveform over the sound that plays; without it the plain player stays. */
const drawWave = async (place: HTMLElement, media: HTMLAudioElement, blob: Blob): Promise<() => void> => {
  const { default: WaveSurfer } = await import('wavesurfer.js');
  const wave = WaveSurfer.create({
    container: place,
    media,
    height: 64,
    dragToSeek: true,
    ...waveInk(place),
  });
  await wave.loadBlob(blob);
  const end = inkFollows(wave, place);
  return () => {
    end();
    wave.destroy();
  };
};

interface Opened {
  readonly media: React.RefObject<HTMLAudioElement | null>;
  readonly place: React.RefObject<HTMLDivElement | null>;
  readonly state: PlayerState;
  readonly seconds: number;
  readonly hasWave: boolean;
  /** why it could not be had; what came and cannot be played has none */
  readonly problem: Problem | undefined;
  readonly press: () => void;
  readonly seek: (bySeconds: number) => void;
}

const useOpened = (item: EvidenceEntry): Opened => {
  const media = useRef<HTMLAudioElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<PlayerState>('closed');
  const [seconds, setSeconds] = useState(0);
  const [hasWave, setHasWave] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const clean = useRef<() => void>(() => undefined);

  useEffect(() => {
    const element = media.current;
    if (element === null) return undefined;
    const listen: Readonly<Record<string, () => void>> = {
      playing: () => setState('playing'),
      pause: () => setState((before) => (before === 'failed' ? before : 'paused')),
      ended: () => setState('ended'),
      timeupdate: () => setSeconds(element.currentTime),
    };
    for (const [name, take] of Object.entries(listen)) element.addEventListener(name, take);
    return () => {
      for (const [name, take] of Object.entries(listen)) element.removeEventListener(name, take);
      element.pause();
      clean.current();
    };
  }, [media]);

  const open = async (element: HTMLAudioElement): Promise<void> => {
    setState('opening');
    if (item.bytes > wholeUpToBytes) {
      element.src = `/api${contentOf(item)}`;
      return element.play();
    }
    const blob = await askBytes(contentOf(item));
    const address = URL.createObjectURL(blob);
    clean.current = () => URL.revokeObjectURL(address);
    try {
      if (place.current === null) throw new Error('no place for the waveform');
      const destroy = await drawWave(place.current, element, blob);
      setHasWave(true);
      clean.current = () => {
        destroy();
        URL.revokeObjectURL(address);
      };
    } catch {
      // Without a waveform the sound still plays.
      element.src = address;
    }
    await element.play();
  };

  const press = (): void => {
    const element = media.current;
    if (element === null || state === 'opening') return;
    if (state === 'playing') {
      element.pause();
      return;
    }
    const work = state === 'closed' || state === 'failed' ? open(element) : element.play();
    work.catch((thrown: unknown) => {
      setState('failed');
      setProblem(thrown instanceof Problem ? thrown : undefined);
    });
  };
  const seek = (bySeconds: number): void => {
    if (media.current !== null) media.current.currentTime += bySeconds;
  };
  return { media, place, state, seconds, hasWave, problem, press, seek };
};

const buttonText = (say: Say, state: PlayerState): string => {
  if (state === 'playing') return say('player.pause');
  return say(state === 'closed' ? 'player.open' : 'player.play');
};

export const Player = ({ item }: { readonly item: EvidenceEntry }) => {
  const say = useSay();
  const { media, place, state, seconds, hasWave, problem, press, seek } = useOpened(item);
  const lengthMs = Date.parse(item.endedAt) - Date.parse(item.startedAt);
  return (
    <div className="player">
      <button
        type="button"
        className="button main"
        data-testid="player-play"
        disabled={state === 'opening'}
        onClick={press}
      >
        {buttonText(say, state)}
      </button>
      <span
        className="number"
        data-testid="player-state"
        data-state={state}
        data-seconds={seconds.toFixed(2)}
      >
        {say(`player.state-${state}`)} {runningText(seconds * 1000)} / {runningText(lengthMs)}
      </span>
      <button type="button" className="button plain" onClick={() => seek(-10)} disabled={state === 'closed'}>
        {say('player.back')}
      </button>
      <button type="button" className="button plain" onClick={() => seek(10)} disabled={state === 'closed'}>
        {say('player.forward')}
      </button>
      <div ref={place} className="wave" hidden={!hasWave} />
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- a court's recording has no captions to offer */}
      <audio ref={media} controls={!hasWave && state !== 'closed' && state !== 'opening'} preload="none" />
      {state === 'closed' ? <p className="quiet">{say('player.custody')}</p> : null}
      {state !== 'failed' ? null : problem === undefined ? (
        <p className="problem" role="alert">
          {say('player.failed')}
        </p>
      ) : (
        <ProblemLine problem={problem} />
      )}
    </div>
  );
};
