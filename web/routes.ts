/** Which pages there are, who may open them, and which one a person lands on. */

export type PageName =
  | 'board'
  | 'wall'
  | 'police'
  | 'incidents'
  | 'report'
  | 'evidence'
  | 'packets'
  | 'screening'
  | 'recordings'
  | 'interference'
  | 'devices'
  | 'drills'
  | 'plan'
  | 'timetable'
  | 'policies'
  | 'rota'
  | 'people'
  | 'upkeep'
  | 'figures'
  | 'officer'
  | 'handover'
  | 'replay'
  | 'procedures'
  | 'judge'
  | 'bench'
  | 'law'
  | 'account';

export interface Route {
  readonly page: PageName;
  readonly id?: string;
}

interface Viewer {
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
}

/** A page opens to who has any one of the sets; the console decides again on every request. */
const needs: Readonly<Record<PageName, readonly (readonly string[])[]>> = {
  board: [['live:follow', 'alarm:read', 'alarm:acknowledge']],
  wall: [['live:follow', 'alarm:read', 'alarm:acknowledge']],
  police: [['liaison:accept']],
  incidents: [['incident:read']],
  report: [['incident:report']],
  evidence: [['evidence:read'], ['recording:read']],
  packets: [['packet:ask'], ['packet:approve'], ['packet:read']],
  screening: [['screening:read'], ['watch:read']],
  recordings: [['recording:read']],
  interference: [['interference:file'], ['interference:read']],
  devices: [['device:read']],
  drills: [['drill:plan'], ['report:read']],
  plan: [['device:manage', 'place:read']],
  timetable: [['hearing:read']],
  policies: [['policy:manage']],
  rota: [['policy:read']],
  people: [['people:manage']],
  upkeep: [['ledger:verify'], ['house:read']],
  figures: [['report:read']],
  officer: [['live:follow', 'alarm:acknowledge', 'alarm:raise']],
  handover: [['live:follow', 'duty:sign']],
  replay: [['incident:read', 'place:read']],
  procedures: [['procedure:manage']],
  judge: [['alarm:raise', 'place:read']],
  bench: [['bench:own']],
  law: [['law:read']],
  account: [[]],
};

export type PageGroup = 'duty' | 'evidence' | 'house' | 'own';

/** What is used at any moment first, one's own account last. */
const groups: Readonly<Record<PageGroup, readonly PageName[]>> = {
  duty: [
    'board',
    'wall',
    'police',
    'incidents',
    'report',
    'officer',
    'handover',
    'screening',
    'judge',
    'bench',
  ],
  evidence: ['evidence', 'recordings', 'packets', 'interference', 'replay'],
  house: [
    'devices',
    'timetable',
    'drills',
    'rota',
    'policies',
    'procedures',
    'plan',
    'people',
    'upkeep',
    'figures',
  ],
  own: ['law', 'account'],
};

export const pageNames = Object.keys(needs) as readonly PageName[];

/** The police see only what was shared with them, on a page of their own. */
const policePages: readonly PageName[] = ['police', 'law', 'account'];

export const mayOpen = (page: PageName, viewer: Viewer): boolean => {
  if (viewer.permissions.includes('liaison:accept') && !policePages.includes(page)) return false;
  return needs[page].some((set) => set.every((permission) => viewer.permissions.includes(permission)));
};

export interface PagesOfGroup {
  readonly group: PageGroup;
  readonly pages: readonly PageName[];
}

/** Without the groups that have nothing for this person. */
export const groupsFor = (viewer: Viewer): readonly PagesOfGroup[] =>
  (Object.keys(groups) as PageGroup[])
    .map((group) => ({ group, pages: groups[group].filter((page) => mayOpen(page, viewer)) }))
    .filter(({ pages }) => pages.length > 0);

export const pagesFor = (viewer: Viewer): readonly PageName[] =>
  groupsFor(viewer).flatMap(({ pages }) => pages);

/** The page that each kind of person lands on; the first that fits. */
const landings: readonly (readonly [PageName, (viewer: Viewer) => boolean])[] = [
  ['police', () => true],
  ['officer', ({ roles }) => !roles.includes('guard') && !roles.includes('chief')],
  ['board', () => true],
  ['judge', ({ roles }) => roles.includes('judge')],
  ['screening', ({ roles }) => roles.includes('screener')],
  [
    'packets',
    ({ permissions }) => permissions.includes('packet:ask') || permissions.includes('packet:approve'),
  ],
  ['interference', ({ permissions }) => permissions.includes('interference:read')],
];

export const landingOf = (viewer: Viewer): PageName =>
  landings.find(([page, lands]) => mayOpen(page, viewer) && lands(viewer))?.[0] ?? 'account';

export const parseRoute = (hash: string): Route | undefined => {
  const [page, id] = hash.replace(/^#\/?/, '').split('/');
  if (!pageNames.includes(page as PageName)) return undefined;
  return id === undefined || id === ''
    ? { page: page as PageName }
    : { page: page as PageName, id: decodeURIComponent(id) };
};

export const hrefOf = (page: PageName, id?: string): string =>
  id === undefined ? `#/${page}` : `#/${page}/${encodeURIComponent(id)}`;
