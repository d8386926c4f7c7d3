/** Whether a new password will do: long, not public, not made of who he is. NIST SP 800-63B: length, no composition rules. */
import { demoPassword } from './demo.js';

export const shortestPassword = 15;

/** Passwords that are printed somewhere for all to read. */
const published = [demoPassword];

export type Weakness = 'too-short' | 'published' | 'repeats' | 'holds-username';

export function weaknessOf(password: string, username: string): Weakness | undefined {
  const told = password.normalize('NFKC').toLowerCase();
  // Each code point counts as one (NIST SP 800-63B 3.1.1.2).
  const letters = Array.from(told);
  if (letters.length < shortestPassword) return 'too-short';
  if (published.includes(told)) return 'published';
  if (new Set(letters).size < 5) return 'repeats';
  if (username.length > 3 && told.replaceAll(username, '').length < shortestPassword / 2)
    return 'holds-username';
  return undefined;
}
