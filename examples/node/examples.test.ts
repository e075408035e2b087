import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-examples-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What an example prints; it has to succeed, and to say nothing on stderr. */
async function output(name: string): Promise<string> {
  const program = fileURLToPath(new URL(name, import.meta.url))
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program], { cwd: folder })
  expect(stderr).toBe('')
  return stdout
}

const numberAfter = (text: string, words: string) => Number(text.split(words)[1]?.match(/-?[\d.]+/)?.[0])

it('train-and-recommend: the model beats popularity, and what is loaded again recommends', async () => {
  const text = await output('train-and-recommend.mjs')
  expect(numberAfter(text, 'hvamp ndcg@100 ')).toBeGreaterThan(
    numberAfter(text, 'popularity ndcg@100 ') + 0.03,
  )
  expect(text).toMatch(/for user \d+: (\d+, ){4}\d+\n$/)
})

it('vamp-prior-in-your-own-vae: the VampPrior gives the better bound', async () => {
  const text = await output('vamp-prior-in-your-own-vae.mjs')
  expect(numberAfter(text, 'VampPrior: log p(x) ≥ ')).toBeGreaterThan(
    numberAfter(text, 'standard Gaussian: log p(x) ≥ ') + 0.1,
  )
})

it('model-from-parts: a mixture prior comes near the oracle', async () => {
  const text = await output('model-from-parts.mjs')
  const [model, oracle] = [numberAfter(text, 'mixture NDCG@100 '), numberAfter(text, 'oracle NDCG@100 ')]
  expect(model).toBeLessThan(oracle)
  expect(model).toBeGreaterThan(0.75 * oracle)
})

it('training-with-a-callback: stops at the target, with a line for each epoch', async () => {
  const text = await output('training-with-a-callback.mjs')
  expect(text).toContain('stopped (aborted)')
  expect(text).toContain('was reached')
  const log = await readFile(join(folder, 'training.jsonl'), 'utf8')
  const records = log
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(records.map(({ epoch }) => epoch)).toEqual(records.map((_, i) => i + 1))
  expect(records.at(-1).validation).toBeGreaterThanOrEqual(0.36)
})

it('compare-two-models: the paired error is smaller than the unpaired one', async () => {
  const text = await output('compare-two-models.mjs')
  const paired = Number(/paired difference \S+ ± ([\d.]+)/.exec(text)?.[1])
  expect(paired).toBeGreaterThan(0)
  expect(paired).toBeLessThan(numberAfter(text, 'unpaired it would be ± '))
})

it('every program has fewer than 60 lines', async () => {
  for (const folder of [new URL('./', import.meta.url), new URL('../server/', import.meta.url)]) {
    for (const name of (await readdir(folder)).filter((name) => name.endsWith('.mjs'))) {
      const lines = (await readFile(new URL(name, folder), 'utf8')).trimEnd().split('\n')
      expect(lines.length, name).toBeLessThan(60)
    }
  }
})
