/** What a burglar-alarm panel reports, Contact ID or SIA codes, in the console's words. */
import { z } from 'zod';
import type { Saying } from '../protocol/event.js';

export interface PanelEvent {
  readonly format: 'contact-id' | 'sia';
  /** `E120` and `R120`, or `PA` and `PR` */
  readonly code: string;
  readonly area?: string;
  /** zone or user, as the panel numbers them */
  readonly zone?: string;
}

export const panelCodesSchema = z.record(z.string(), z.object({ type: z.string() }).loose());
export type PanelCodes = z.infer<typeof panelCodesSchema>;

/** `#1234|1120 01 015`: qualifier (1 new, 3 restored, 6 still), code, area, zone. */
export function readContactId(data: string): PanelEvent | undefined {
  const [, qualifier, code, area = '', zone = ''] =
    /\|?\s*([136])(\d{3})\s+(\w{2})\s+(\w{3})\s*$/.exec(data) ?? [];
  if (qualifier === undefined || code === undefined) return undefined;
  return { format: 'contact-id', code: `${qualifier === '3' ? 'R' : 'E'}${code}`, area, zone };
}

/** `#1234|Nri1/PA15/BA16*text`: modifiers in small letters, then a code of two capitals and its zone, again and again. */
export function readSia(data: string): readonly PanelEvent[] {
  const text = data.includes('|') ? data.slice(data.indexOf('|') + 1) : data;
  const area = /ri(\d+)/.exec(text)?.[1];
  const codes = [...text.matchAll(/(?:^[NO]?|\/|ri\d+|id\d+|pi\d+|ti[\d:]+)([A-Z]{2})(\d*)/g)];
  return codes.map(([, code = '', zone = '']) => ({
    format: 'sia',
    code,
    ...(area !== undefined && { area }),
    ...(zone !== '' && { zone }),
  }));
}

/** What the event is, by the table of codes; a code that it does not know is a fault that names it. */
export function sayingOf(event: PanelEvent, codes: PanelCodes): Saying {
  const said = codes[event.code];
  return said ?? { type: 'fault', code: `panel-${event.code}` };
}
