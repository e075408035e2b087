import { mkdtemp, rm } from 'node:fs/promises'
import type { Server as HttpServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { build, preview } from 'vite'
import { expect, vi } from 'vitest'
import { launch } from './chromium.fixture'

const root = fileURLToPath(new URL('.', import.meta.url))

/** The built page on a server of this computer, and a browser to see it in. */
export interface Site {
  /** A folder for the files of a test. */
  readonly folder: string
  /** The page, its backend started; everything that goes wrong in it, or is asked of others, fails the test. */
  open(options?: BrowserContextOptions): Promise<Page>
  /** Stops the server, so that nothing of the page can be fetched any more. */
  shut(): Promise<void>
  close(): Promise<void>
}

/** Builds and serves the page. */
export async function site({ webgpu }: Parameters<typeof launch>[0]): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-browser-'))
  const outDir = join(folder, 'site')
  vi.stubEnv('NODE_ENV', 'production') // which is 'test' here
  await build({ root, logLevel: 'error', build: { outDir } })
  vi.unstubAllEnvs()
  const server = await preview({ root, logLevel: 'error', build: { outDir }, preview: { port: 0 } })
  const address = server.resolvedUrls!.local[0]!
  const browser = await launch({ webgpu })

  async function shut(): Promise<void> {
    const closed = server.close()
    ;(server.httpServer as HttpServer).closeAllConnections()
    await closed
    await expect(fetch(address)).rejects.toThrow()
  }

  return {
    folder,
    async open(options = {}) {
      const page = await (await browser.newContext(options)).newPage()
      page.setDefaultTimeout(30_000)
      page.on('pageerror', (error) => expect.unreachable(error.message))
      page.on('request', (request) => expect(request.url()).toMatch(/^(http:\/\/localhost:|blob:)/))
      await page.goto(address)
      await started(page)
      return page
    },
    shut,
    async close() {
      await browser.close()
      if (server.httpServer.listening) await shut()
      await rm(folder, { recursive: true })
    },
  }
}

/** Waits until the page has its backend. */
export async function started(page: Page): Promise<void> {
  await page.locator('#backend-note:not(:empty)').waitFor({ state: 'attached' })
}
