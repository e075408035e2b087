import { defineConfig } from 'vite'
import { offline } from './offline.mjs'

export default defineConfig({
  base: './', // works in any folder of a server
  worker: { format: 'es' },
  build: { target: 'es2022', assetsInlineLimit: 0 },
  plugins: [offline()],
})
