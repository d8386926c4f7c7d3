/** What the pages show only once somebody has acted, of who keeps the house and of who works at its desks: of the gallery's state `case`. */
import { join } from 'node:path';
import { Onlooker } from '../support/pages-tour.js';
import { letters, wear, type Album } from './album.js';
import { hold, of, press, write } from './hands.js';

/** Pages of who keeps the house, opened where they are usually closed. */
export async function administered(album: Album, incident: string): Promise<void> {
  await album.take('case-account-guard', 'guard', 'account', { shows: '#main h2' });
  await album.take('case-account-admin', 'admin', 'account', { shows: of('fingerprint') });
  const { page: admin } = await album.person('admin', 'desk');
  await write(admin, 'key-why', '每年换一次');
  await hold(admin, 'key-succeed');
  await admin.getByTestId('key-change').waitFor();
  await album.take('case-keys-asked', 'admin', '', { shows: of('key-change') });
  await album.take('case-keys-decide', 'president', 'account', { shows: of('key-approve') });
  await album.take('case-device-calls', 'guard', 'devices/button-103', {
    shows: '[data-testid="test-open"]:disabled',
  });
  await album.take('case-device', 'guard', 'devices/button-102', {
    shows: of('test-stop'),
    act: press('test-open'),
  });
  await album.take('case-device-admin', 'admin', 'devices/recorder-201', { shows: of('device-replace') });
  await album.take('case-devices-enrol', 'admin', 'devices', { shows: of('enrol-form') });
  await album.take('case-people-rights', 'admin', 'people', {
    shows: of('rights-form'),
    act: press('rights-change'),
  });
  await album.take('case-people-invite', 'admin', 'people', {
    shows: of('invite-link'),
    act: async (page) => {
      await page.getByTestId('invite-form').locator('input[value="officer"]').check();
      await press('invite')(page);
      await page.getByTestId('invite-link').waitFor();
    },
  });
  await album.take('case-policies-edit', 'admin', 'policies', {
    shows: of('policy-form'),
    act: press('policy-edit'),
  });
  await album.take('case-procedures-edit', 'chief', 'procedures', {
    shows: of('procedure-form'),
    act: press('procedure-edit'),
  });
  // What no device of this house sends: kept as it came, to be looked at.
  const gate = await album.device('gate-1');
  gate.publish(gate.topic('event'), 'no message {');
  for (const [tab, shows] of [
    ['ledger', of('fingerprint')],
    ['settings', of('setting')],
    ['storage', of('storage')],
    ['oddities', of('oddity')],
  ] as const)
    await album.take(`case-upkeep-${tab}`, 'admin', 'upkeep', { act: press(`upkeep-${tab}`), shows });
  await album.take('case-timetable-faults', 'admin', 'timetable', {
    shows: of('import-fault'),
    act: (page) =>
      page.getByTestId('import-file').setInputFiles({
        name: 'day.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(
          '法庭,日期,开始,结束,案号\n77号法庭,2027-03-01,09:00,10:00,x\n2号法庭,2027-03-01,11:00,10:00,y\n',
        ),
      }),
  });
  await album.take('case-replay', 'guard', `replay/${incident}`, { shows: of('replay-clocks') });
  await album.take('case-drill-plan', 'chief', 'drills', { shows: of('drill-form') });
  await album.take('case-rota', 'admin', 'rota', {
    shows: of('rota-form'),
    act: press('rota-next', 'rota-add'),
  });
}

/** The gate's desk at work, a recording looked into, the register open, a shift handed over. */
export async function worked(album: Album): Promise<void> {
  await album.take('case-screening', 'screener', 'screening', {
    shows: of('desk-issue'),
    act: async (page) => {
      await press('desk-join')(page);
      await page.locator('[data-testid="desk-outcome"][data-outcome="deposited"]').click();
      await page.locator('[data-testid="desk-item"]').first().click();
    },
  });
  await album.take('case-screening-slip', 'screener', '', {
    shows: of('issued-slip'),
    act: press('desk-issue'),
  });
  await album.take('case-recordings', 'clerk', 'recordings', {
    shows: of('marked-player'),
    act: press('recording-choose', 'sound-open'),
  });
  const judge = await album.house.ask('judge');
  const filing = { tag: 'inquiry', channel: 'phone', content: '打听案件何时宣判' };
  await judge('api/interference', { method: 'POST', body: JSON.stringify(filing) });
  await album.take('case-register', 'inspector', 'interference', {
    shows: of('interference-record'),
    act: press('register-open'),
  });
  await album.take('case-interference-form', 'judge', 'interference', {
    shows: of('interference-form'),
    size: 'phone',
    act: press('interference-open'),
  });
  await album.take('case-report', 'judge', 'report', { shows: of('report-form'), size: 'phone' });
  await album.take('case-bench', 'judge', 'bench', { shows: of('own-button'), size: 'phone' });
  await album.take('case-handover', 'guard', 'handover', { shows: of('handover-open'), size: 'old' });
  await album.take('case-police-phone', 'police', 'police', { shows: of('police-incident'), size: 'phone' });
}

/** Before anybody is known. */
export async function signedOut(album: Album): Promise<void> {
  const page = await album.house.visitor();
  await page.getByTestId('sign-in-username').fill('guard');
  await page.getByTestId('sign-in-password').fill('wrong');
  await page.getByTestId('sign-in-submit').click();
  await page.getByRole('alert').waitFor();
  const looks = new Onlooker(page, album.house.console.url);
  for (const shelf of album.shelves) {
    await wear(looks, shelf);
    await looks.settled();
    await page.evaluate(letters);
    const file = `case-sign-in-desk-${shelf.language}-${shelf.theme}.png`;
    await page.screenshot({ path: join(album.folder, file) });
    album.taken += 1;
  }
  await page.context().close();
}
