// node vite.mjs browser: writes bundled/vite-browser, and each warning as a line of JSON.
import { build, createLogger } from 'vite'

const warn = (message) => console.log(JSON.stringify(message))
await build({
  base: './',
  logLevel: 'warn',
  customLogger: { ...createLogger('silent'), warn, warnOnce: warn },
  build: { outDir: 'bundled/vite-browser', rollupOptions: { input: 'page.html' } },
})
