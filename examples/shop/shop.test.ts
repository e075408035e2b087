import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { chromiumPath, launch, whetherSkipped } from '../browser/chromium.fixture'

const program = (name: string) => fileURLToPath(new URL(name, import.meta.url))
let folder: string
let shop: ChildProcess
let address: string
const env = () => ({ ...process.env, SHOP: folder, PORT: '0', WATCH: '0.2' })
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-shop-'))
  shop = spawn(process.execPath, [program('start.mjs')], { env: env(), stdio: ['ignore', 'pipe', 'inherit'] })
  address = await new Promise((resolve, reject) => {
    shop.stdout!.on('data', (chunk) => {
      const found = /open at (\S+)/.exec(String(chunk))
      if (found) resolve(found[1]!)
    })
    shop.once('exit', (code) => reject(new Error(`the shop must open, got exit code ${code}`)))
  })
})
afterAll(async () => {
  const ended = once(shop, 'exit')
  shop.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  await rm(folder, { recursive: true })
})

async function ask(route: string, body: object) {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${address}/api/${route}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  return (await response.json()) as {
    items: { item: string; title: string }[]
    basis: string
  }
}

it('knows customers by their orders, and gives others what most buy', async () => {
  const known = await ask('recommend', { user: '3', count: 5 })
  expect([known.basis, known.items.length]).toEqual(['history', 5])
  expect(known.items[0]!.title).toMatch(/ by /)
  expect((await ask('recommend', { user: 'nobody' })).basis).toBe('popular')
})

it('a night gives it another model while it is open', async () => {
  const runNow = async () => {
    const ready = (await (await fetch(`${address}/api/readyz`)).json()) as { model: { run: string } }
    return ready.model.run
  }
  const before = await runNow()
  const night = spawn(process.execPath, [program('night.mjs')], { env: env(), stdio: 'inherit' })
  expect(await once(night, 'exit')).toEqual([0, null])
  const after = basename(await realpath(join(folder, 'runs/latest')))
  expect(after).not.toBe(before)
  await vi.waitFor(async () => expect(await runNow()).toBe(after), 20_000)
})

describe.skipIf(!chromiumPath)(`the page in Chromium${whetherSkipped}`, () => {
  let browser: Browser
  let page: Page
  const failed: string[] = []
  beforeAll(async () => {
    browser = await launch({ webgpu: 'none' })
    page = await browser.newPage()
    page.on('pageerror', (error) => failed.push(error.message))
    page.on('console', (message) => message.type() === 'error' && failed.push(message.text()))
    await page.goto(address)
    await page.getByText('6 products that most customers buy').waitFor()
  })
  afterAll(() => browser.close())

  it('shows a customer what to buy, each with the reason, and never what they have', async () => {
    await page.getByLabel('Customer').selectOption('7')
    await page.getByText('products by what you bought').waitFor()
    const recommended = page.locator('#recommended li')
    expect(await recommended.count()).toBe(6)
    for (const text of await recommended.allTextContents())
      expect(text).toMatch(/because you bought \S+.* by /)
    const bought = await page.locator('#bought li').allTextContents()
    expect(bought.length).toBeGreaterThan(2)
    for (const title of bought) expect(await recommended.getByText(`${title},`).count()).toBe(0)
  })

  it('keeps to the filter', async () => {
    await page.getByLabel('Category').selectOption('cheese')
    await page.locator('#recommended li:not([data-category="cheese"])').first().waitFor({ state: 'detached' })
    const categories = await page
      .locator('#recommended li')
      .evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset.category))
    expect(categories).toEqual(Array(6).fill('cheese'))
  })

  it('shows what is similar to a product', async () => {
    await page.locator('#recommended button').first().click()
    await page.getByText(/^Like .+ by .+:$/).waitFor()
    expect(await page.locator('#similar li').count()).toBe(5)
    expect(failed).toEqual([])
  })
})
