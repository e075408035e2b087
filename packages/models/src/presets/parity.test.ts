import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BackendName, useBackend } from '@hvamp/backends'
import type { SparseRows } from '@hvamp/layers'
import type { Random } from '@hvamp/random'
import { type NamedArray, writeWeights } from '@hvamp/tensors'
import {
  availableBackends,
  expectClose,
  hasTfjsNode,
  softwareGpu,
  type Tolerance,
  whetherTfjsNodeSkipped,
} from '@hvamp/testing'
import { dispose, type Tensor, tidy, variableGrads } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Autoencoder } from '../autoencoder/autoencoder'
import { hvampNetwork, multVaeNetwork, vampNetwork } from './networks'

// Recorded from the paper authors' implementation in float64: see fixtures/README.md.
interface Recorded {
  readonly shape: number[]
  readonly values: number[]
}
interface Fixture {
  readonly model: 'multvae' | 'vamp' | 'hvamp'
  readonly gated: boolean
  readonly layers: number
  readonly likelihood: 'multinomial' | 'bernoulli'
  readonly beta: number
  readonly dims: { items: number; hidden: number; z1: number; z2: number; K: number; batch: number }
  readonly x: Recorded
  readonly noise: Recorded[]
  readonly noiseOrder: string[]
  readonly logLikelihood: Recorded
  readonly kl: Recorded
  readonly loss: Recorded
  readonly meanLoss: number
  readonly logits: Recorded
  readonly parameters: Record<string, Recorded>
  readonly gradients: Record<string, Recorded>
}

const folder = join(process.env.HVAMP_FIXTURES ?? 'fixtures', 'parity')
const tight = { rtol: 1e-4, atol: 1e-5 }
const backends: { title: string; backend: BackendName; tolerance: Tolerance; missing?: boolean }[] = [
  { title: 'cpu', backend: 'cpu', tolerance: tight },
  { title: 'wasm', backend: 'wasm', tolerance: tight },
  {
    title: 'native',
    backend: 'native',
    tolerance: tight,
    missing: !(await availableBackends()).includes('native'),
  },
  {
    title: `tfjs-node${whetherTfjsNodeSkipped}`,
    backend: 'tfjs-node',
    tolerance: tight,
    missing: !hasTfjsNode,
  },
  {
    title: 'webgpu (SwiftShader of Debian’s chromium)',
    backend: 'webgpu',
    tolerance: { rtol: 1e-3, atol: 1e-4 },
    missing: !softwareGpu(),
  },
]
const networks = { multvae: multVaeNetwork, vamp: vampNetwork, hvamp: hvampNetwork }

describe.each(backends)('on $title', ({ backend, tolerance, missing }) => {
  if (missing) {
    it.skip('has the recorded numbers', () => {})
    return
  }

  beforeAll(async () => {
    await useBackend(backend)
  })

  describe.each(readdirSync(folder).filter((file) => file.endsWith('.json')))('%s', (file) => {
    const fixture: Fixture = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    const { dims } = fixture
    const rows = sparse(fixture.x)
    const noise = recordedNoise(fixture)
    let network: Autoencoder

    beforeAll(() => {
      network = networks[fixture.model]({
        items: dims.items,
        hidden: dims.hidden,
        latent: dims.z1,
        ...(fixture.model === 'hvamp' && { upperLatent: dims.z2 }),
        pseudoInputs: dims.K,
        layers: fixture.layers,
        gated: fixture.gated,
        likelihood: fixture.likelihood,
        dropout: 0,
      })
      writeWeights(network.weights, arrange(network, fixture, fixture.parameters))
    })

    it('has the recorded log-likelihood, KL, loss and logits', async () => {
      const { logLikelihood, kl } = network.terms(rows, noise)
      const [ll, divergence] = [await logLikelihood.data(), await kl.data()]
      expectClose(ll, fixture.logLikelihood.values, tolerance)
      expectClose(divergence, fixture.kl.values, tolerance)
      expectClose(
        Array.from(ll, (value, i) => fixture.beta * divergence[i]! - value),
        fixture.loss.values,
        tolerance,
      )
      expectClose(await network.logits(rows).data(), fixture.logits.values, tolerance)
    })

    it('has the recorded gradient of every parameter', async () => {
      const variables = Object.values(network.weights).map(({ variable }) => variable)
      const { value, grads } = variableGrads(
        () => tidy(() => network.loss(rows, { klWeight: fixture.beta, noise }).loss),
        variables,
      )
      expectClose(await value.data(), [fixture.meanLoss], tolerance)
      const expected = arrange(network, fixture, fixture.gradients)
      for (const [name, { variable }] of Object.entries(network.weights)) {
        expectClose(await (grads[variable.name] as Tensor).data(), expected[name]!.values, {
          ...tolerance,
          name,
        })
      }
      dispose(grads)
    })

    it('names every recorded parameter', () => {
      const used = Object.values(sources(network, fixture)).flat()
      expect(used.sort()).toEqual(Object.keys(fixture.parameters).sort())
    })
  })
})

