import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { useBackend } from '@hvamp/backends'
import { alignHistories, interactionsFrom } from '@hvamp/data'
import { recommend } from '@hvamp/models'
import { loadModel } from '@hvamp/models/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, whetherSkipped } from './chromium.fixture'
import { type Sample, sample } from './sample.fixture'
import { type Site, site } from './site.fixture'
import { choose, recommended, searchField, train, violations } from './visitor.fixture'

describe.skipIf(!chromiumPath)(`the page, trained on MovieLens 100k where it is${whetherSkipped}`, () => {
  const epochs = process.env.SCREENSHOTS ? 40 : 3
  let here: Site
  let found: Sample
  let page: Page
  beforeAll(async () => {
    here = await site({ webgpu: 'none' })
    found = await sample(here.folder)
    page = await here.open({ acceptDownloads: true })
    await page.locator('#files').setInputFiles([...found.files])
    await page.locator('#facts').waitFor()
    expect(await page.locator('#status').textContent()).toBe(found.facts)
    await train(page, 'EASE')
    await train(page, 'H+Vamp', epochs)
  })
  afterAll(() => here.close())

  it('computes by WebAssembly where there is no WebGPU, and says so', async () => {
    expect(await page.locator('#backend-note').textContent()).toMatch(
      /^Here that is WebAssembly\. Not on the graphics card: the browser offers no graphics card: /,
    )
    expect(await page.locator('#training-state').textContent()).toContain(
      `Trained for ${epochs} epochs on WebAssembly; `,
    )
  })

  it('shows loss and NDCG of every epoch, in charts and in numbers', async () => {
    const rows = await page
      .locator('#epochs tbody tr')
      .evaluateAll((all) =>
        all.map((row) => Array.from((row as HTMLTableRowElement).cells, (cell) => Number(cell.textContent))),
      )
    expect(rows.map(([epoch]) => epoch)).toEqual(Array.from(rows, (_, index) => index + 1))
    expect(rows).toHaveLength(epochs)
    expect(rows.at(-1)![1]!).toBeLessThan(rows[0]![1]!)
    for (const [, , ndcg] of rows) expect(ndcg).toBeGreaterThan(0)
    const said = await page.getByRole('img', { name: /^NDCG@100/ }).getAttribute('aria-label')
    expect(said).toContain(`${rows.at(-1)![2]!.toFixed(4)} in epoch ${epochs}; popularity 0.`)
  })

  it('measures the models beside popularity, and names a winner', async () => {
    const cells = await page
      .locator('#results tbody tr')
      .evaluateAll((rows) => rows.map((row) => row.textContent))
    expect(cells).toHaveLength(3)
    const standing = '(best|(within chance|−0\\.\\d{4}) \\(p\\s[=<]\\s[01]\\.\\d{3}\\))'
    for (const title of ['H\\+Vamp \\(Gated\\)', 'EASE', 'Popularity']) {
      expect(cells).toContainEqual(expect.stringMatching(`^${title}(0\\.\\d{4} ± 0\\.\\d{4}){3}${standing}$`))
    }
    const scores = cells.map((each) => Number(/0\.\d{4}/.exec(each!)![0]))
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    expect(cells.map((each) => each!.endsWith('best'))).toEqual([true, false, false])
    expect(await page.locator('#verdict').textContent()).toMatch(/is the best|cannot be told apart/)
    expect(await page.locator('#in-use .name').textContent()).toBe('H+Vamp (Gated) trained here')
  })

  it('recommends what goes with the titles chosen, and none of them', async () => {
    await choose(page, found.titles[0])
    const before = await recommended(page)
    await choose(page, found.titles[1])
    await expect.poll(() => recommended(page)).not.toEqual(before)
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
    const saved = await mkdtemp(join(here.folder, 'saved-'))
    for (const [name, path] of downloads) await writeFile(join(saved, name), await readFile(path))
    await useBackend('wasm')
    const model = await loadModel(saved)
    expect(model.name).toBe('hvamp')

    const other = await here.open()
    await other.locator('#model-files').setInputFiles((await readdir(saved)).map((name) => join(saved, name)))
    const item = model.itemIds[7]!
    await choose(other, item)
    const { histories } = alignHistories(interactionsFrom([{ user: 'you', item }]), model.itemIds)
    const [best] = await recommend(model, histories)
    expect(await recommended(other)).toEqual(best!.items.map((each) => each.item))
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
      const path = fileURLToPath(new URL(`screenshots/${colorScheme}.png`, import.meta.url))
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
