import { cp, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isSlowToo, whetherSlowSkipped } from '@hvamp/testing/slow-tests'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, launch, whetherSkipped } from '../examples/browser/chromium.fixture'
import { installInto, node } from './consumer'
import { packAll } from './packed'
import { serveFolder } from './serve-folder'

const versions = {
  '@rollup/plugin-commonjs': '^29.0.3',
  '@rollup/plugin-node-resolve': '^16.0.3',
  esbuild: '^0.27.0',
  rollup: '^4.68.8',
  vite: '^8.3.8',
  webpack: '^5.113.0',
}

describe.runIf(isSlowToo)(`packed packages in bundlers${whetherSlowSkipped}`, { timeout: 300_000 }, () => {
  let folder: string
  let project: string
  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'hvamp-bundlers-')))
    project = join(folder, 'project')
    const packed = await packAll(folder)
    await installInto(project, packed, { files: 'bundlers', dependencies: versions, optional: true })
  }, 600_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  /** Runs a bundler. @returns its warnings, without those about a third party's source */
  async function bundled(bundler: string, target: 'browser' | 'node'): Promise<string[]> {
    const { stdout, stderr } = await node(project, `${bundler}.mjs`, target)
    expect(stderr).toBe('')
    const warnings = stdout.split('\n').filter(Boolean)
    return warnings.map((line) => JSON.parse(line)).filter((text) => !text.includes('node_modules/zod/'))
  }

  describe.each(['esbuild', 'rollup', 'webpack'])('%s for Node', (bundler) => {
    it('gives no warning, and a program that runs without node_modules, and says what it lacks', async () => {
      expect(await bundled(bundler, 'node')).toEqual([])
      const elsewhere = join(folder, `${bundler}-program`)
      await cp(join(project, 'bundled', `${bundler}-node`), elsewhere, { recursive: true })
      const { stdout, stderr } = await node(elsewhere, 'program.cjs')
      const { backend, reason, items } = JSON.parse(stdout)
      expect(stderr).toBe('')
      expect({ backend, reason }).toEqual({
        backend: 'wasm',
        reason: "no BLAS without the npm package 'koffi', which is not installed",
      })
      expect(items).toHaveLength(5)
    })
  })

  describe.each(['esbuild', 'rollup', 'vite', 'webpack'])('%s for browsers', (bundler) => {
    it('gives no warning', async () => expect(await bundled(bundler, 'browser')).toEqual([]))
  })

  describe.skipIf(!chromiumPath)(`the bundles in Chromium${whetherSkipped}`, () => {
    let browser: Awaited<ReturnType<typeof launch>>
    let site: Awaited<ReturnType<typeof serveFolder>>
    beforeAll(async () => {
      browser = await launch({ webgpu: 'none' })
      site = await serveFolder(join(project, 'bundled'))
    })
    afterAll(async () => {
      await browser?.close()
      site?.close()
    })

    it.each([
      'esbuild-browser/page.js',
      'rollup-browser/page.js',
      'webpack-browser/page.js',
      'vite-browser/page.html',
    ])('%s trains and recommends by wasm, and asks for nothing that is missing', async (path) => {
      const page = await (await browser.newContext()).newPage()
      const problems: string[] = []
      page.on('pageerror', ({ message }) => problems.push(message))
      page.on('response', (response) => {
        if (!response.ok()) problems.push(`${response.status()} ${response.url()}`)
      })
      await page.goto(site.pageOf(path))
      await page.waitForFunction(() => document.title !== 'wait', undefined, { timeout: 60_000 })
      const title = await page.title()
      expect(problems).toEqual([])
      expect(title).toMatch(/^\{/)
      const { backend, items } = JSON.parse(title)
      expect(backend).toBe('wasm')
      expect(items).toHaveLength(5)
    })
  })
})
