/** A person involved in an incident (涉事人员): what is open about him, who he is apart, and how names and numbers are spelled. Pure. */
import type { Actor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import type { InjuryGrade, VictimRole } from './incident.js';

/** 行为人、被侵害人、证人、见证人 */
export const involvedRoles = ['actor', 'victim', 'witness', 'attesting'] as const;

/** What a person said of him; nobody is 精神异常, a minor or drunk because a machine thinks so. */
export interface AboutInvolved {
  readonly victimRole?: VictimRole | undefined;
  readonly injury?: InjuryGrade | undefined;
  readonly isMinor?: boolean | undefined;
  readonly isPregnant?: boolean | undefined;
  readonly isMentallyUnwell?: boolean | undefined;
  readonly isDrunk?: boolean | undefined;
}

/** Who somebody is: sealed at rest, opened one by one, each opening an entry of the ledger. */
export interface Identity {
  readonly name: string;
  readonly document?: { readonly kind: string; readonly number: string } | undefined;
  readonly phone?: string | undefined;
  readonly address?: string | undefined;
  /** 与本院案件的关系、案号 */
  readonly link?: string | undefined;
}

export interface InvolvedItem {
  readonly id: string;
  readonly incident: string;
  readonly role: (typeof involvedRoles)[number];
  readonly about: AboutInvolved;
  readonly at: Instant;
  readonly by: Actor;
  /** earlier incidents of whoever has the same document number, or the same name */
  readonly repeats: readonly Repeat[];
}

/** What of somebody involved leaves the house: who he is only where he did it. */
export interface ToldInvolved extends Pick<InvolvedItem, 'id' | 'role' | 'about'> {
  readonly identity?: Identity;
}

export interface Repeat {
  readonly incident: string;
  readonly role: InvolvedItem['role'];
  readonly at: Instant;
  /** a name alone may be another person’s */
  readonly by: 'number' | 'name';
}

/** An incident that may belong to another one. */
export interface Related {
  readonly incident: string;
  readonly state: string;
  readonly place: string;
  readonly openedAt: string;
  readonly why: ('person' | 'place-and-time')[];
}

/** One spelling of what looks alike, so that exact match finds what people mean. */
export const spelledNumber = (number: string): string =>
  number.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase();
export const spelledName = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/[\s·•・]/g, '')
    .toLowerCase();
