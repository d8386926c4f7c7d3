/** How a screen follows the court: by cursor, noticing gaps and silence, never quietly stale. */
import { emptyBoard, type Board, type Fact } from '../../src/console/board.js';
import type { ScreenItem } from '../../src/console/screen.js';
import { foldAll } from '../../src/console/fold.js';
import { missedBetween, type Missed } from './missed.js';

/** A screen that had no pulse for this long says NOT LIVE. */
export const silenceLimitMs = 10_000;
/** How long an attempt is given; each in vain doubles it: an overloaded console must get to answer before it is asked anew. */
const retryAfterMs = (tries: number): number => Math.min(5_000 * 2 ** tries, 20_000);
const keptFacts = 400;

export interface SnapshotMessage {
  readonly court: string;
  readonly cursor: number;
  readonly board: Board;
}
export interface FactsMessage {
  readonly court: string;
  readonly from: number;
  readonly to: number;
  readonly facts: readonly Fact[];
}
export interface PulseMessage {
  readonly court: string;
  readonly head: number;
  readonly at: string;
  readonly selfTest?: SelfTest;
}
/** Whether a press would come through now, as the console tries it every ten seconds. */
export interface SelfTest {
  readonly provenAt?: string;
  readonly failingSince?: string;
}

export interface ScreensMessage {
  readonly court: string;
  readonly screens: readonly ScreenItem[];
}

export interface LiveState {
  /** `joining`: connected and waiting for the answer to `follow` */
  readonly link: 'offline' | 'joining' | 'following';
  readonly cursor: number | null;
  readonly board: Board;
  readonly recent: readonly Fact[];
  /** when the last pulse or answer came, on this machine's clock */
  readonly heardAtMs: number;
  /** NOT LIVE since then */
  readonly cutSinceMs?: number;
  readonly boardAtCut?: Board;
  readonly missed?: Missed;
  readonly triedAtMs: number;
  /** attempts in vain since the last answer */
  readonly tries: number;
  /** pulses in a row whose head was ahead of a cursor that stood still */
  readonly behind: number;
  readonly cursorAtPulse: number | null;
  /** the console's clock minus this machine's */
  readonly skewMs: number;
  readonly refusedCode?: string;
  readonly selfTest?: SelfTest;
  /** the guard screens that are open, for who may acknowledge */
  readonly screens?: readonly ScreenItem[];
}

export type LiveEvent =
  | { readonly type: 'connected'; readonly nowMs: number }
  | { readonly type: 'disconnected' }
  | { readonly type: 'snapshot'; readonly message: SnapshotMessage; readonly nowMs: number }
  | { readonly type: 'facts'; readonly message: FactsMessage; readonly nowMs: number }
  | { readonly type: 'pulse'; readonly message: PulseMessage; readonly nowMs: number }
  | { readonly type: 'screens'; readonly message: ScreensMessage }
  | { readonly type: 'refused'; readonly code: string }
  | { readonly type: 'tick'; readonly nowMs: number }
  | { readonly type: 'missed-read' };

export type LiveEffect =
  { readonly type: 'follow'; readonly cursor: number | null } | { readonly type: 'reconnect' };

export interface LiveStep {
  readonly state: LiveState;
  readonly effects: readonly LiveEffect[];
}

export const startLive = (nowMs: number): LiveState => ({
  link: 'offline',
  cursor: null,
  board: emptyBoard,
  recent: [],
  heardAtMs: nowMs,
  triedAtMs: nowMs,
  tries: 0,
  behind: 0,
  cursorAtPulse: null,
  skewMs: 0,
});

export const isLive = (state: LiveState): boolean =>
  state.link === 'following' && state.cutSinceMs === undefined;

const only = (state: LiveState): LiveStep => ({ state, effects: [] });
const followAgain = (state: LiveState): LiveStep => ({
  state: { ...state, link: 'joining', behind: 0 },
  effects: [{ type: 'follow', cursor: state.cursor }],
});

const answered = (before: LiveState, board: Board, cursor: number, nowMs: number): LiveState => {
  const { cutSinceMs, boardAtCut, refusedCode: _refused, ...rest } = before;
  const next: LiveState = {
    ...rest,
    link: 'following',
    board,
    cursor,
    heardAtMs: nowMs,
    behind: 0,
    tries: 0,
  };
  return cutSinceMs === undefined
    ? next
    : { ...next, missed: missedBetween(boardAtCut ?? emptyBoard, board, cutSinceMs, nowMs) };
};

const onFacts = (state: LiveState, message: FactsMessage, nowMs: number): LiveStep => {
  // Contract: facts are applied only when `from` is the cursor; otherwise follow again from one's own.
  if (message.from !== state.cursor) return state.link === 'joining' ? only(state) : followAgain(state);
  const recent = [...state.recent, ...message.facts].slice(-keptFacts);
  let board: Board;
  try {
    board = foldAll(state.board, message.facts);
  } catch {
    // A board that cannot follow is asked for whole.
    return followAgain({ ...state, cursor: null });
  }
  const moved = { ...state, recent };
  return only(
    state.link === 'joining'
      ? answered(moved, board, message.to, nowMs)
      : { ...moved, board, cursor: message.to },
  );
};

const onPulse = (state: LiveState, message: PulseMessage, nowMs: number): LiveStep => {
  const isBehind =
    state.link === 'following' && state.cursor === state.cursorAtPulse && message.head > (state.cursor ?? 0);
  const next: LiveState = {
    ...state,
    // A console that beats but does not answer `follow` leaves the screen as stale as a silent one.
    heardAtMs: state.link === 'following' ? nowMs : state.heardAtMs,
    skewMs: Date.parse(message.at) - nowMs,
    behind: isBehind ? state.behind + 1 : 0,
    cursorAtPulse: state.cursor,
    ...(message.selfTest === undefined ? {} : { selfTest: message.selfTest }),
  };
  return next.behind >= 2 ? followAgain(next) : only(next);
};

const onTick = (state: LiveState, nowMs: number): LiveStep => {
  if (nowMs - state.heardAtMs <= silenceLimitMs && state.cutSinceMs === undefined) return only(state);
  const cut =
    state.cutSinceMs === undefined
      ? { ...state, cutSinceMs: state.heardAtMs, boardAtCut: state.board }
      : state;
  return nowMs - state.triedAtMs < retryAfterMs(state.tries)
    ? only(cut)
    : {
        state: { ...cut, link: 'offline', triedAtMs: nowMs, tries: state.tries + 1 },
        effects: [{ type: 'reconnect' }],
      };
};

export const stepLive = (state: LiveState, event: LiveEvent): LiveStep => {
  switch (event.type) {
    case 'connected':
      return followAgain({ ...state, triedAtMs: event.nowMs });
    case 'disconnected':
      return only({ ...state, link: 'offline' });
    case 'snapshot':
      return only(answered(state, event.message.board, event.message.cursor, event.nowMs));
    case 'facts':
      return onFacts(state, event.message, event.nowMs);
    case 'pulse':
      return onPulse(state, event.message, event.nowMs);
    case 'screens':
      return only({ ...state, screens: event.message.screens });
    case 'refused':
      return only({ ...state, link: 'offline', refusedCode: event.code });
    case 'tick':
      return onTick(state, event.nowMs);
    case 'missed-read': {
      const { missed: _read, ...rest } = state;
      return only(rest);
    }
  }
};
