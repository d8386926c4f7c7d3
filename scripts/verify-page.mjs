// Writes verify.html, the verifier as one page that needs no server: `node scripts/verify-page.mjs SOURCE-FOLDER OUT`.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, out] = process.argv.slice(2);
const read = (name) => readFileSync(join(folder, name), 'utf8');

/** A module's text without its imports and exports, to stand with others in one module. */
const inlined = (text) =>
  text
    .replace(/^#!.*\n/, '')
    .replace(/^import (?:[^;]*?from )?'[^']+';\n/gm, '')
    .replace(/^export /gm, '');

// Each in a scope of its own, so that names of one cannot be taken for another's.
const program = `
const browser = (() => {
${inlined(read('browser.mjs'))}
return { Buffer, getHashes, createHash, createPublicKey, X509Certificate, verify, dropped, realpath, lstat, readdir,
  readFile, open, basename, join, resolve, pathToFileURL, process, isMainThread, parentPort, Worker, workerData, zlib };
})();
const { dropped } = browser;
const examine = await (async () => {
const { Buffer, getHashes, createHash, createPublicKey, X509Certificate, verify: verifySignature, realpath, lstat,
  readdir, readFile, open, basename, join, resolve, pathToFileURL, process, isMainThread, parentPort, Worker,
  workerData, zlib } = browser;
${inlined(read('verify.mjs'))}
return examine;
})();
${inlined(read('page.mjs'))}
`.replaceAll('</script', '<\\/script');
const hash = createHash('sha256').update(program).digest('base64');
const policy = `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`;
const page = read('page.html')
  .replace('POLICY', () => policy)
  .replace(/>\s*PROGRAM;\s*<\/script>/, () => `>${program}</script>`);
writeFileSync(out, page);
