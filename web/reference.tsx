/** Turns ids into the names people use: places, devices, persons, codes of the law. */
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';

import type { Actor, Fact, Word } from '../src/console/board.js';
import type { Problem } from './api.js';
import { pickDeviceNames, pickDutyNames } from './live/kept.js';
import { pickIsLive, useLive } from './live/live-context.js';
import { storeyOf } from './plan/storey.js';
import { useMay, useSession } from './session.js';
import type { Language } from './preferences.js';
import { useLanguage, useSay, type Say } from './texts/texts.js';
import { useFetched, useWhole, type Fetched } from './use-fetched.js';
import type { DeviceReport, LawCode, LawCodes, PersonName, Place, Spot } from './wire.js';

interface Reference {
  readonly places: ReadonlyMap<string, Place>;
  /** where devices stand on the plan */
  readonly spots: ReadonlyMap<string, Spot>;
  readonly devices: ReadonlyMap<string, { readonly name: string; readonly place: string }>;
  readonly people: ReadonlyMap<string, PersonName>;
  readonly codes: ReadonlyMap<string, LawCode>;
  readonly measures: ReadonlyMap<string, LawCodes['measures'][number]>;
  readonly lawVersion?: string;
  readonly lawProblem?: Problem;
  readonly readLaw: () => void;
  readonly offenceNeeds: LawCodes['offenceNeeds'];
}

const ReferenceContext = createContext<Reference>({
  places: new Map(),
  spots: new Map(),
  devices: new Map(),
  people: new Map(),
  codes: new Map(),
  measures: new Map(),
  readLaw: () => undefined,
  offenceNeeds: [],
});

const byId = <T extends { readonly id: string }>(items: readonly T[] | undefined): ReadonlyMap<string, T> =>
  new Map((items ?? []).map((item) => [item.id, item]));

const changesPlaces = ({ type }: Fact): boolean => type.startsWith('place.');
const placesDevice = ({ type }: Fact): boolean => type === 'plan.device-placed';

const itemsOf = <Item,>(list: { readonly items: readonly Item[] } | undefined): readonly Item[] =>
  list?.items ?? [];

export type LawReference = Pick<Reference, 'codes' | 'measures' | 'offenceNeeds'>;

export const ofLaw = (law: LawCodes | undefined): LawReference => ({
  codes: new Map(itemsOf(law).map((item) => [item.code, item])),
  measures: byId(law?.measures),
  offenceNeeds: law?.offenceNeeds ?? [],
});

const lawAfterMs = 1000;

/** The law is long and comes after the alarms: the names of its acts may be a moment late, an alarm may not. */
const useLaw = (): Fetched<LawCodes> => {
  const isLive = useLive(pickIsLive);
  const follows = useMay('live:follow');
  const mayRead = useMay('law:read');
  const [isDue, setDue] = useState(!follows);
  useEffect(() => {
    if (!isLive) return undefined;
    const timer = window.setTimeout(() => setDue(true), lawAfterMs);
    return () => window.clearTimeout(timer);
  }, [isLive]);
  return useFetched<LawCodes>(mayRead && isDue ? '/law/codes' : null);
};

export interface Names {
  /** `3号法庭` */
  readonly place: (id: string) => string;
  /** `三楼东`, where the place's own name says it; nothing else */
  readonly where: (id: string) => string;
  /** `3号法庭（三楼东）` */
  readonly fullPlace: (id: string) => string;
  readonly device: (id: string) => string;
  readonly actor: (actor: Actor) => string;
  readonly person: (id: string) => string;
  /** as the law in force says it; nothing where another version is asked for */
  readonly code: (code: string, version?: unknown) => string;
  readonly measure: (id: string) => string;
  readonly word: (word: Word | string) => string;
}

const floorText = (floor: string | number | undefined, say: Say, language: Language): string => {
  if (floor === undefined || floor === '') return '';
  if (typeof floor === 'string' && !/^-?\d+$/.test(floor)) return floor;
  const n = Number(floor);
  return say('place.floor', { n: language === 'zh' ? ('一二三四五六七八九'[n - 1] ?? n) : n });
};

