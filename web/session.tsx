/** Who is signed in, for every page below. */
import { createContext, useContext } from 'react';

import type { Session } from './wire.js';

const SessionContext = createContext<Session | null>(null);
export const SessionProvider = SessionContext.Provider;

export const useSession = (): Session => {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('a page was drawn before anyone signed in');
  return session;
};

/** What also stands before anyone signs in asks first. */
export const useIsSignedIn = (): boolean => useContext(SessionContext) !== null;

export const useMay = (permission: string): boolean => useSession().person.permissions.includes(permission);
