import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import type { Server as HttpServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { useBackend } from '@hvamp/backends'
import { alignHistories, interactionsFrom, syntheticInteractions } from '@hvamp/data'
import { ease, recommend } from '@hvamp/models'
import { loadModel, saveModel } from '@hvamp/models/node'
import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { build, type PreviewServer, preview } from 'vite'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { chromiumPath, launch } from './chromium.fixture'
import { type Sample, sample } from './sample.fixture'

const root = fileURLToPath(new URL('.', import.meta.url))
let folder: string
let browser: Browser
let server: PreviewServer
let found: Sample

const serve = () =>
  preview({ root, logLevel: 'error', build: { outDir: join(folder, 'site') }, preview: { port: 0 } })
const addressOf = (each: PreviewServer) => each.resolvedUrls!.local[0]!

/** The page, its backend started; everything that goes wrong in it, or is asked of others, fails the test. */
async function open(options: BrowserContextOptions = {}, from = server, by = browser): Promise<Page> {
  const page = await (await by.newContext(options)).newPage()
  page.setDefaultTimeout(30_000)
  page.on('pageerror', (error) => expect.unreachable(error.message))
  page.on('request', (request) => expect(request.url()).toMatch(/^(http:\/\/localhost:|blob:)/))
  await page.goto(addressOf(from))
  await page.locator('#backend-note:not(:empty)').waitFor({ state: 'attached' })
  return page
}

async function train(page: Page, epochs: number): Promise<void> {
  await page.getByText('More settings').click()
  await page.getByLabel('Epochs at most').fill(String(epochs))
  await page.getByRole('button', { name: 'Train' }).click()
  await page.locator('#results, #model-error:not(:empty)').first().waitFor({ timeout: 100_000 })
}

const searchField = (page: Page) => page.getByRole('combobox', { name: 'What do you like?' })

async function choose(page: Page, title: string): Promise<void> {
  await searchField(page).fill(title)
  await page.locator('#suggestions').getByRole('option', { name: title, exact: true }).click()
  await page.getByRole('list', { name: 'You like' }).getByText(title, { exact: true }).waitFor()
}

/** Titles recommended once there is this number of chosen ones. */
async function recommended(page: Page): Promise<string[]> {
  await page.locator('#list li').first().waitFor()
  return page.locator('#list li span').allTextContents()
}

async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run())
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-browser-'))
  if (!chromiumPath) return
  vi.stubEnv('NODE_ENV', 'production') // which is 'test' here
  await build({ root, logLevel: 'error', build: { outDir: join(folder, 'site') } })
  vi.unstubAllEnvs()
  server = await serve()
  browser = await launch({ webgpu: 'none' })
  found = await sample(folder)
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await rm(folder, { recursive: true })
})

const skipped = chromiumPath
  ? ''
  : ' (skipped: no Chromium is installed where it usually is, nor named by CHROMIUM)'
