import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isSlowToo, whetherSlowSkipped } from '@hvamp/testing/slow-tests'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, launch, whetherSkipped } from '../examples/browser/chromium.fixture'
import { installInto, node } from './consumer'
import { packAll } from './packed'

const next = 'node_modules/next/dist/bin/next'

describe.runIf(isSlowToo)(`examples/next with the packed packages${whetherSlowSkipped}`, () => {
  let project: string
  let built: string
  let server: ChildProcess
  let address: string
  beforeAll(async () => {
    process.env.NEXT_TELEMETRY_DISABLED = '1'
    delete process.env.CI // there Next warns that its own cache is empty
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'hvamp-next-')))
    project = join(folder, 'project')
    const packed = await packAll(folder)
    const example = new URL('../examples/next/package.json', import.meta.url)
    const { dependencies, devDependencies } = JSON.parse(await readFile(example, 'utf8'))
    await installInto(project, packed, {
      files: '../examples/next',
      dependencies: { ...dependencies, ...devDependencies },
      optional: true,
    })
    await node(project, 'train.mjs')
    const { stdout, stderr } = await node(project, next, 'build')
    built = stdout + stderr
    server = spawn(process.execPath, [next, 'start', '--port', '0'], { cwd: project })
    address = await addressOf(server)
  }, 900_000)
  afterAll(async () => {
    if (server?.exitCode === null) {
      server.kill()
      await once(server, 'exit')
    }
    if (project) await rm(join(project, '..'), { recursive: true, force: true })
  })

  it('builds with the default configuration, without a warning', () => {
    expect(built).toContain('Compiled successfully')
    expect(built).not.toMatch(/warn|⚠|error/i)
  })

  it('recommends in a route handler', async () => {
    const response = await fetch(`${address}/api/recommendations?item=3&item=7&item=11`)
    const { backend, items } = (await response.json()) as { backend: string; items: string[] }
    expect(['native', 'wasm']).toContain(backend)
    expect(items).toHaveLength(5)
  })

  it.skipIf(!chromiumPath)(
    `recommends in a client component, by wasm, the same as on the server${whetherSkipped}`,
    async () => {
      const browser = await launch({ webgpu: 'none' })
      try {
        const page = await browser.newPage()
        const errors: string[] = []
        page.on('pageerror', ({ message }) => errors.push(message))
        await page.goto(address)
        const lists = await Promise.all(
          ['server', 'browser'].map((place) => page.locator(`#${place}`).textContent({ timeout: 60_000 })),
        )
        const [onServer, inBrowser] = lists.map((text) => text!.split(': ')[1])
        expect(errors).toEqual([])
        expect(lists[1]).toMatch(/^browser \(wasm\): /)
        expect(inBrowser).toBe(onServer)
        expect(inBrowser!.split(', ')).toHaveLength(5)
      } finally {
        await browser.close()
      }
    },
  )
})

/** Where the server listens, once it says so. */
async function addressOf(server: ChildProcess): Promise<string> {
  let said = ''
  for await (const chunk of server.stdout!.iterator({ destroyOnReturn: false })) {
    said += chunk
    const found = /http:\/\/localhost:\d+/.exec(said)
    if (!found) continue
    server.stdout!.resume() // a closed or a full pipe would end the server
    return found[0]
  }
  throw new Error(`next start ended:\n${said}`)
}
