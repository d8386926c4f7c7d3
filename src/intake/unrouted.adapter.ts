/** Keeps the embedded broker from looking for subscribers to what devices say. */
import type { Aedes } from 'aedes';

/** What a device says is for the console alone: nobody may subscribe to it, so no subscriber need be looked for. */
export function routeNothingOfDevices(aedes: Aedes): void {
  const route = aedes.publish.bind(aedes) as (...words: unknown[]) => void;
  aedes.publish = (...words: unknown[]): void => {
    const [, client, done] = words as [unknown, unknown, ((error: null) => void) | undefined];
    if (typeof client === 'object' && client !== null) done?.(null);
    else route(...words);
  };
}