describe.skipIf(!chromiumPath)(`the page in Chromium${skipped}`, () => {
  describe('trained on MovieLens 100k where it is, else on made-up ratings', () => {
    const epochs = process.env.SCREENSHOTS ? 40 : 3
    let page: Page
    beforeAll(async () => {
      page = await open({ acceptDownloads: true })
      await page.locator('#files').setInputFiles([...found.files])
      await page.locator('#facts').waitFor()
      expect(await page.locator('#status').textContent()).toBe(found.facts)
      await train(page, epochs)
    })

    it('computes by WebAssembly where there is no WebGPU, and says so', async () => {
      expect(await page.locator('#backend-note').textContent()).toMatch(
        /^Here that is WebAssembly\. WebGPU is not to be had: there must be an adapter, got none/,
      )
      expect(await page.locator('#training-state').textContent()).toContain(
        `Trained for ${epochs} epochs on WebAssembly; `,
      )
    })

    it('shows loss and NDCG of every epoch, in charts and in numbers', async () => {
      const rows = await page
        .locator('#epochs tbody tr')
        .evaluateAll((all) =>
          all.map((row) =>
            Array.from((row as HTMLTableRowElement).cells, (cell) => Number(cell.textContent)),
          ),
        )
      expect(rows.map(([epoch]) => epoch)).toEqual(Array.from(rows, (_, index) => index + 1))
      expect(rows).toHaveLength(epochs)
      expect(rows.at(-1)![1]!).toBeLessThan(rows[0]![1]!)
      for (const [, , ndcg] of rows) expect(ndcg).toBeGreaterThan(0)
      const said = await page.getByRole('img', { name: /^NDCG@100/ }).getAttribute('aria-label')
      expect(said).toContain(`${rows.at(-1)![2]!.toFixed(4)} in epoch ${epochs}; popularity 0.`)
    })

    it('measures the model beside popularity', async () => {
      const cells = await page
        .locator('#results tbody tr')
        .evaluateAll((rows) => rows.map((row) => row.textContent))
      expect(cells).toHaveLength(2)
      expect(cells[0]).toMatch(/^H\+Vamp \(Gated\)(0\.\d{4} ± 0\.\d{4}){3}$/)
      expect(cells[1]).toMatch(/^Popularity(0\.\d{4} ± 0\.\d{4}){3}$/)
    })

    it('recommends what goes with the titles chosen, and none of them', async () => {
      await choose(page, found.titles[0])
      const before = await recommended(page)
      await choose(page, found.titles[1])
      await page.waitForFunction(
        (old) => document.querySelector('#list')!.textContent !== old,
        before.join(''),
      )
      const after = await recommended(page)
      expect(after).toHaveLength(10)
      expect(after).not.toContain(found.titles[0])
      expect(after).not.toContain(found.titles[1])
      await page.getByRole('button', { name: `Remove ${found.titles[1]}` }).click()
      await page.waitForFunction(() => document.querySelectorAll('#chosen li').length === 1)
      await expect.poll(() => recommended(page)).toEqual(before)
    })

    it('saves a model that Node loads, and that recommends the same there', async () => {
      const downloads = new Map<string, string>()
      page.on('download', async (each) => downloads.set(each.suggestedFilename(), await each.path()))
      await page.getByRole('button', { name: 'Save the model' }).click()
      await expect.poll(() => downloads.size).toBe(2)
      const saved = await mkdtemp(join(folder, 'saved-'))
      for (const [name, path] of downloads) await writeFile(join(saved, name), await readFile(path))
      await useBackend('wasm')
      const model = await loadModel(saved)
      expect(model.name).toBe('hvamp')

      const other = await open()
      await other
        .locator('#model-files')
        .setInputFiles((await readdir(saved)).map((name) => join(saved, name)))
      const item = model.itemIds[7]!
      await choose(other, item)
      const { histories } = alignHistories(interactionsFrom([{ user: 'you', item }]), model.itemIds)
      const [best] = await recommend(model, histories)
      expect(await recommended(other)).toEqual(best!.map((each) => each.item))
      await other.context().close()
    })

    it.each(['light', 'dark'] as const)('has no fault that axe finds, in %s', async (colorScheme) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.getByText('Every epoch in numbers').click()
      await searchField(page).fill('t')
      await page.locator('#suggestions [role=option]').first().waitFor()
      expect(await violations(page)).toEqual([])
      await searchField(page).fill('')
      await searchField(page).press('Escape')
    })

    it.runIf(process.env.SCREENSHOTS)('is pictured for the README', async () => {
      await page.setViewportSize({ width: 900, height: 700 })
      await page.getByText('More settings').click()
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        const path = join(root, 'screenshots', `${colorScheme}.png`)
        await page.screenshot({ path, fullPage: true })
      }
    })

    it('fits a narrow screen', async () => {
      await page.setViewportSize({ width: 320, height: 640 })
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
        .toBeLessThanOrEqual(320)
    })
  })

  it('says what is wrong with a file, reads it out, and goes on', async () => {
    const page = await open()
    const bad = {
      name: 'bad.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('user,item,rating\na,b,4\na,c,good\n'),
    }
    await page.locator('#files').setInputFiles(bad)
    const message = "bad.csv:3: expected a finite number as rating, got 'good'"
    await page.getByRole('alert').getByText(message, { exact: true }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.locator('#model-files').setInputFiles({ ...bad, name: 'model.json' })
    await page.getByRole('alert').getByText('model.json: must be JSON').waitFor()

    await page.getByRole('button', { name: 'Try made-up ratings' }).click()
    await page.locator('#facts').waitFor()
    expect(await page.locator('#ratings-error').textContent()).toBe('')
    await page.locator('#files').setInputFiles({ ...bad, buffer: Buffer.from('user,item\na,b\n') })
    await page.locator('#facts').getByText('bad.csv').waitFor()
    await page.getByRole('button', { name: 'Train' }).click()
    await page
      .getByRole('alert')
      .getByText('bad.csv: at least 3 users must have 5 or more titles, got 0')
      .waitFor()
  })

  it('recommends by a model that Node trained, from its files dropped on the page', async () => {
    const { interactions } = syntheticInteractions({
      users: 300,
      items: 80,
      interactionsPerUser: 12,
      seed: 2,
    })
    const model = ease({ l2: 50 })
    await model.fit(interactions)
    const path = join(folder, 'by-node')
    await saveModel(model, path)
    const page = await open()
    const files = await Promise.all(
      (await readdir(path)).map(
        async (name) => [name, (await readFile(join(path, name))).toString('base64')] as const,
      ),
    )
    await page.evaluate((dropped) => {
      const dataTransfer = new DataTransfer()
      for (const [name, base64] of dropped) {
        dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], name))
      }
      document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, dataTransfer }))
    }, files)
    const item = interactions.itemIds[3]!
    await choose(page, item)
    const { histories } = alignHistories(interactionsFrom([{ user: 'you', item }]), model.itemIds)
    const [best] = await recommend(model, histories)
    expect(await recommended(page)).toEqual(best!.map((each) => each.item))
  })

  it('can be stopped, and used by the keyboard alone', async () => {
    const page = await open()
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
    const tabTo = async (name: string) => {
      for (let i = 0; i < 40 && !(await focused()).startsWith(name); i++) await page.keyboard.press('Tab')
      expect(await focused()).toMatch(new RegExp(`^${name}`))
    }
    await tabTo('Try made-up ratings')
    await page.keyboard.press('Enter')
    await page.locator('#facts').waitFor()
    await tabTo('Train')
    await page.keyboard.press('Enter')
    await page.locator('#epochs tbody tr').first().waitFor({ state: 'attached' })
    expect(await focused()).toBe('Stop')
    await page.keyboard.press('Enter')
    await page.locator('#results').waitFor()
    expect(await focused()).toBe('Train')
    expect(await page.locator('#training-state').textContent()).toMatch(
      /^Stopped after \d+ epochs? on WebAssembly/,
    )

    for (
      let i = 0;
      i < 40 && !(await page.locator('#title').evaluate((input) => input.matches(':focus')));
      i++
    ) {
      await page.keyboard.press('Tab')
    }
    await page.keyboard.type('quiet')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    const active = page.locator('[role=option][aria-selected=true]')
    expect(await page.locator('#title').getAttribute('aria-activedescendant')).toBe(
      await active.getAttribute('id'),
    )
    const title = (await active.textContent())!
    await page.keyboard.press('Enter')
    expect(await page.locator('#chosen li span').allTextContents()).toEqual([title])
    expect(await recommended(page)).toHaveLength(10)
    expect(await page.locator('#title').evaluate((input) => input.matches(':focus'))).toBe(true)
    await tabTo('Remove')
    await page.keyboard.press('Enter')
    await page.locator('#list li').first().waitFor({ state: 'detached' })
  })

  it('works without a network once it was open', async () => {
    const own = await serve()
    const page = await open({}, own)
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    const address = addressOf(own)
    const closed = own.close()
    ;(own.httpServer as HttpServer).closeAllConnections()
    await closed
    await page.context().setOffline(true)
    await expect(fetch(address)).rejects.toThrow()
    await page.reload()
    await page.locator('#backend-note:not(:empty)').waitFor({ state: 'attached' })
    await page.getByRole('button', { name: 'Try made-up ratings' }).click()
    await train(page, 1)
    await choose(page, 'The Quiet Harbour')
    expect(await recommended(page)).toHaveLength(10)
  })

  it('trains by WebGPU where the browser has an adapter (here in software)', async () => {
    const withGpu = await launch({ webgpu: 'software' })
    const page = await open({ viewport: { width: 400, height: 300 } }, server, withGpu) // painted in software too
    expect(await page.locator('#backend-note').textContent()).toMatch(
      /^Here that is WebGPU \(.*swiftshader.*\)$/,
    )
    const { interactions } = syntheticInteractions({
      users: 150,
      items: 60,
      interactionsPerUser: 12,
      seed: 5,
    })
    const rows = Array.from({ length: interactions.userCount }, (_, user) =>
      Array.from(
        interactions.items.subarray(interactions.offsets[user], interactions.offsets[user + 1]),
        (item) => `${user},${item}\n`,
      ).join(''),
    )
    const buffer = Buffer.from(`user,item\n${rows.join('')}`)
    await page.locator('#files').setInputFiles({ name: 'clicks.csv', mimeType: 'text/csv', buffer })
    await page.locator('#facts').waitFor()
    await page.locator('#preset').selectOption('Mult-VAE')
    await train(page, 1)
    expect(await page.locator('#training-state').textContent()).toMatch(/^Trained for 1 epoch on WebGPU; /)
    await choose(page, '1')
    expect(await recommended(page)).toHaveLength(10)
    await withGpu.close()
  })
})
