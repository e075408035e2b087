import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inverseInThreads, lapackInverse, rowSolverInThreads, useBackend } from '@hvamp/backends'
import { useTfjsNode } from '@hvamp/backends/tfjs-node'
import { readTable, tableFrom } from '@hvamp/data'
import { fetchDataSet, readDataSet, readTableFile } from '@hvamp/data/node'
import { readDatabase, readDatabaseTable, requireWritableTable, writeTable } from '@hvamp/databases'
import { modelFromPyTorch, modelToOnnx, modelToPyTorch } from '@hvamp/exchange'
import * as layers from '@hvamp/layers'
import { ndcg, pairedBootstrap, rankingEvaluator } from '@hvamp/metrics'
import {
  autoencoder,
  decoder,
  fitMemory,
  fitOptions,
  gaussianEncoder,
  linearDecoder,
  modelFromFiles,
  networkRecommender,
  restore,
} from '@hvamp/models'
import { loadModel } from '@hvamp/models/node'
import * as priors from '@hvamp/priors'
import { random } from '@hvamp/random'
import { itemTable } from '@hvamp/rules'
import { modelEngine, recommendations, runService, serve, service, threadedEngine } from '@hvamp/server'
import { decodeSafetensors, weight } from '@hvamp/tensors'
import { expect, it } from 'vitest'
import { importedFile } from '../../../scripts/structure.mjs'

const packages = fileURLToPath(new URL('../../', import.meta.url))
const noise = random(1)
const network = { inputs: 4, hidden: 2, layers: 1, activation: 'tanh', random: noise } as const

type Options = Record<string, never>
const withOptions: Readonly<Record<string, (options: Options) => unknown>> = {
  useBackend: (options) => useBackend('cpu', options),
  lapackInverse: (options) => lapackInverse(options),
  inverseInThreads: (options) => inverseInThreads(options),
  rowSolverInThreads: (options) => rowSolverInThreads(options),
  useTfjsNode: (options) => useTfjsNode(options),
  readTable: (options) => readTable(new Blob(['id\n1\n']), options),
  tableFrom: (options) => tableFrom([], options),
  readDataSet: (options) => readDataSet('ml-1m', 'nowhere', options),
  fetchDataSet: (options) => fetchDataSet('ml-1m', 'nowhere', options),
  readTableFile: (options) => readTableFile('nowhere', options),
  readDatabase: (options) => readDatabase('sqlite:nowhere', options),
  readDatabaseTable: (options) => readDatabaseTable('sqlite:nowhere', options),
  requireWritableTable: (options) => requireWritableTable('sqlite:nowhere', { table: 't', ...options }),
  writeTable: (options) => writeTable('sqlite:nowhere', [], { table: 't', columns: [], key: [], ...options }),
  modelToOnnx: (options) => modelToOnnx({} as never, options),
  modelToPyTorch: (options) => modelToPyTorch({} as never, options),
  modelFromPyTorch: (options) => modelFromPyTorch(new Uint8Array(), options),
  unit: (options) => layers.unit({ inputs: 1, outputs: 1, activation: 'tanh', random: noise, ...options }),
  network: (options) => layers.network({ ...network, ...options }),
  residualNetwork: (options) => layers.residualNetwork({ ...network, ...options }),
  layerNorm: (options) => layers.layerNorm({ units: 2, ...options }),
  gaussianHeads: (options) => layers.gaussianHeads({ inputs: 2, latent: 1, random: noise, ...options }),
  pairedBootstrap: (options) => pairedBootstrap([1, 2], [2, 1], { noise, ...options }),
  rankingEvaluator: (options) => rankingEvaluator([ndcg(1)], { itemCount: 1, ...options }),
  autoencoder: (options) => autoencoder(options as never),
  decoder: (options) => decoder({ ...network, items: 4, ...options }),
  linearDecoder: (options) => linearDecoder({ inputs: 1, items: 1, random: noise, ...options }),
  gaussianEncoder: (options) => gaussianEncoder({ ...network, latent: 1, ...options }),
  fitMemory: (options) => fitMemory(() => ({ weights: {} }) as never, { items: 1, ...options }),
  fitOptions: (options) => fitOptions(options),
  networkRecommender: (options) =>
    networkRecommender({ name: 'own', build: () => ({}) as never, ...options }),
  restore: (options) => restore({} as never, options),
  loadModel: (options) => loadModel('nowhere', options),
  modelFromFiles: (options) => modelFromFiles(async () => new Uint8Array(), options),
  standardGaussian: (options) => priors.standardGaussian({ latent: 1, ...options }),
  mixturePrior: (options) => priors.mixturePrior({ components: 1, latent: 1, random: noise, ...options }),
  vampPrior: (options) => priors.vampPrior(options as never),
  sparseVampPrior: (options) => priors.sparseVampPrior(options as never),
  compositePrior: (options) => priors.compositePrior(options as never),
  conditionalGaussian: (options) => priors.conditionalGaussian(options as never),
  exemplarPrior: (options) => priors.exemplarPrior(options as never),
  itemTable: (options) => itemTable(tableFrom([{ id: 1 }]), options),
  modelEngine: (options) => modelEngine(options as never),
  threadedEngine: (options) => threadedEngine({ run: 'nowhere', ...options }),
  service: (options) => service({ open: async () => ({}) as never, ...options }),
  runService: (options) => runService({ run: 'nowhere', ...options }),
  serve: (options) => serve({ service: {} as never, ...options }),
  recommendations: async (options) => recommendations({} as never, { service: {} as never, ...options }),
  weight: (options) => weight({} as never, options),
  decodeSafetensors: (options) => decodeSafetensors(new Uint8Array(), options),
}

