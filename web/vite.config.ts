/** How the pages are built: one entry, everything served from the console itself. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const outDir = 'dist/web';

export default defineConfig({
  root: 'web',
  base: './',
  plugins: [
    react(),
    {
      // The tests' compiler writes pure files of the pages beside the bundle, so the folder is never emptied whole.
      name: 'clear-old-assets',
      buildStart: () => rmSync(`${outDir}/assets`, { recursive: true, force: true }),
    },
    {
      // Every browser that runs these pages reads woff2; the older copies would double the bundle.
      name: 'only-woff2',
      enforce: 'pre',
      transform: (code, id) =>
        id.includes('@fontsource') && id.endsWith('.css')
          ? code.replaceAll(/,\s*url\([^)]*\.woff\) format\('woff'\)/g, '')
          : undefined,
    },
    {
      // Beside each text file lies its gzip, so that the console never has to compress on the way to an alarm.
      name: 'gzip-beside',
      closeBundle: () => {
        for (const name of readdirSync(`${outDir}/assets`)) {
          if (!/\.(js|css)$/.test(name)) continue;
          const file = `${outDir}/assets/${name}`;
          writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
        }
      },
    },
  ],
  build: {
    outDir: `../${outDir}`,
    emptyOutDir: false,
    target: 'es2022',
    // A data: address would need a hole in the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    modulePreload: { polyfill: false },
  },
});
