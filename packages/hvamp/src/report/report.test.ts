import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratch, tiny, tinyMultVae, writeSample } from '../actions/command.fixture'
import { hostedHvamp } from '../actions/hosted-command.fixture'
import { html } from './html'

const data = `a&b <img src=x onerror=alert('1')> "q".csv`

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, data))
  await train('vae', '--model', 'mult-vae', ...tinyMultVae)
  await train('vae-2', '--model', 'mult-vae', ...tinyMultVae, '--seed', '2')
  await train('vamp', '--model', 'vamp', ...tiny)
  await train('dae', '--model', 'mult-dae', ...withoutPrior)
  await train('ease', '--model', 'ease', '--held-out', '40', '--backend', 'wasm')
  await train('popularity', '--model', 'popularity', '--held-out', '40', '--backend', 'wasm')
})
afterAll(() => remove())

const withoutPrior = tinyMultVae.toSpliced(tinyMultVae.indexOf('--warm-up'), 2)

async function train(run: string, ...options: string[]): Promise<void> {
  const { code, stderr } = await hostedHvamp(folder, ['train', data, '--out', run, ...options])
  expect(code, stderr).toBe(0)
}

async function report(...args: string[]): Promise<string> {
  const { code, stderr } = await hostedHvamp(folder, [
    'report',
    ...args,
    '--resamples',
    '200',
    ...['--out', 'report.html', '--force'],
  ])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return readFile(join(folder, 'report.html'), 'utf8')
}

async function refused(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await hostedHvamp(folder, ['report', ...args, '--out', 'refused.html'])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^hvamp: [^\n]+\n$/)
  expect(await readdir(folder)).not.toContain('refused.html')
  return stderr
}

