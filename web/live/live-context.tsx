/** Gives every page the one live connection of this screen. */
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';

import type { Board, Fact } from '../../src/console/board.js';
import { isLive, startLive, type LiveState } from './live-machine.js';
import { LiveClient } from './live-client.js';

const LiveContext = createContext<LiveClient | null>(null);
const idle = startLive(Date.now());
const nothing = (): (() => void) => () => undefined;

interface LiveProviderProps {
  readonly court: string;
  readonly onSessionLost: () => void;
  readonly children: ReactNode;
}

export const LiveProvider = ({ court, onSessionLost, children }: LiveProviderProps) => {
  const [client] = useState(() => new LiveClient(court, onSessionLost));
  useEffect(() => {
    client.start();
    return () => client.stop();
  }, [client]);
  return <LiveContext value={client}>{children}</LiveContext>;
};

export const useLiveClient = (): LiveClient | null => useContext(LiveContext);

/** Reads a part of the live state; the component is drawn again only when that part changes. */
export const useLive = <T,>(pick: (state: LiveState) => T): T => {
  const client = useContext(LiveContext);
  return useSyncExternalStore(
    client?.subscribe ?? nothing,
    useCallback(() => pick(client?.state() ?? idle), [client, pick]),
  );
};

export const pickIsLive = (state: LiveState): boolean => isLive(state);
const pickBoard = (state: LiveState): Board => state.board;
const pickRecent = (state: LiveState): readonly Fact[] => state.recent;

export const useBoard = (): Board => useLive(pickBoard);
export const useRecentFacts = (): readonly Fact[] => useLive(pickRecent);
