/** A press from a browser: how it is named, and how it stands for who pressed. Pure. */
import { z } from 'zod';
import { patterns, type AlarmItem } from './alarm.js';

export const pressSchema = z.object({
  place: z.string().min(1),
  pattern: z.enum(patterns),
  /** chosen by the page: the same press sent again is the same press */
  press: z
    .string()
    .regex(/^[A-Za-z0-9-]{8,64}$/)
    .optional(),
});
export type Press = z.infer<typeof pressSchema>;

/** `received`: stored and on a guard's screen. What stands between, and who saw it, is not for this page. */
export type PressState = 'sent' | 'received' | 'coming' | 'at-the-door' | 'ended';

export interface PressItem {
  readonly id: string;
  readonly place: string;
  readonly pattern: string;
  readonly at: string;
  readonly state: PressState;
}

const states: Readonly<Record<AlarmItem['response'], PressState>> = {
  raised: 'sent',
  acknowledged: 'received',
  responding: 'coming',
  'on-scene': 'at-the-door',
  controlled: 'at-the-door',
  closed: 'ended',
};

export const pressState = ({ response, shown }: Pick<AlarmItem, 'response' | 'shown'>): PressState =>
  response === 'raised' && shown !== undefined ? 'received' : states[response];