/** Loads nothing, runs nothing, and has a number wherever it has one. */
function expectSound(page: string): void {
  expect(page).not.toMatch(/https?:|\/\/\w|<script|<link|<img|<iframe|@import|url\(|<[^>]*\son\w+=/i)
  expect(page).not.toMatch(/NaN|Infinity|undefined|\[object/)
  const figures = page.match(/<figure>/g) ?? []
  expect(page.match(/<figure><figcaption>[^<]+<\/figcaption><svg [^>]*role="img"[^>]*><title>/g)).toEqual(
    expect.objectContaining({ length: figures.length }),
  )
}

/** Titles of the charts of a section. */
function chartsOf(page: string, section: string): string[] {
  const [, body = ''] = page.match(new RegExp(`<section id="${section}">(.*?)</section>`, 's')) ?? []
  return [...body.matchAll(/<figcaption>(.*?)<\/figcaption>/g)].map(([, title]) => title!)
}

describe('a report', () => {
  it('shows every kind of run together, and loads nothing', async () => {
    const page = await report('vae', 'vae-2', 'vamp', 'dae', 'ease', 'popularity')
    expectSound(page)
    const [, best] = page.match(/<p class="verdict">(.+?) \(0\.\d{4}\) is best by NDCG@100\. /) ?? []
    expect(chartsOf(page, 'metrics')).toEqual([])
    expect(chartsOf(page, 'activity')).toEqual(['NDCG@100', 'Recall@20', 'Recall@50'])
    expect(chartsOf(page, 'differences')[0]).toBe(`NDCG@100 against ${best}`)
    expect(chartsOf(page, 'training')).toEqual([
      'Validation: NDCG@100',
      'Loss',
      'Log-likelihood',
      'KL divergence',
      'β, the weight of the KL divergence',
    ])
    expect(chartsOf(page, 'latents')).toEqual([
      'Mult-VAE [vae]: 40 users',
      'Mult-VAE [vae-2]: 40 users',
      expect.stringMatching(/^Vamp: 40 users, of [1-5] pseudo-inputs$/),
      'Mult-DAE: 40 users',
    ])
    expect(chartsOf(page, 'data')).toHaveLength(3)
    expect(page).toContain('<th scope="row">--pseudo-inputs</th>')
  })

  it.each([
    ['a model with epochs', 'vamp', ['metrics', 'activity', 'training', 'latents', 'data', 'options']],
    ['a model without epochs', 'ease', ['metrics', 'activity', 'training', 'data', 'options']],
    ['popularity itself', 'popularity', ['metrics', 'activity', 'training', 'data', 'options']],
  ])('of one run shows what there is: %s', async (_, run, sections) => {
    const page = await report(run)
    expectSound(page)
    expect([...page.matchAll(/<section id="(\w+)">/g)].map(([, id]) => id)).toEqual(sections)
    expect([...page.matchAll(/<a href="#(\w+)">/g)].map(([, id]) => id)).toEqual(sections)
  })

  it('has the same numbers as metrics.json', async () => {
    const page = await report('vae', 'ease')
    for (const [run, model] of [
      ['vae', 'mult-vae'],
      ['ease', 'ease'],
    ]) {
      const { test } = JSON.parse(await readFile(join(folder, run!, 'metrics.json'), 'utf8'))
      const { mean, standardError } = test.models[model!].metrics['ndcg@100']
      expect(page).toContain(`<td class="number">${mean.toFixed(4)} ± ${standardError.toFixed(4)}</td>`)
    }
  })

  it('begins with the verdict of compare', async () => {
    const page = await report('vae', 'ease')
    const { stdout } = await hostedHvamp(folder, ['compare', 'vae', 'ease', '--resamples', '200', '--json'])
    const { verdict } = JSON.parse(stdout)
    expect(page).toMatch(/<h1>[^\n]+\n<p class="verdict">EASE /)
    expect(page).toContain(`<p class="verdict">${verdict.text}</p>`)
    expect(await report('ease')).toMatch(
      /<p class="verdict">EASE has NDCG@100 0\.\d{4}, popularity 0\.\d{4}\.</,
    )
  })

  it('aligns columns of numbers to the right, and no column of words', async () => {
    const page = await report('vae', 'ease')
    expect(page).toContain('<th scope="col" class="number">NDCG@100</th>')
    expect(page).toMatch(/<td class="number">(&lt; )?0\.\d+<\/td>/)
    expect(page).toContain('<td class="number">–</td>')
    expect(page).toMatch(/<td>EASE<\/td>/)
    expect(page).toContain('<th scope="col">backend</th>')
    expect(page).toContain('<th scope="col">run</th>')
  })

  it('shows only options that have an effect', async () => {
    await cp(join(folder, 'ease'), join(folder, 'old'), { recursive: true })
    const path = join(folder, 'old', 'config.json')
    const config = JSON.parse(await readFile(path, 'utf8'))
    Object.assign(config.options, { latent: 200, epochs: 400 })
    await writeFile(path, JSON.stringify(config))
    const page = await report('old')
    expect(page).toContain('<th scope="row">--l2</th>')
    expect(page).not.toMatch(/>--(latent|epochs)</)
    expect(await report('vae')).not.toContain('>--pseudo-inputs<')
    const { validation } = JSON.parse(await readFile(join(folder, 'old', 'metrics.json'), 'utf8'))
    expect(page.includes('>--validation-metric<')).toBe(validation !== null)
  })

  it('has one column of options for the seeds of a model, and says of which', async () => {
    const page = await report('vae', 'vae-2', 'ease', '--pairs')
    expectSound(page)
    const [, options = ''] = page.match(/<section id="options">(.*?)<\/section>/s) ?? []
    const heads = [...options.matchAll(/<th scope="col"[^>]*>([^<]+)</g)].map(([, head]) => head)
    expect(new Set(heads)).toEqual(new Set(['Mult-VAE (mean of 2 seeds)', 'EASE']))
    expect(options).toContain('<td>vae, vae-2</td>')
    expect(options).toMatch(/<th scope="row">--seed<\/th><td[^>]*>\d+, \d+<\/td>/)
  })

  it('escapes what comes from files', async () => {
    const page = await report('ease')
    expect(page).toContain('a&amp;b &lt;img src=x onerror=alert(&#39;1&#39;)&gt; &quot;q&quot;.csv')
    expect(html`<p title="${`"'`}">${['<b>', html`<i>${'&'}</i>`, undefined, 3]}</p>`.markup).toBe(
      '<p title="&quot;&#39;">&lt;b&gt;<i>&amp;</i>3</p>',
    )
  })

  it('is the same each time', async () => {
    expect(await report('vae', 'ease')).toBe(await report('vae', 'ease'))
  })
})

describe('report refuses, and writes nothing', () => {
  it.each<[string, string, string, RegExp]>([
    [
      'a history that is not numbers',
      'history.csv',
      'epoch,klWeight,loss\n1,0,x\n',
      /history\.csv:2: loss must be a/,
    ],
    [
      'a history cut off',
      'history.csv',
      'epoch,klWeight,loss\n1,0\n',
      /history\.csv:2: must have 3 fields, got 2/,
    ],
    [
      'another history',
      'history.csv',
      'a,b\n1,0\n',
      /history\.csv: must have the columns epoch and loss, got a, b/,
    ],
    [
      'a map that does not fit',
      'latent.json',
      map({ x: [1] }),
      /latent\.json: x must have .* 2 users, got 1/,
    ],
    ['a map without numbers', 'latent.json', map({ y: ['<', 1] }), /latent\.json: y\.0: .*expected number/],
    ['data that are not', 'data.json', '{}', /data\.json: users: /],
    ['broken JSON', 'data.json', '{', /data\.json: must be JSON/],
  ])('%s', async (name, file, content, message) => {
    const run = name.replaceAll(' ', '-')
    await cp(join(folder, 'vae'), join(folder, run), { recursive: true })
    await writeFile(join(folder, run, file), content)
    expect(await refused(run)).toMatch(message)
  })

  it('what compare refuses, and a folder to write to', async () => {
    expect(await refused('ease', 'nowhere')).toMatch(/nowhere: must be the folder of a run/)
    const { code, stderr } = await hostedHvamp(folder, ['report', 'ease', '--out', 'vae'])
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "hvamp: --out: must be a file, got 'vae', which is none\n",
    })
  })
})

function map(changed: Record<string, unknown>): string {
  const whole = { userIds: ['1', '2'], x: [0, 1], y: [0, 1], varianceShares: [0.5, 0.2] }
  return JSON.stringify({ ...whole, ...changed })
}
