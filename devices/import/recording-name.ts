/** What the name of a body-worn recorder's file says: device, officer, time. */
import { z } from 'zod';
import { instant } from '../protocol/shapes.js';

/** Who wears what, and how each recorder's clock and names are to be read. */
export const dockingSchema = z.object({
  /** of the recorders' clocks, e.g. `+08:00` */
  zone: z
    .string()
    .regex(/^([+-]\d\d:\d\d|Z)$/)
    .default('+08:00'),
  /** a regular expression with the named groups `device`, `at` and, where there are any, `officer`, `number` */
  name: z.string().optional(),
  recorders: z.record(
    z.string(),
    z.object({
      /** the enrolled device that speaks for it */
      device: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
      /** its secret, or the environment variable that holds it */
      secret: z.string().optional(),
      secretVariable: z.string().optional(),
      /** how far its clock is ahead of true time; negative: behind */
      aheadSeconds: z.number().default(0),
      /** worn by, where the name does not say */
      officer: z.string().optional(),
    }),
  ),
  /** police number in the name → whom it means */
  officers: z.record(z.string(), z.string()).default({}),
  /** where an officer, or whoever wore a recorder, was sent: the case and the place are those of what was recorded then */
  assignments: z
    .array(
      z.object({
        officer: z.string().optional(),
        recorder: z.string().optional(),
        from: instant,
        to: instant,
        case: z.string().min(1).optional(),
        /** an enrolled place, such as a site of enforcement */
        place: z.string().min(1).optional(),
      }),
    )
    .default([]),
  /** two recordings of one recorder further apart than this, within one wearing, leave a gap that is reported */
  gapSeconds: z.number().positive().default(5),
  /** a longer pause is the end of a wearing */
  wearingEndsAfterSeconds: z
    .number()
    .positive()
    .default(2 * 60 * 60),
});

export type Docking = z.infer<typeof dockingSchema>;

type Assignment = Docking['assignments'][number];

/** The assignment in which a recording began; one that names both the officer and the recorder must fit both. */
export const assignmentOf = (
  { assignments }: Docking,
  worn: { readonly recorder: string; readonly officer: string | undefined; readonly startedAtMs: number },
): Assignment | undefined =>
  assignments.find(
    ({ officer, recorder, from, to }) =>
      (officer !== undefined || recorder !== undefined) &&
      (officer === undefined || officer === worn.officer) &&
      (recorder === undefined || recorder === worn.recorder) &&
      Date.parse(from) <= worn.startedAtMs &&
      worn.startedAtMs <= Date.parse(to),
  );

export interface NamedRecording {
  readonly recorder: string;
  readonly officer?: string;
  readonly number?: number;
  /** by the recorder's clock */
  readonly atMs: number;
}

// GA/T 947 style: maker's device number, police number, local time to the second, running number.
const usualName =
  /^(?<device>[A-Za-z0-9-]{4,32})_(?<officer>[A-Za-z0-9]{1,12})_(?<at>\d{14})(?:_(?<number>\d{1,6}))?(?:_[A-Za-z0-9]+)*\.[A-Za-z0-9]{2,4}$/u;

/** Nothing where the name is none of a recording. */
export function readName(name: string, docking: Docking): NamedRecording | undefined {
  const shape = docking.name === undefined ? usualName : new RegExp(docking.name, 'u');
  const { device, officer, at, number } = shape.exec(name)?.groups ?? {};
  const atMs = readLocalTime(at ?? '', docking.zone);
  if (device === undefined || atMs === undefined) return undefined;
  // A recorder that was given to nobody names an officer of zeros.
  const isWorn = officer !== undefined && !/^0*$/.test(officer);
  return {
    recorder: device,
    ...(isWorn && { officer }),
    ...(number !== undefined && { number: Number(number) }),
    atMs,
  };
}

/** `20261102091500` in a zone. */
function readLocalTime(digits: string, zone: string): number | undefined {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits) ?? [];
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const atMs = Date.parse(`${text}${zone}`);
  const asUtcMs = Date.parse(`${text}Z`);
  // 31 February would be rolled over into March.
  return Number.isFinite(atMs) && new Date(asUtcMs).toISOString().startsWith(text) ? atMs : undefined;
}

const mimes: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  avi: 'video/x-msvideo',
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
};

export const mimeOf = (name: string): string | undefined =>
  mimes[name.split('.').at(-1)?.toLowerCase() ?? ''];
