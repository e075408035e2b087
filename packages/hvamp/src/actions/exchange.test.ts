import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { useBackend } from '@hvamp/backends'
import { syntheticInteractions } from '@hvamp/data'
import { modelToOnnx } from '@hvamp/exchange'
import { multVae, type Recommender } from '@hvamp/models'
import { loadModel, modelFolder, saveModel } from '@hvamp/models/node'
import { decodeSafetensors, encodeSafetensors } from '@hvamp/tensors'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { isBadInput } from '../process/bad-input'
import { readHistories } from '../runs/user-histories'
import { dataDefaults } from '../settings/data'
import { requested } from '../settings/requested'
import { silent } from '../terminal/output'
import { exportAction } from './export'
import { importAction } from './import'

const { interactions } = syntheticInteractions({ users: 40, items: 30, interactionsPerUser: 6, seed: 7 })
let folder: string
let model: Recommender
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-'))
  await useBackend('wasm')
  model = multVae({ hidden: 6, latent: 3 })
  await model.fit(interactions, { epochs: 1 })
  await saveModel(model, at('mine'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const at = (name: string) => join(folder, name)

const defaults = { backend: 'wasm', seen: 'exclude', input: 'items', layout: 'authors', json: true } as const

/** What an action writes on stdout, as JSON. */
async function linesOf(act: () => Promise<void>): Promise<unknown[]> {
  let text = ''
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += chunk
    return true
  })
  try {
    await act()
  } finally {
    spy.mockRestore()
  }
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

type ExportFlags = Parameters<typeof exportAction>[1]['values']
const exported = (flags: Partial<ExportFlags>, to: ExportFlags['to'] | null = 'onnx') =>
  exportAction(at('mine'), requested({ ...defaults, ...(to && { to }), ...flags }, Object.keys(flags)))

async function refused(act: () => Promise<void>, message: string): Promise<void> {
  const error = await act().then(
    () => undefined,
    (thrown: Error) => thrown,
  )
  expect(error?.message).toBe(message)
  expect(isBadInput(error)).toBe(true)
}

describe('export', () => {
  it('writes the file that the library makes, whose size it tells', async () => {
    const out = at('mine.onnx')
    const lines = await linesOf(() => exported({ out, topK: 5, seen: 'keep' }))
    const bytes = await readFile(out)
    expect(Buffer.compare(bytes, await modelToOnnx(model, { topK: 5, seen: 'keep' }))).toBe(0)
    expect(lines).toEqual([{ out, format: 'onnx', items: model.itemIds.length, bytes: bytes.length }])
  })

  it('takes the format that the name of the file ends in, or says which there are', async () => {
    const out = at('by-name.safetensors')
    expect(await linesOf(() => exported({ out }, null))).toMatchObject([{ out, format: 'pytorch' }])
    for (const [chosen, got] of [
      [{}, 'neither'],
      [{ out: 'mine.bin' }, '--out mine.bin'],
    ] as const) {
      await refused(
        () => exported({ ...chosen }, null),
        `export: must have --to onnx or a name that ends in .onnx, --to pytorch or a name that ends in .safetensors, got ${got}`,
      )
    }
  })

  it('replaces a file only by force, and refuses an option of the other format', async () => {
    for (const [to, name] of [
      ['onnx', 'there.onnx'],
      ['pytorch', 'there.safetensors'],
    ] as const) {
      const out = at(name)
      await writeFile(out, 'precious')
      const notOwn = `--out: must be a new file (--force replaces only exported models that hvamp wrote), got '${out}', which hvamp did not write: choose another --out`
      await refused(() => exported({ to, out, force: true }), notOwn)
      expect(await readFile(out, 'utf8')).toBe('precious')
      await rm(out)
      await linesOf(() => exported({ to, out }))
      await refused(
        () => exported({ to, out }),
        `--out: must be a new file (or --force replaces it), got '${out}'`,
      )
      await linesOf(() => exported({ to, out, force: true }))
    }
    await refused(
      () => exported({ to: 'pytorch', topK: 5, out: at('new') }),
      '--top-k: needs --to onnx, got --to pytorch',
    )
    await refused(
      () => exported({ to: 'pytorch', out: at('weights.pt') }),
      `--out: must end with .safetensors for --to pytorch, got '${at('weights.pt')}'`,
    )
    await refused(
      () => exported({ out: at('weights.safetensors') }),
      `--out: must end with .onnx for --to onnx, got '${at('weights.safetensors')}'`,
    )
    await refused(() => exported({ layout: 'mult-vae' }), '--layout: needs --to pytorch, got --to onnx')
    await refused(
      () => exported({ topK: 500, out: at('new.onnx') }),
      `--top-k: must be an integer in [1, ${model.itemIds.length}], got 500`,
    )
  })
})

describe('import', () => {
  it('makes the folder that was exported, byte by byte', async () => {
    const weights = at('mine.safetensors')
    await linesOf(() => exported({ to: 'pytorch', layout: 'mult-vae', out: weights }))
    const out = at('again')
    const lines = await linesOf(() => importAction(weights, { ...defaults, out }))
    expect(lines).toEqual([{ out, model: 'mult-vae', items: model.itemIds.length }])
    const description = await readFile(join(await modelFolder(out), 'model.json'), 'utf8')
    expect(description).toBe(await readFile(join(await modelFolder(at('mine')), 'model.json'), 'utf8'))
  })

  it('takes the ids of items, and what it was trained with, where a file comes from other code', async () => {
    const { arrays } = decodeSafetensors(await readFile(at('mine.safetensors')))
    await writeFile(at('theirs.safetensors'), encodeSafetensors(arrays))
    const flags = { ...defaults, out: at('theirs') }
    await refused(
      () => importAction(at('theirs.safetensors'), { ...flags, out: at('without') }),
      `${at('theirs.safetensors')}: --items must have an id for each of ${model.itemIds.length} items, got none, and the file has none`,
    )
    const ids = model.itemIds.map((id) => `their ${id}`)
    await writeFile(at('ids.txt'), ids.join('\n'))
    const given = { ...flags, items: [`@${at('ids.txt')}`], likelihood: 'bernoulli', dropout: 0.25 }
    await linesOf(() => importAction(at('theirs.safetensors'), given))
    const theirs = await loadModel(at('theirs'))
    expect(theirs.itemIds).toEqual(ids)
    expect((await theirs.state()).options).toMatchObject({
      hidden: 6,
      likelihood: 'bernoulli',
      dropout: 0.25,
    })
  })

  it('refuses what is no such file, and a folder that is there', async () => {
    await writeFile(at('text.safetensors'), 'some text')
    await expect(importAction(at('text.safetensors'), { ...defaults, out: at('no') })).rejects.toThrow(
      `${at('text.safetensors')}: must be a safetensors file, with a header of at most`,
    )
    await expect(importAction(at('none'), { ...defaults, out: at('neither') })).rejects.toThrow(
      `${at('none')}: must be a file that can be read`,
    )
    await expect(importAction(at('mine.safetensors'), { ...defaults, out: at('mine') })).rejects.toThrow(
      '--out: must be a new folder',
    )
  })

  it('a model without a run says what of a history counts as liked, and refuses one of which nothing does', async () => {
    const notes: string[] = []
    const out = { ...silent, note: (text: string) => void notes.push(text) }
    const likedOf = async (text: string) => {
      await writeFile(at('history.csv'), text)
      const options = requested({ ...dataDefaults, minUser: 0 }, [])
      const { liked } = await readHistories(at('history.csv'), at('mine'), { options, out })
      return liked.items.length
    }
    const [first, second] = model.itemIds
    const rated = (high: number, low: number) => `user,item,rating\na,${first},${high}\nb,${second},${low}\n`
    expect(await likedOf(rated(10, 2))).toBe(1)
    expect(notes.at(-1)).toContain('ratings from 2 to 10, liked from 4 of 10: choose with --at-least')
    expect(await likedOf(rated(90, 1))).toBe(2)
    expect(notes.at(-1)).toContain('are taken for counts, and all are liked')
    await refused(
      () => likedOf(rated(0.8, 0.2)).then(() => {}),
      `${at('history.csv')}: must have ratings of at least 4, got values from 0.2 to 0.8: choose --at-least for ratings of this scale, or --implicit`,
    )
  })
})
