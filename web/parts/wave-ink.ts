/** How a waveform is drawn: what was played stands out by lightness from what was not, and a line says where one is. */
export const waveInk = (place: HTMLElement) => {
  const ink = getComputedStyle(place);
  const of = (name: string): string => ink.getPropertyValue(name).trim();
  return {
    barWidth: 2,
    barGap: 1,
    waveColor: of('--wave'),
    progressColor: of('--played'),
    cursorColor: of('--text'),
    cursorWidth: 2,
  };
};

interface Waved {
  readonly setOptions: (options: ReturnType<typeof waveInk>) => void;
}

/** Draws it again when the page turns dark or light. @returns ends that */
export const inkFollows = (wave: Waved, place: HTMLElement): (() => void) => {
  const themes = new MutationObserver(() => wave.setOptions(waveInk(place)));
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => themes.disconnect();
};
