import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The console as files that the local AWS serves below `/console/`. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/console/',
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('../../dist/console/web', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // Licences of what is bundled travel with it.
    license: true,
  },
});
