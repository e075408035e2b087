import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { alignHistories, interactionsFrom, syntheticInteractions } from '@hvamp/data'
import { ease, recommend } from '@hvamp/models'
import { saveModel } from '@hvamp/models/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, whetherSkipped } from './chromium.fixture'
import { type Site, site, started } from './site.fixture'
import { choose, recommended, train, violations } from './visitor.fixture'

describe.skipIf(!chromiumPath)(`the page in Chromium${whetherSkipped}`, () => {
  let here: Site
  beforeAll(async () => {
    here = await site({ webgpu: 'none' })
  })
  afterAll(() => here.close())

  it('says what is wrong with a file, reads it out, and goes on', async () => {
    const page = await here.open()
    const bad = {
      name: 'bad.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('user,item,rating\na,b,4\na,c,good\n'),
    }
    await page.locator('#files').setInputFiles(bad)
    const message =
      "bad.csv:3: expected a finite number as rating, got 'good'. To read it here, name one column alone rating in the first line, or remove the column if every row stands for a like."
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

  it('recommends by a model that Node trained, from the files of its run, dropped with titles', async () => {
    const { interactions } = syntheticInteractions({
      users: 300,
      items: 80,
      interactionsPerUser: 12,
      seed: 2,
    })
    const model = ease({ l2: 50 })
    await model.fit(interactions)
    const path = join(here.folder, 'by-node')
    await saveModel(model, path)
    const files: [name: string, base64: string][] = []
    for (const name of await readdir(path)) files.push([name, await readFile(join(path, name), 'base64')])
    const base64 = (text: string) => Buffer.from(text).toString('base64')
    const titles = model.itemIds.map((id) => `${id},Title ${id}\n`).join('')
    files.push(['products (2).csv', base64(`sku,product\n${titles}`)])
    const config = {
      started: '2026-05-04T10:20:00.000Z',
      data: { source: { path: '/shop/orders.csv' }, train: { users: 300 } },
    }
    files.push(['config.json', base64(JSON.stringify(config))], ['history.csv', base64('epoch,loss\n1,2\n')])

    const page = await here.open()
    await page.getByRole('button', { name: 'Try made-up ratings' }).click() // whose titles are not the model's
    await page.locator('#facts').waitFor()
    await page.evaluate((dropped) => {
      const dataTransfer = new DataTransfer()
      for (const [name, base64] of dropped) {
        dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], name))
      }
      document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, dataTransfer }))
    }, files)
    const inUse = page.locator('#in-use')
    await inUse.waitFor()
    expect(await inUse.locator('.name').textContent()).toBe('EASE loaded from files')
    expect(await inUse.locator('.hint').textContent()).toMatch(
      new RegExp(
        `^${model.itemIds.length} titles · trained on \\d+ May 2026.* · learned from 300 people of orders\\.csv$`,
      ),
    )
    expect(await inUse.evaluate(isInSight)).toBe(true)
    const item = model.itemIds[3]!
    await choose(page, `Title ${item}`)
    const { histories } = alignHistories(interactionsFrom([{ user: 'you', item }]), model.itemIds)
    const [best] = await recommend(model, histories)
    expect(await recommended(page)).toEqual(best!.items.map((each) => `Title ${each.item}`))
    expect(await page.locator('#ratings-error').textContent()).toBe('')
  })

  it('offers first a model that is there at once, and says what each is worth trying for', async () => {
    const page = await here.open()
    await page.getByRole('button', { name: 'Try made-up ratings' }).click()
    const model = page.getByRole('combobox', { name: 'Model' })
    await model.waitFor()
    expect(await model.locator('option').allTextContents()).toEqual([
      'EASE',
      'Item-kNN',
      'Mult-VAE',
      'Vamp',
      'H+Vamp',
    ])
    expect(await model.inputValue()).toBe('ease')
    expect(await page.locator('#preset-note').textContent()).toContain('Begin here')
    await page.getByText('More settings').click()
    const settings = () => page.locator('#sizes label:visible').allTextContents()
    expect(await settings()).toEqual(['Weight of the squared weights', 'Liked means rated at least'])
    await model.selectOption('Item-kNN')
    expect(await settings()).toEqual(['Liked means rated at least'])
    await model.selectOption('H+Vamp')
    expect(await settings()).toContain('Pseudo-inputs')
    expect(await page.locator('#preset-note').textContent()).toContain('longest training')

    await train(page, 'EASE')
    expect(await page.locator('#training-state').textContent()).toMatch(/^Trained in \d+\.\d seconds$/)
    expect(await page.locator('#by-epoch').isHidden()).toBe(true)
    expect(await page.locator('#verdict').textContent()).toMatch(
      /^EASE is the best: 0\.\d{4} in NDCG@100 ahead of Popularity, more than chance \(p < 0\.001\)\.$/,
    )
    await page.setViewportSize({ width: 360, height: 640 })
    await page.locator('#measures-hint').waitFor()
    await page.setViewportSize({ width: 1200, height: 640 })
    await page.locator('#measures-hint').waitFor({ state: 'hidden' })
    expect(await violations(page)).toEqual([])
  })

  it('explains where the graphics card does not compute', async () => {
    const page = await here.open()
    await page.getByRole('button', { name: 'Try made-up ratings' }).click()
    await page.getByRole('combobox', { name: 'Model' }).selectOption('H+Vamp')
    await page.getByLabel('Computed by').selectOption('webgpu')
    await page
      .getByRole('alert')
      .getByText(/^Not on the graphics card: (this browser cannot|the browser offers no graphics card)/)
      .waitFor()
    expect(await page.getByLabel('Computed by').inputValue()).toBe('auto')
  })

  it('can be stopped, and used by the keyboard alone', async () => {
    const page = await here.open()
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
    const tabTo = async (name: string) => {
      for (let i = 0; i < 40 && !(await focused()).startsWith(name); i++) await page.keyboard.press('Tab')
      expect(await focused()).toMatch(new RegExp(`^${name}`))
    }
    await tabTo('Try made-up ratings')
    await page.keyboard.press('Enter')
    await page.locator('#facts').waitFor()
    await page.getByRole('combobox', { name: 'Model' }).selectOption('H+Vamp')
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
    const page = await here.open()
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await here.shut()
    await page.context().setOffline(true)
    await page.reload()
    await started(page)
    await page.getByRole('button', { name: 'Try made-up ratings' }).click()
    await train(page, 'Mult-VAE', 1)
    await choose(page, 'The Quiet Harbour')
    expect(await recommended(page)).toHaveLength(10)
  })
})

function isInSight(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect()
  return top >= 0 && bottom <= innerHeight
}