/** Our name of each weight, and the recorded tensors that stand side by side in it. */
function sources(network: Autoencoder, { model, layers }: Fixture): Record<string, string[]> {
  const hierarchical = model === 'hvamp'
  const pairs = new Map<string, string>() // our layer -> the reference's
  const encoder = (ours: string, theirs: string, first: number) => {
    for (let i = 0; i < layers; i++) pairs.set(`${ours}.hidden.${i}`, `${theirs}_layers.${i + first}`)
  }
  const joint = (ours: string, theirs: string, left: string, right: string) => {
    if (layers === 1) pairs.set(`${ours}.hidden.0`, `${theirs}_layers_joint.0`)
    else {
      pairs.set(`${ours}.hidden.left`, `${theirs}_layers_${left}`)
      pairs.set(`${ours}.hidden.right`, `${theirs}_layers_${right}`)
      for (let i = 0; i < layers - 1; i++)
        pairs.set(`${ours}.hidden.${i === 0 ? 'joint' : i}`, `${theirs}_layers_joint.${i}`)
    }
  }
  if (hierarchical) {
    encoder('z2.posterior', 'q_z2', 1)
    joint('z1.posterior', 'q_z1', 'x.1', 'z2.0')
    encoder('z1.prior', 'p_z1', 0)
    joint('decoder', 'p_x', 'z1.0', 'z2.0')
  } else {
    encoder('z.posterior', 'q_z', 1)
    encoder('decoder', 'p_x', 0)
  }
  const heads: Record<string, string> = {
    'z.posterior': 'q_z',
    'z2.posterior': 'q_z2',
    'z1.posterior': 'q_z1',
    'z1.prior': 'p_z1',
  }
  const result: Record<string, string[]> = {}
  for (const name of Object.keys(network.weights)) {
    const layer = name.slice(0, name.lastIndexOf('.'))
    const kind = name.slice(layer.length + 1)
    if (kind === 'pseudoInputs') result[name] = ['pseudoInputs']
    else if (layer === 'decoder.output') result[name] = [`p_x_mean.${kind}`]
    else if (layer.endsWith('.heads')) {
      const prefix = heads[layer.slice(0, -'.heads'.length)]!
      result[name] = [`${prefix}_mean.${kind}`, `${prefix}_logvar.${kind}`]
    } else {
      const theirs = pairs.get(layer)!
      const gate = `${theirs}.gate.${kind}`
      result[name] = network.weights[name]!.blocks === 2 ? [`${theirs}.${kind}`, gate] : [`${theirs}.${kind}`]
    }
  }
  return result
}

function arrange(
  network: Autoencoder,
  fixture: Fixture,
  recorded: Record<string, Recorded>,
): Record<string, NamedArray> {
  const arranged: Record<string, NamedArray> = {}
  for (const [name, parts] of Object.entries(sources(network, fixture))) {
    const shape = network.weights[name]!.variable.shape
    const columns = shape.at(-1)!
    const width = columns / parts.length
    const values = new Float32Array(shape.reduce((product, size) => product * size, 1))
    parts.forEach((part, p) => {
      const from = recorded[part]
      if (!from) throw new Error(`${name}: the fixture has no '${part}'`)
      from.values.forEach((value, i) => {
        values[Math.floor(i / width) * columns + p * width + (i % width)] = value
      })
    })
    arranged[name] = { shape, values }
  }
  return arranged
}

function sparse({ shape, values }: Recorded): SparseRows {
  const [rowCount, columnCount] = shape as [number, number]
  const offsets = [0]
  const columns: number[] = []
  for (let row = 0; row < rowCount; row++) {
    for (let column = 0; column < columnCount; column++)
      if (values[row * columnCount + column]) columns.push(column)
    offsets.push(columns.length)
  }
  const ones = new Float32Array(columns.length).fill(1)
  return {
    rowCount,
    columnCount,
    offsets: Int32Array.from(offsets),
    columns: Int32Array.from(columns),
    values: ones,
  }
}

/** A stream whose fork named for a latent draws what was recorded for it. */
function recordedNoise({ noise, noiseOrder }: Fixture): Random {
  const stream = (draws?: Recorded): Random =>
    ({
      key: { low: 0, high: 0 },
      fork(label: string) {
        const level = noiseOrder.indexOf(label === 'z' ? 'z1' : label) // the reference calls a single latent z1
        return stream(level < 0 ? draws : noise[level])
      },
      normals(count: number) {
        if (draws?.values.length !== count)
          throw new Error(`noise: ${count} draws are wanted, ${draws?.values.length} recorded`)
        return Float32Array.from(draws.values)
      },
    }) as unknown as Random
  return stream()
}