it.each(Object.entries(withOptions))('%s refuses an option that does not exist', async (name, call) => {
  await expect((async () => call({ sead: 1 } as unknown as Options))()).rejects.toThrow(
    new RegExp(`^${name}: (options|settings) must be among .+, got 'sead'$`),
  )
})

it('refuses settings of fit that do not exist where a model is made', () => {
  const make = () =>
    networkRecommender({ name: 'own', build: () => ({}) as never, fit: { epoch: 3 } as object })
  expect(make).toThrow(/^networkRecommender: fit must be among beta, .+, got 'epoch'$/)
})

/** The exported functions of an entry with their texts. */
function functionsOf(entry: string): { readonly name: string; readonly text: string }[] {
  const exports = [...readFileSync(entry, 'utf8').matchAll(/^export \{([^}]*)\} from '(\.[^']*)'/gm)]
  return exports.flatMap(([, names, from]) => {
    const source = readFileSync(importedFile(entry, from!)!, 'utf8')
    return names!.split(',').flatMap((each) => {
      const name = each.trim()
      const text = new RegExp(
        `^export (?:async )?function\\*? ${name}\\b[\\s\\S]*?\\n\\}$|^export const ${name} =.*$`,
        'm',
      ).exec(source)?.[0]
      return text === undefined || name === '' ? [] : [{ name, text }]
    })
  })
}

const ownOptions = /\b(options|given|settings|rules)\??: /
/** A check, or a call that takes the options on whole. */
const checks =
  /requireKnown|requireFitSettings|checked\(|settingsOf\(|\b(options|given|settings|rules)( \?\? \{\})?(,.*)?\)/
/** Options that are taken apart where they are declared, so that nothing sees all of their names. */
const takenApart = /\}: ([\w<>&|' ]*(Options|Reading|Selection)\b|\{)/

it('has no public function that passes over an option in silence', () => {
  const names = readdirSync(packages).filter((name) => name !== 'testing' && name !== 'hvamp')
  const functions = names.flatMap((name) => {
    const source = join(packages, name, 'src')
    const entries = readdirSync(source).filter((file) => /^[\w-]+\.ts$/.test(file))
    return entries.flatMap((file) => functionsOf(join(source, file)))
  })
  const signatureOf = (text: string) => /^.*?\n?\): |.*/s.exec(text)![0]
  const withOwn = functions.filter(({ text }) => ownOptions.test(signatureOf(text)))
  expect(withOwn.length).toBeGreaterThan(70)
  expect(withOwn.filter(({ text }) => !checks.test(text)).map(({ name }) => name)).toEqual([])
  const apart = functions.filter(({ text }) => takenApart.test(signatureOf(text)))
  expect(apart.map(({ name }) => name)).toEqual([])
})
