import { entriesOf, syntheticInteractions } from '@hvamp/data'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, whetherSkipped } from './chromium.fixture'
import { type Site, site } from './site.fixture'
import { choose, recommended, train } from './visitor.fixture'

describe.skipIf(!chromiumPath)(`the page in Chromium with WebGPU in software${whetherSkipped}`, () => {
  let here: Site
  beforeAll(async () => {
    here = await site({ webgpu: 'software' })
  })
  afterAll(() => here.close())

  it('finds the adapter, trains and recommends by it', async () => {
    const page = await here.open({ viewport: { width: 400, height: 300 } }) // painted in software too
    expect(await page.locator('#backend-note').textContent()).toMatch(
      /^Here that is WebGPU \(.*swiftshader.*\)$/,
    )
    const { interactions } = syntheticInteractions({
      users: 150,
      items: 60,
      interactionsPerUser: 12,
      seed: 5,
    })
    const rows = Array.from(entriesOf(interactions), ({ user, item }) => `${user},${item}\n`)
    const buffer = Buffer.from(`user,item\n${rows.join('')}`)
    await page.locator('#files').setInputFiles({ name: 'clicks.csv', mimeType: 'text/csv', buffer })
    await page.locator('#facts').waitFor()
    await train(page, 'Mult-VAE', 1)
    expect(await page.locator('#training-state').textContent()).toMatch(/^Trained for 1 epoch on WebGPU; /)
    await choose(page, '1')
    expect(await recommended(page)).toHaveLength(10)
  })
})
