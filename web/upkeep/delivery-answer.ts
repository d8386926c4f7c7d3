/** What the police's system answered, in the page's language; what is not ours stands as it came. Pure. */
import type { Say } from '../texts/say.js';

export function deliveryAnswer(say: Say, answer: string | undefined): string {
  if (answer === undefined) return '—';
  if (answer === 'ok') return say('delivery.taken');
  if (answer === 'no address is set') return say('delivery.no-address');
  const status = /^it answered (?<status>\d+)$/.exec(answer)?.groups?.['status'];
  if (status !== undefined) return say('delivery.answered', { status });
  return /timeout/i.test(answer) ? say('delivery.too-late') : say('delivery.unreached', { said: answer });
}
