import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { useBackend } from '@hvamp/backends'
import { alignHistories, interactionsFrom, syntheticInteractions } from '@hvamp/data'
import { readTableFile } from '@hvamp/data/node'
import { modelToOnnx } from '@hvamp/exchange'
import { hvamp as hvampModel, type RecommendationList, type Recommender, recommend } from '@hvamp/models'
import { loadModel, saveModel } from '@hvamp/models/node'
import { compileRules, type ItemTable, itemTable, parseCondition } from '@hvamp/rules'
import { modelEngine, serve, service } from '@hvamp/server'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hvamp, jsonLines, scratch } from './command.fixture'

const { interactions } = syntheticInteractions({ users: 150, items: 70, interactionsPerUser: 10, seed: 7 })
const histories: Record<string, readonly string[]> = {
  ann: interactions.itemIds.slice(0, 1),
  bob: interactions.itemIds.slice(10, 18),
  cem: ['unheard of', ...interactions.itemIds.slice(30, 33)],
  dan: ['unheard of', 'unseen'],
}
const names = Object.keys(histories)
const top = 12

let folder: string
let remove: () => Promise<void>
let model: Recommender
let table: ItemTable
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await useBackend('wasm')
  model = hvampModel({ hidden: 12, latent: 5, pseudoInputs: 6 })
  await model.fit(interactions, { epochs: 3, batchSize: 30, optimizer: { learningRate: 0.01 } })
  await saveModel(model, join(folder, 'model'))
  const rows = interactions.itemIds.map((id, item) => `${id},b${item % 4},${item},${item % 3 ? 1 : 2}`)
  await writeFile(join(folder, 'items.csv'), `id,brand,price,boost\n${rows.join('\n')}\n`)
  table = itemTable(await readTableFile(join(folder, 'items.csv')))
  const lines = names.flatMap((user) => histories[user]!.map((item) => `${user},${item}`))
  await writeFile(join(folder, 'histories.csv'), `user,item\n${lines.join('\n')}\n`)
})
afterAll(async () => {
  model.dispose()
  await remove()
})

type List = Pick<RecommendationList, 'basis' | 'items'>
const asList = ({ basis, items }: List): List => ({
  basis,
  items: items.map(({ item, score }) => ({ item, score })),
})

const entries = names.flatMap((user) => histories[user]!.map((item) => ({ user, item })))
const aligned = () => alignHistories(interactionsFrom(entries), model.itemIds).histories

async function byLibrary(where?: string): Promise<List[]> {
  const rules =
    where === undefined
      ? undefined
      : compileRules(
          { where: parseCondition(where), exclude: ['3'], per: { brand: 2 }, weights: 'boost' },
          { itemIds: model.itemIds, table },
        )
  return (await recommend(model, aligned(), { count: top, rules })).map(asList)
}

async function byCommand(where?: string): Promise<List[]> {
  const rules = ['--item-table', 'items.csv', '--exclude', '3', '--per', 'brand=2', '--weights', 'boost']
  const { code, stdout, stderr } = await hvamp(folder, [
    ...['recommend', 'model', '--history', 'histories.csv', '--top', `${top}`, '--json', '--backend', 'wasm'],
    ...(where === undefined ? [] : [...rules, '--where', where]),
  ])
  expect(code, stderr).toBe(0)
  const lists = jsonLines(stdout).filter(({ user }) => user !== undefined)
  expect(lists.map(({ user }) => user)).toEqual(names)
  return (lists as unknown as List[]).map(asList)
}

async function byService(where?: string): Promise<List[]> {
  const about = { name: model.name, version: '1', run: 'model', items: model.itemIds.length }
  const own = await service({
    open: async () =>
      modelEngine({ recommender: await loadModel(join(folder, 'model')), model: about, table }),
  })
  const server = await serve({ service: own, port: 0, logger: pino({ level: 'silent' }) })
  try {
    const rules = { where, exclude: ['3'], per: { brand: 2 }, weights: 'boost' }
    const response = await fetch(`${server.address}/recommend/many`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        histories: Object.values(histories),
        count: top,
        ...(where !== undefined && { rules }),
      }),
    })
    expect(response.status).toBe(200)
    return ((await response.json()) as { answers: List[] }).answers.map(asList)
  } finally {
    await server.close()
  }
}

/** The lists of onnxruntime, whose file says nothing of a basis. */
async function byOnnx(): Promise<List['items'][]> {
  await writeFile(join(folder, 'model.onnx'), await modelToOnnx(model, { topK: top }))
  const session = await InferenceSession.create(new Uint8Array(await readFile(join(folder, 'model.onnx'))))
  const numbers = names.map((user) =>
    histories[user]!.map((id) => model.itemIds.indexOf(id)).filter((item) => item >= 0),
  )
  const length = Math.max(...numbers.map((own) => own.length))
  const padded = numbers.flatMap((own) => Array.from({ length }, (_, i) => BigInt(own[i] ?? -1)))
  const history = new Tensor('int64', BigInt64Array.from(padded), [names.length, length])
  const { items, scores } = await session.run({ history })
  return names.map((_, user) =>
    Array.from({ length: top }, (_, rank) => ({
      item: model.itemIds[Number((items!.data as BigInt64Array)[user * top + rank])]!,
      score: (scores!.data as Float32Array)[user * top + rank]!,
    })),
  )
}

function expectSame(found: readonly List['items'][], expected: readonly List['items'][]): void {
  const idsOf = (lists: readonly List['items'][]) => lists.map((list) => list.map(({ item }) => item))
  expect(idsOf(found)).toEqual(idsOf(expected))
  for (const [user, list] of expected.entries()) {
    for (const [rank, { score }] of list.entries()) expect(found[user]![rank]!.score).toBeCloseTo(score, 4)
  }
}

it('library, command, service and ONNX give the same lists', async () => {
  const lists = await byLibrary()
  expect(lists.map(({ basis }) => basis)).toEqual(['history', 'history', 'history', 'popular'])
  expect(lists.map(({ items }) => items.length)).toEqual([top, top, top, top])
  expect(await byCommand()).toEqual(lists)
  expect(await byService()).toEqual(lists)
  expectSame(
    await byOnnx(),
    lists.map(({ items }) => items),
  )
})

it('library, command and service give the same lists under rules', async () => {
  const where = 'price < 50'
  const lists = await byLibrary(where)
  expect(lists).not.toEqual(await byLibrary())
  expect(lists.map(({ items }) => items.length)).toEqual([8, 8, 8, 8]) // two of each of four brands
  expect(await byCommand(where)).toEqual(lists)
  expect(await byService(where)).toEqual(lists)
})
