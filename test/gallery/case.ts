/** One case from the press to the packet, and what the pages show only once somebody has acted: the gallery's state `case`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spokenWav } from '../support/wav.js';
import type { Album } from './album.js';
import { administered, signedOut, worked } from './case-house.js';
import { hold, of, press, write, type Act } from './hands.js';

const judgeSees = (state: string): string => `[data-testid="judge-state"][data-state="${state}"]`;
const finding = (status: string): string => `[data-testid="finding-row"][data-status="${status}"]`;
const packet = (state: string): string => `[data-testid="packet-state"][data-state="${state}"]`;

/** What a judge sees of his press, once it has gone so far. */
const gone =
  (state: string): Act =>
  (page) =>
    page.locator(judgeSees(state)).waitFor({ timeout: 8_000 });
/** A recorder of the demo sends what it heard in the last seconds. */
async function record(album: Album, id: string): Promise<void> {
  const path = join(album.house.folder, `${id}.wav`);
  writeFileSync(path, spokenWav(12));
  const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();
  const times = ['--started-at', ago(12), '--ended-at', ago(0)];
  const where = ['--http', album.house.console.url, '--send', path];
  await album.house.device('recorder', id, [], [...where, ...times, '--once']).ended();
}

/** The guard's board as the alarm goes on, the officer's phone beside it, the judge who waits. */
async function answered(album: Album): Promise<string> {
  const button = await album.device('button-103');
  // A press is received once a guard's screen has shown it.
  const guard = await album.person('guard', 'desk');
  await guard.open('board');
  const judge = await album.person('judge', 'desk');
  await judge.open('judge');
  await judge.page.getByTestId('judge-place').selectOption('court-3');
  await album.take('case-judge-before', 'judge', '', { shows: of('judge-silent') });
  await hold(judge.page, 'judge-silent');
  await album.take('case-judge-received', 'judge', '', {
    shows: judgeSees('received'),
    act: gone('received'),
  });
  await album.take('case-officer', 'officer-1', 'officer', { shows: of('officer-accept'), size: 'phone' });
  await guard.page.getByTestId('alarm-row').first().click();
  await guard.page.keyboard.press('Space');
  await album.take('case-officer-accepted', 'officer-1', '', {
    shows: '[data-own="on-the-way"]',
    size: 'phone',
    act: press('officer-accept', 'officer-go'),
  });
  await album.take('case-officer-on-scene', 'officer-1', '', {
    shows: '[data-own="on-scene"]',
    size: 'phone',
    act: press('officer-arrive'),
  });
  await album.take('case-judge-at-the-door', 'judge', '', {
    shows: judgeSees('at-the-door'),
    act: gone('at-the-door'),
  });
  await album.take('case-judge-phone', 'judge', 'judge', { shows: judgeSees('at-the-door'), size: 'phone' });
  await button.press('emergency');
  await album.take('case-board-second-press', 'guard', '', {
    shows: '[data-testid="alarm-row"][data-level="emergency"]',
    size: 'desk',
  });
  await record(album, 'recorder-201');
  await album.take('case-board-close', 'guard', '', { shows: of('close-panel'), act: press('act-close') });
  await album.take('case-board-keys', 'guard', 'board', {
    shows: of('keys-panel'),
    act: (page) => page.keyboard.press('?'),
  });
  const ask = await album.house.ask('guard');
  const { items } = (await (await ask('api/alarms')).json()) as { items: { incident: string }[] };
  return items[0]?.incident ?? '';
}

/** Both sides of the liaison. */
async function shared(album: Album, incident: string): Promise<void> {
  await album.take('case-police-offered', 'police', 'police', { shows: of('police-accept'), size: 'tall' });
  const { page: police } = await album.person('police', 'tall');
  await press('police-accept', 'liaison-dispatched')(police);
  await write(police, 'liaison-text', '从哪个门进？');
  await press('liaison-send')(police);
  await police.getByText('从哪个门进？').waitFor();
  await album.take('case-police-on-the-way', 'police', '', {
    shows: '[data-testid="liaison"][data-state="dispatched"]',
    size: 'tall',
  });
  await album.take('case-incident-chief', 'chief', `incidents/${incident}`, {
    shows: of('liaison'),
    size: 'tall',
  });
  await press('liaison-on-scene')(police);
  await write(police, 'liaison-docket', '前公（城）受案字〔2026〕1号');
  await police.getByTestId('liaison-result').selectOption('filed');
  await press('liaison-closed')(police);
  await album.take('case-police-closed', 'police', '', {
    shows: '[data-testid="liaison"][data-state="closed"]',
    size: 'tall',
  });
}

