/** Opens a recording once, draws its waveform with marks and spans on it, and plays it at any speed, in a loop. */
import { useCallback, useEffect, useRef, useState } from 'react';

import { asProblem, askBytes, type Problem } from '../api.js';
import { inkFollows, waveInk } from '../parts/wave-ink.js';

export interface ShownSpan {
  readonly id: string;
  /** seconds from the beginning */
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

interface Drawn {
  readonly draw: (spans: readonly ShownSpan[]) => void;
  readonly end: () => void;
}

export interface Sound {
  readonly media: React.RefObject<HTMLAudioElement | null>;
  readonly place: React.RefObject<HTMLDivElement | null>;
  readonly isOpen: boolean;
  readonly isPlaying: boolean;
  readonly seconds: number;
  readonly problem?: Problem;
  readonly open: () => void;
  readonly toggle: () => void;
  readonly seek: (seconds: number) => void;
  readonly setSpeed: (speed: number) => void;
}

const drawWave = async (
  place: HTMLElement,
  media: HTMLAudioElement,
  blob: Blob,
  onChosen: (from: number, to: number) => void,
): Promise<Drawn> => {
  const [{ default: WaveSurfer }, { default: Regions }] = await Promise.all([
    import('wavesurfer.js'),
    import('wavesurfer.js/dist/plugins/regions.esm.js'),
  ]);
  const regions = Regions.create();
  const wave = WaveSurfer.create({
    container: place,
    media,
    height: 96,
    ...waveInk(place),
    plugins: [regions],
  });
  await wave.loadBlob(blob);
  const endInk = inkFollows(wave, place);
  regions.enableDragSelection({});
  let isDrawing = false;
  regions.on('region-created', (region) => {
    if (isDrawing) return;
    onChosen(region.start, region.end);
    region.remove();
  });
  return {
    draw: (spans) => {
      isDrawing = true;
      regions.clearRegions();
      for (const { id, from, to, label } of spans)
        regions.addRegion({ id, start: from, end: to, content: label, drag: false, resize: false });
      isDrawing = false;
    },
    end: () => {
      endInk();
      wave.destroy();
    },
  };
};

/** @param onChosen a span was drawn over the waveform; @param loop seconds between which it goes round */
export const useSound = (
  path: string,
  spans: readonly ShownSpan[],
  loop: { readonly from: number; readonly to: number } | undefined,
  onChosen: (from: number, to: number) => void,
): Sound => {
  const media = useRef<HTMLAudioElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<Drawn>();
  const [isOpen, setOpen] = useState(false);
  const [isPlaying, setPlaying] = useState(false);
  const [seconds, setSeconds] = useState(0);
  const [problem, setProblem] = useState<Problem>();

  useEffect(() => {
    const element = media.current;
    if (element === null) return undefined;
    const tell = (): void => {
      setPlaying(!element.paused);
      setSeconds(element.currentTime);
      if (loop !== undefined && loop.to > loop.from && element.currentTime >= loop.to)
        element.currentTime = loop.from;
    };
    const names = ['play', 'pause', 'ended', 'timeupdate', 'seeked'];
    for (const name of names) element.addEventListener(name, tell);
    return () => {
      for (const name of names) element.removeEventListener(name, tell);
    };
  }, [loop]);
  useEffect(() => drawn?.draw(spans), [drawn, spans]);
  useEffect(() => () => drawn?.end(), [drawn]);

  const read = useCallback(async (): Promise<void> => {
    const blob = await askBytes(path);
    if (place.current === null || media.current === null) return;
    setDrawn(await drawWave(place.current, media.current, blob, onChosen));
    setOpen(true);
    await media.current.play();
  }, [path, onChosen]);

  return {
    media,
    place,
    isOpen,
    isPlaying,
    seconds,
    ...(problem === undefined ? {} : { problem }),
    open: () => void read().catch((thrown: unknown) => setProblem(asProblem(thrown))),
    toggle: () => {
      const element = media.current;
      if (element === null) return;
      if (element.paused) void element.play();
      else element.pause();
    },
    seek: (to) => {
      if (media.current !== null) media.current.currentTime = to;
    },
    setSpeed: (speed) => {
      if (media.current !== null) media.current.playbackRate = speed;
    },
  };
};
