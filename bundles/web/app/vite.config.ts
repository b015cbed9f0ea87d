import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { compressFiles } from './build/compressFiles.js'

export default defineConfig({
  plugins: [vue(), compressFiles()],
  resolve: {
    alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) },
  },
  build: {
    outDir: '../target/classes/site',
    emptyOutDir: true,
    // The content security policy allows no data: addresses and no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: { output: { manualChunks: chunkOf } },
  },
  server: {
    proxy: { '/api': process.env.P2PVPS_SERVER ?? 'http://localhost:8080' },
  },
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts'],
    restoreMocks: true,
    unstubGlobals: true,
  },
})

/** Pages load one by one; what they share, and what changes only with its version, comes in a file each. */
function chunkOf(id: string): string | undefined {
  if (/node_modules|plugin-vue/.test(id)) return 'libraries'
  return /\/src\/(components|composables|lib|services|stores)\//.test(id) ? 'shared' : undefined
}