/** What was found and how, and what was taken down of people and measures. */
async function found(album: Album): Promise<void> {
  const ask = await album.house.ask('guard');
  const text = '一名男子在大厅用椅子砸碎自助机屏幕，又打了书记员一巴掌';
  const told = await ask('api/incidents', { method: 'POST', body: JSON.stringify({ place: 'hall', text }) });
  const { id } = (await told.json()) as { id: string };
  const { page, ...guard } = await album.person('guard', 'tall');
  void guard;
  await album.take('case-incident', 'guard', `incidents/${id}`, {
    shows: finding('candidate'),
    size: 'tall',
  });
  const row = page.locator(finding('candidate')).first();
  await row.locator('input[type="checkbox"]').first().check();
  await album.take('case-finding-asked', 'guard', '', {
    shows: `${finding('candidate')} input:checked`,
    size: 'tall',
  });
  await row.getByTestId('finding-confirm').click();
  await page.locator(finding('confirmed')).waitFor();
  await album.take('case-finding-confirmed', 'guard', '', {
    shows: finding('confirmed'),
    size: 'tall',
    act: press('finding-complete'),
  });
  await press('person-add')(page);
  await page.getByTestId('measure-offer').first().click();
  await album.take('case-person-measure', 'guard', '', { shows: of('person-form'), size: 'tall' });
}

/** The exhibit with its chain, its redaction and its end; the packet asked for, looked over, sealed and checked. */
async function kept(album: Album, incident: string): Promise<void> {
  await album.take('case-evidence', 'clerk', 'evidence', {
    shows: of('custody'),
    act: press('custody-open'),
  });
  await album.take('case-evidence-redact', 'clerk', 'evidence', {
    shows: of('redact-make'),
    act: (page) => page.getByTestId('redact').first().locator('summary, button').first().click(),
  });
  await album.take('case-evidence-retention', 'clerk', 'evidence', {
    shows: '#main [role="tabpanel"] .empty',
    act: (page) => page.getByRole('tab').nth(1).click(),
  });
  await album.take('case-packet-before', 'clerk', `incidents/${incident}`, {
    shows: of('packet-gaps'),
    size: 'tall',
  });
  const { page: clerk } = await album.person('clerk', 'tall');
  await press('packet-ask')(clerk);
  await clerk.locator(packet('asked')).waitFor();
  await clerk.getByTestId('form-previews').locator('summary').click();
  await press('form-show')(clerk);
  await album.take('case-packet-forms', 'clerk', '', { shows: of('form-preview'), size: 'tall' });
  await album.take('case-packets-asked', 'approver', 'packets', { shows: of('packet-approve') });
  const { page: approver } = await album.person('approver', 'desk');
  await hold(approver, 'packet-approve');
  await approver.locator(packet('sealed')).waitFor({ timeout: 30_000 });
  await album.take('case-packets-sealed', 'approver', '', {
    shows: `${packet('sealed')}, ${packet('handed-over')}`,
    act: (page) => page.locator('.download details summary').first().click(),
  });
  await album.take('case-police-packet', 'police', 'police', { shows: of('packet-download'), size: 'tall' });
}

/** The verifier's page, which has its own words and no switch. */
async function checked(album: Album): Promise<void> {
  const page = await album.house.visitor({ width: 1366, height: 768 });
  await page.goto(`${album.house.console.url}verify.html`);
  const zip = readFileSync('test/golden/packet-v1.zip');
  const give = async (name: string, buffer: Buffer): Promise<void> => {
    await page.goto(`${album.house.console.url}verify.html`);
    await page.locator('input[name=trust]').setInputFiles('test/golden/packet-v1-trust.pem');
    await page
      .locator('input[name=packet]')
      .setInputFiles({ name: 'packet.zip', mimeType: 'application/zip', buffer });
    await page.locator('output[data-exit]').waitFor({ timeout: 60_000 });
    await page.screenshot({ path: join(album.folder, `case-verify-${name}.png`) });
    album.taken += 1;
  };
  await page.screenshot({ path: join(album.folder, 'case-verify-empty.png') });
  album.taken += 1;
  await give('whole', zip);
  const altered = Buffer.from(zip);
  altered[zip.indexOf('RIFF') + 99]! ^= 1;
  await give('altered', altered);
  await page.emulateMedia({ colorScheme: 'dark' });
  await give('whole-dark', zip);
  await page.context().close();
}

export async function takeCase(album: Album): Promise<void> {
  await signedOut(album);
  const incident = await answered(album);
  for (const part of [shared, found, kept, checked, administered, worked] as const)
    await part(album, incident).catch((thrown: unknown) => {
      album.failures.push(thrown);
    });
}
