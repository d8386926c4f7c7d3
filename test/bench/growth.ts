/** Asks a court the same questions when it is young and when it is old: a question may grow with the logarithm of its years, not faster. */
import { openButtons } from './devices.js';
import { spreadOf, type Target } from './job.js';
import { openScreen } from './screen.js';

const times = 15;
/** so that nobody measures how a program that has just started gets up to speed */
const warmUp = 10;

/** What a question took, by its name: the median in ms. */
export type Answers = ReadonlyMap<string, number>;

type Path = (known: Known) => string;
const lists = (path: string): Record<string, Path> => ({
  [`GET /${path}`]: () => path,
  [`GET /${path}, a page far down`]: ({ deep }) => `${path}?cursor=${deep[path] ?? ''}`,
});

/** Who asks → what it is called → where. */
const questions: Readonly<Record<string, Readonly<Record<string, Path>>>> = {
  guard: {
    ...lists('api/alarms'),
    'GET /api/alarms?state=open': () => 'api/alarms?state=open',
    'GET /api/alarms?state=closed': () => 'api/alarms?state=closed',
    'GET /api/alarms/{id}': ({ alarm }) => `api/alarms/${alarm}`,
    ...lists('api/incidents'),
    'GET /api/incidents/{id}': ({ incident }) => `api/incidents/${incident}`,
    'GET /api/devices': () => 'api/devices',
    'GET /api/devices/{id}/tests': () => 'api/devices/button-101/tests',
    'GET /api/rooms-without-alarm': () => 'api/rooms-without-alarm',
    'GET /api/troubles': () => 'api/troubles',
    'GET /api/shelves': () => 'api/shelves',
    'GET /api/duty': () => 'api/duty',
    ...lists('api/handovers'),
    'GET /api/handovers?state=offered': () => 'api/handovers?state=offered',
    ...lists('api/evidence'),
    ...lists('api/recordings'),
    'GET /api/recordings of a place': () => 'api/recordings?place=court-3',
    'GET /api/recordings/{id}/marks': ({ clip }) => `api/recordings/${clip}/marks`,
    'GET /api/screening': () => 'api/screening',
    'GET /api/screening/flow of a lane': () => 'api/screening/flow?lane=gate-1',
    ...lists('api/screening/slips'),
    'GET /api/screening/slips?state=kept': () => 'api/screening/slips?state=kept',
    'GET /api/screening/slips by number': ({ slip }) => `api/screening/slips?number=${slip}`,
    'GET /api/ledger/checkpoint': () => 'api/ledger/checkpoint',
    'GET /api/ledger/proofs of an entry': ({ size }) => `api/ledger/proofs?entry=50&size=${size}`,
    'GET /api/ledger/proofs between sizes': ({ size }) => `api/ledger/proofs?from=50&to=${size}`,
  },
  judge: { 'GET /api/presses': () => 'api/presses' },
  clerk: { 'GET /api/packets': () => 'api/packets', 'GET /api/retention': () => 'api/retention' },
  police: { ...lists('api/incidents'), ...lists('api/alarms') },
  inspector: lists('api/interference'),
  auditor: {
    'GET /api/ledger/entries': ({ size }) => `api/ledger/entries?from=${Math.floor(size / 2)}&limit=100`,
  },
  admin: {
    ...lists('api/oddities'),
    'GET /api/oddities of a device': () => 'api/oddities?device=button-103',
    'GET /api/oddities/counts': () => 'api/oddities/counts',
    'GET /api/oddities/strangers': () => 'api/oddities/strangers',
    'GET /api/liaison/deliveries': () => 'api/liaison/deliveries',
  },
};

interface Known {
  readonly alarm: string;
  readonly incident: string;
  readonly clip: string;
  /** the number of a slip in the middle */
  readonly slip: string;
  /** the cursor of a page in the middle of each list */
  readonly deep: Readonly<Record<string, string>>;
  /** of the tree that was signed last */
  readonly size: number;
}

type Ask = (path: string) => Promise<Response>;

async function signIn({ httpUrl }: Target, username: string): Promise<Ask> {
  const answer = await fetch(`${httpUrl}api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: 'courthouse-demo' }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  return async (path) => {
    const told = await fetch(`${httpUrl}${path}`, { headers: { cookie } });
    if (!told.ok) throw new Error(`${username} ${path}: ${told.status} ${await told.text()}`);
    return told;
  };
}

async function whatIsKnown(guard: Ask, alarms: number): Promise<Known> {
  const middle = String(Math.floor(alarms / 2)).padStart(12, '0');
  const { raisedAt } = (await (await guard(`api/alarms/grown-${middle}`)).json()) as { raisedAt: string };
  const at = (id: string): string => encodeURIComponent(`${raisedAt}_${id}`);
  return {
    alarm: `grown-${middle}`,
    incident: `incident-grown-${middle}`,
    clip: `clip-${middle}`,
    slip: `${raisedAt.slice(0, 10).replaceAll('-', '')}-${Math.floor(alarms / 2)}`,
    size: Number((await (await guard('api/ledger/checkpoint')).text()).split('\n')[1]),
    deep: {
      'api/alarms': at(`grown-${middle}`),
      'api/incidents': at(`incident-grown-${middle}`),
      'api/handovers': `handover-${middle}`,
      'api/evidence': at(`evidence-${middle}`),
      'api/recordings': at(`clip-${middle}`),
      'api/screening/slips': at(`slip-${middle}`),
      'api/interference': at(`interference-${middle}`),
      'api/oddities': at('8'.repeat(64)),
    },
  };
}

export async function askAll(target: Target, alarms: number): Promise<Answers> {
  const guard = await signIn(target, 'guard');
  const known = await whatIsKnown(guard, alarms);
  const answers = new Map<string, number>();
  for (const [username, asked] of Object.entries(questions)) {
    const ask = username === 'guard' ? guard : await signIn(target, username);
    for (const [name, pathOf] of Object.entries(asked)) {
      const cursor = username === 'police' ? { deep: policeDeep(known) } : {};
      const path = pathOf({ ...known, ...cursor });
      const tookMs = await medianOf(async () => void (await (await ask(path)).arrayBuffer()));
      answers.set(username === 'police' ? `${name}, for the police` : name, tookMs);
    }
  }
  answers.set('a screen that follows anew', await medianOf(async () => (await openScreen(target)).close()));
  answers.set('press to receipt', await pressing(target));
  return answers;
}

/** Their pages go by the incidents that were shared. */
const policeDeep = ({ incident }: Known): Known['deep'] => ({
  'api/incidents': incident,
  'api/alarms': incident,
});

async function medianOf(ask: () => Promise<void>): Promise<number> {
  const tookMs: number[] = [];
  for (let time = -warmUp; time < times; time += 1) {
    const startedAtMs = performance.now();
    await ask();
    if (time >= 0) tookMs.push(performance.now() - startedAtMs);
  }
  return spreadOf(tookMs).p50Ms;
}

async function pressing({ mqttUrl }: Target): Promise<number> {
  let told: () => void = () => undefined;
  const buttons = await openButtons(mqttUrl, () => told());
  let at = 0;
  const median = await medianOf(async () => {
    const receipt = new Promise<void>((done) => (told = done));
    buttons[(at += 1) % buttons.length]?.say('pressed');
    await receipt;
  });
  await Promise.all(buttons.map((button) => button.close()));
  return median;
}
