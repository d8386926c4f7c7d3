/** What it was that failed, told from what was asked of the console: an error names it, wherever it is shown. Pure. */
import type { TextKey } from '../texts/catalogue.js';

export interface Asked {
  readonly method: string;
  /** below `/api`, with its query */
  readonly path: string;
}

type Named<Family extends string> = TextKey extends infer Key
  ? Key extends `${Family}.${infer Name}`
    ? Name
    : never
  : never;

/** The longest that fits says what it is; `*` stands for any name. */
const subjects: readonly (readonly [path: string, subject: Named<'asked'>])[] = [
  ['/alarms', 'alarms'],
  ['/alarms/*/context', 'room'],
  ['/alarms/*/steps', 'steps'],
  ['/incidents/*/steps', 'steps'],
  ['/procedures', 'steps'],
  ['/benches', 'benches'],
  ['/devices', 'devices'],
  ['/devices/*/credentials', 'credentials'],
  ['/devices/*/certificates', 'credentials'],
  ['/devices/*/secret', 'credentials'],
  ['/devices/*/tests', 'tests'],
  ['/tests', 'tests'],
  ['/own/tests', 'tests'],
  ['/drills', 'drills'],
  ['/reports/drills', 'drills'],
  ['/duty', 'duty'],
  ['/enrolment', 'enrolment'],
  ['/evidence', 'evidence'],
  ['/evidence/*/redactions', 'redaction'],
  ['/redactions', 'words'],
  ['/findings', 'findings'],
  ['/incidents/*/findings', 'findings'],
  ['/handovers', 'handovers'],
  ['/hearings', 'hearings'],
  ['/incidents', 'incidents'],
  ['/incidents/*/involved', 'involved'],
  ['/involved', 'involved'],
  ['/incidents/*/liaison', 'liaison'],
  ['/incidents/*/messages', 'liaison'],
  ['/incidents/*/dispatch', 'liaison'],
  ['/incidents/*/on-scene', 'liaison'],
  ['/incidents/*/police-close', 'liaison'],
  ['/incidents/*/reject', 'liaison'],
  ['/incidents/*/withdraw', 'liaison'],
  ['/liaison', 'deliveries'],
  ['/incidents/*/related', 'related'],
  ['/incidents/*/packets', 'packets'],
  ['/packets', 'packets'],
  ['/packets/*/forms', 'forms'],
  ['/packets/*/receipt', 'receipt'],
  ['/incidents/*/measures', 'measures'],
  ['/measures', 'measures'],
  ['/incidents/*/words', 'notes'],
  ['/interference', 'interference'],
  ['/invitations', 'invitations'],
  ['/law', 'law'],
  ['/law/classify', 'candidates'],
  ['/ledger', 'ledger'],
  ['/upkeep/ledger', 'ledger'],
  ['/ledger/key-changes', 'keys'],
  ['/oddities', 'oddities'],
  ['/offers', 'offers'],
  ['/own/buttons', 'own'],
  ['/own/calls', 'own-calls'],
  ['/people', 'people'],
  ['/places', 'places'],
  ['/places/plan.svg', 'plan'],
  ['/places/spots', 'plan'],
  ['/policies', 'policies'],
  ['/policies/called', 'called'],
  ['/presses', 'presses'],
  ['/recordings', 'recordings'],
  ['/recordings/*/marks', 'marks'],
  ['/recordings/recorders', 'recorders'],
  ['/recordings/ask', 'recorders'],
  ['/reports', 'figures'],
  ['/retention', 'retention'],
  ['/rooms-without-alarm', 'devices'],
  ['/rota', 'rota'],
  ['/rota/contacts', 'contacts'],
  ['/screening', 'screening'],
  ['/screening/flow', 'flow'],
  ['/screening/slips', 'slips'],
  ['/screening/watches', 'watches'],
  ['/session', 'session'],
  ['/shelves', 'shelves'],
  ['/troubles', 'troubles'],
  ['/upkeep/settings', 'settings'],
  ['/upkeep/storage', 'storage'],
  ['/uploads', 'uploads'],
  ['/docs', 'docs'],
  ['/openapi.json', 'docs'],
];

const verbs: ReadonlySet<string> = new Set<Named<'did'>>([
  'acknowledge',
  'accept',
  'approve',
  'arrive',
  'begin',
  'cancel',
  'clear',
  'close',
  'complete',
  'confirm',
  'control',
  'decisions',
  'decline',
  'disable',
  'dispatch',
  'enable',
  'end',
  'hand-over',
  'hold',
  'import',
  'merge',
  'messages',
  'officer',
  'on-scene',
  'open',
  'part',
  'ping',
  'police-close',
  'real',
  'reclassify',
  'refuse',
  'reject',
  'release',
  'replace',
  'respond',
  'retry',
  'return',
  'revoke',
  'seen',
  'share',
  'step',
  'stop',
  'withdraw',
]);

const fits = (pattern: string, segments: readonly string[]): boolean =>
  pattern.split('/').every((part, at) => part === '*' || part === segments[at]);

export interface Failed {
  readonly isRead: boolean;
  readonly subject?: TextKey;
  readonly verb?: TextKey;
}

export const failedOf = ({ method, path }: Asked): Failed => {
  const segments = (path.split('?')[0] ?? '').split('/');
  const [found] = subjects
    .filter(([pattern]) => fits(pattern, segments))
    .toSorted(([a], [b]) => b.split('/').length - a.split('/').length);
  const last = segments.at(-1) ?? '';
  // What a text may amount to is asked with the text, and changes nothing.
  const isRead = method === 'GET' || segments.join('/') === '/law/classify';
  return {
    isRead,
    ...(found === undefined ? {} : { subject: `asked.${found[1]}` }),
    ...(!isRead && verbs.has(last) ? { verb: `did.${last as Named<'did'>}` } : {}),
  };
};