const useNamesOf = (reference: Reference): Names => {
  const say = useSay();
  const language = useLanguage();
  const { person: self } = useSession();
  const duty = useLive(pickDutyNames);
  return useMemo(() => {
    const person = (id: string): string => {
      if (id === self.id) return self.name;
      const onDuty = duty.find((item) => item.person === id)?.name.text;
      return reference.people.get(id)?.name ?? onDuty ?? say('name.somebody');
    };
    const device = (id: string): string => reference.devices.get(id)?.name ?? id;
    const actor = ({ kind, id }: Actor): string => {
      if (kind === 'person') return person(id);
      return kind === 'device' ? device(id) : say('name.system');
    };
    const named = (id: string): string => reference.places.get(id)?.name ?? id;
    // A name may say where the room is; lists are told the room alone.
    const place = (id: string): string => named(id).replace(/（.*）$/, '');
    const where = (id: string): string => {
      const written = /（(?<where>.*)）$/.exec(named(id))?.groups?.['where'];
      const storey = language === 'zh' ? undefined : storeyOf(named(id));
      if (storey === undefined) return written ?? '';
      const wing = storey.wing === undefined ? '' : say(`wing.${storey.wing}`);
      return `${floorText(storey.floor, say, language)}${wing}`;
    };
    const fullPlace = (id: string): string => {
      const told = where(id);
      const said = told === '' ? floorText(reference.places.get(id)?.floor, say, language) : told;
      return said === '' ? named(id) : say('place.full', { name: place(id), where: said });
    };
    const code = (id: string, version: unknown = reference.lawVersion): string =>
      (version === reference.lawVersion ? reference.codes.get(id)?.[language] : undefined) ?? '';
    const measure = (id: string): string => reference.measures.get(id)?.[language] ?? id;
    const word = (value: Word | string): string =>
      typeof value === 'string' ? value : (value.text ?? say('word.hidden'));
    return { person, device, actor, place, where, fullPlace, code, measure, word };
  }, [say, language, reference, self, duty]);
};

/** Made once for the whole page, as a hundred rows ask for them. */
const NamesContext = createContext<Names | undefined>(undefined);

export const ReferenceProvider = ({ children }: { readonly children: ReactNode }) => {
  const mayPlaces = useMay('place:read');
  const places = useWhole<Place>(mayPlaces ? '/places' : null, changesPlaces).value;
  const spots = useWhole<Spot>(mayPlaces ? '/places/spots' : null, placesDevice).value;
  const people = useWhole<PersonName>(useMay('people:read') ? '/people' : null).value;
  const devices = useWhole<DeviceReport>(useMay('device:read') ? '/devices' : null).value;
  const { value: law, problem: lawProblem, reload: readLaw } = useLaw();
  const onBoard = useLive(pickDeviceNames);
  const reference = useMemo<Reference>(
    () => ({
      places: byId(places?.items),
      spots: new Map(itemsOf(spots).map((spot) => [spot.device, spot])),
      people: byId(people?.items),
      devices: byId([...itemsOf(devices), ...onBoard]),
      ...ofLaw(law),
      ...(law === undefined ? {} : { lawVersion: law.version }),
      ...(lawProblem === undefined ? {} : { lawProblem }),
      readLaw,
    }),
    [places, spots, people, devices, law, lawProblem, readLaw, onBoard],
  );
  const names = useNamesOf(reference);
  return (
    <ReferenceContext value={reference}>
      <NamesContext value={names}>{children}</NamesContext>
    </ReferenceContext>
  );
};

export const useReference = (): Reference => useContext(ReferenceContext);

export const useNames = (): Names => {
  const names = useContext(NamesContext);
  if (names === undefined) throw new Error('something was named before anyone signed in');
  return names;
};
