// Rewrites the files that are made from what runs: `node scripts/generate.mjs`. The tests compare them.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

execFileSync(process.execPath, ['scripts/build.mjs', '--server-only'], { stdio: 'inherit' });
const { errorsFile, routesFile, settingsFile } = await import('../dist/test/support/generated.js');
const { openHouse } = await import('../dist/test/support/house.js');
const { Routes } = await import('../dist/src/access/routes.service.js');

const house = await openHouse();
const made = {
  'test/golden/routes.txt': routesFile(house.app.get(Routes)),
  'docs/settings.md': settingsFile(),
  'docs/errors.md': errorsFile(),
};
await house.close();
for (const [path, text] of Object.entries(made)) {
  writeFileSync(path, text);
  console.log(path);
}
