/** Asks a court the same questions when it is young and when it is old: a question may grow with the logarithm of its years, not faster. */
import { openButtons } from './devices.js';
import { spreadOf, type Target } from './job.js';
import { openScreen } from './screen.js';

const times = 15;

/** What a question took, by its name: the median in ms. */
export type Answers = ReadonlyMap<string, number>;

const questions: Readonly<Record<string, (known: Known) => string>> = {
  'GET /api/alarms': () => 'api/alarms',
  'GET /api/alarms?state=open': () => 'api/alarms?state=open',
  'GET /api/alarms?state=closed': () => 'api/alarms?state=closed',
  'GET /api/alarms, a page far down': ({ deep }) => `api/alarms?cursor=${deep}`,
  'GET /api/alarms/{id}': ({ alarm }) => `api/alarms/${alarm}`,
  'GET /api/incidents': () => 'api/incidents',
  'GET /api/incidents/{id}': ({ incident }) => `api/incidents/${incident}`,
  'GET /api/devices': () => 'api/devices',
  'GET /api/evidence': () => 'api/evidence',
  'GET /api/recordings': () => 'api/recordings',
  'GET /api/screening': () => 'api/screening',
  'GET /api/ledger/checkpoint': () => 'api/ledger/checkpoint',
  'GET /api/ledger/proofs of an entry': () => 'api/ledger/proofs?entry=50&size={size}',
  'GET /api/ledger/proofs between sizes': () => 'api/ledger/proofs?from=50&to={size}',
};

interface Known {
  readonly alarm: string;
  readonly incident: string;
  readonly deep: string;
}

export async function askAll(target: Target, alarms: number): Promise<Answers> {
  const signIn = await fetch(`${target.httpUrl}api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'guard', password: 'courthouse-demo' }),
  });
  const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const get = (path: string): Promise<Response> => fetch(`${target.httpUrl}${path}`, { headers: { cookie } });
  const middle = `grown-${String(Math.floor(alarms / 2)).padStart(12, '0')}`;
  const { raisedAt } = (await (await get(`api/alarms/${middle}`)).json()) as { raisedAt: string };
  const known = {
    alarm: middle,
    incident: `incident-${middle}`,
    deep: encodeURIComponent(`${raisedAt}_${middle}`),
  };
  const size = (await (await get('api/ledger/checkpoint')).text()).split('\n')[1] ?? '';
  const answers = new Map<string, number>();
  for (const [name, pathOf] of Object.entries(questions)) {
    const path = pathOf(known).replace('{size}', size);
    answers.set(
      name,
      await medianOf(async () => {
        const answer = await get(path);
        if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
        await answer.arrayBuffer();
      }),
    );
  }
  answers.set('a screen that follows anew', await medianOf(async () => (await openScreen(target)).close()));
  answers.set('press to receipt', await pressing(target));
  return answers;
}

async function medianOf(ask: () => Promise<void>): Promise<number> {
  const tookMs: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const startedAtMs = performance.now();
    await ask();
    tookMs.push(performance.now() - startedAtMs);
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
