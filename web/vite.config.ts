/** How the pages are built: one entry, everything served from the console itself. */
import { rmSync } from 'node:fs';
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
