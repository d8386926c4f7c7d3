/** Decides which sound is due now: each thing that rings is heard at once, then the worst one repeats. */
import { lengthOf, patterns, sounds, type Sound } from './patterns.js';

export interface Ringing {
  readonly id: string;
  readonly sound: Sound;
}

export interface AnnunciatorState {
  /** heard at least once */
  readonly heard: readonly string[];
  readonly playing?: { readonly sound: Sound; readonly untilMs: number };
  readonly startedAtMs: Partial<Record<Sound, number>>;
}

export interface Due {
  readonly sound: Sound;
  readonly ids: readonly string[];
}

export const quiet: AnnunciatorState = { heard: [], startedAtMs: {} };

/** 0 is the worst. */
const rank = (sound: Sound): number => sounds.indexOf(sound);
const worst = (ringing: readonly Ringing[]): Sound | undefined =>
  ringing.map((item) => item.sound).toSorted((a, b) => rank(a) - rank(b))[0];

const play = (
  state: AnnunciatorState,
  ringing: readonly Ringing[],
  sound: Sound,
  nowMs: number,
): { readonly state: AnnunciatorState; readonly due: Due } => {
  const ids = ringing.filter((item) => item.sound === sound).map((item) => item.id);
  return {
    due: { sound, ids },
    state: {
      heard: [...new Set([...state.heard, ...ids])],
      playing: { sound, untilMs: nowMs + lengthOf(sound) },
      startedAtMs: { ...state.startedAtMs, [sound]: nowMs },
    },
  };
};

/** What nobody rings for any more is forgotten, and its burst is cut. */
const forget = (before: AnnunciatorState, ringing: readonly Ringing[]): AnnunciatorState => {
  const { playing, ...rest } = before;
  const ids = new Set(ringing.map((item) => item.id));
  const heard = before.heard.filter((id) => ids.has(id));
  return playing !== undefined && ringing.some((item) => item.sound === playing.sound)
    ? { ...before, heard }
    : { ...rest, heard };
};

export const annunciate = (
  before: AnnunciatorState,
  ringing: readonly Ringing[],
  nowMs: number,
): { readonly state: AnnunciatorState; readonly due?: Due } => {
  const state = forget(before, ringing);
  const { heard } = state;
  const fresh = worst(ringing.filter((item) => !heard.includes(item.id)));
  const isBusy = state.playing !== undefined && nowMs < state.playing.untilMs;
  if (fresh !== undefined) {
    // Something new and worse cuts a milder burst short; otherwise it waits the second until that ends.
    const mayCut = state.playing === undefined || rank(fresh) < rank(state.playing.sound);
    if (!isBusy || mayCut) return play(state, ringing, fresh, nowMs);
  }
  const standing = worst(ringing);
  if (isBusy || standing === undefined) return { state };
  const startedAtMs = state.startedAtMs[standing];
  const isDue = startedAtMs === undefined || nowMs - startedAtMs >= patterns[standing].everyMs;
  return isDue ? play(state, ringing, standing, nowMs) : { state };
};
