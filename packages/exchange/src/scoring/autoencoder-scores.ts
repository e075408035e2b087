import type { Graph, Value } from '../onnx/graph'
import type { Histories } from './histories'
import { affine, hiddenLayers } from './layers'
import { arrayOf, type Scores } from './scored-model'

/** Each row over its L2 norm; empty rows stay empty. */
function l2Normalized(g: Graph, { seen, lengths }: Histories): Value {
  return g.op('Div', [seen, g.op('Sqrt', [g.op('Max', [lengths, g.number(1)])])])
}

/** Logits at the posterior means of Mult-VAE, Mult-DAE, Vamp, H+Vamp and RecVAE, whose weights say which parts they have. */
export const autoencoderScores: Scores = (g, histories, model) => {
  const { latent, upperLatent } = model.settings as { latent: number; upperLatent?: number }
  const levels =
    'z.posterior.heads.weight' in model.arrays
      ? [{ name: 'z', size: latent }]
      : [
          { name: 'z2', size: upperLatent! },
          { name: 'z1', size: latent },
        ]
  const x = l2Normalized(g, histories)
  const means: Value[] = []
  for (const { name, size } of levels) {
    const hidden = hiddenLayers(g, model, `${name}.posterior.hidden`, x, means[0])
    means.push(affine(g, model, `${name}.posterior.heads`, hidden, size)) // the variance scores nothing
  }
  const lowest = means.at(-1)!
  const isLinear = !Object.keys(model.arrays).some((name) => name.startsWith('decoder.hidden.'))
  const decoded = isLinear
    ? lowest
    : hiddenLayers(g, model, 'decoder.hidden', lowest, means.length > 1 ? means[0] : undefined)
  return affine(g, model, 'decoder.output', decoded)
}

/** Products of the probabilities of VASP's two paths; the shallow one has no weights for an item itself. */
export const vaspScores: Scores = (g, histories, model) => {
  const deep = g.op('Sigmoid', [autoencoderScores(g, histories, model)])
  const { shape, values } = arrayOf(model, 'ease.weight')
  const [items] = shape as [number, number]
  const withoutDiagonal = values.map((value, at) => (at % (items + 1) === 0 ? 0 : value))
  const shallow = g.op('MatMul', [histories.seen, g.constant(withoutDiagonal, shape)])
  return g.op('Mul', [deep, g.op('Sigmoid', [shallow])])
}

/** Logits of CDAE for users that are not known, who have the mean of the training users' factors. */
export const cdaeScores: Scores = (g, histories, model) => {
  const { shape, values } = arrayOf(model, 'users.factors')
  const [users, size] = shape as [number, number]
  const mean = new Float64Array(size)
  for (const [at, value] of values.entries()) mean[at % size]! += value / users
  const encoded = affine(g, model, 'encoder', l2Normalized(g, histories))
  const code = g.op('Tanh', [g.op('Add', [encoded, g.constant(Float32Array.from(mean), [size])])])
  return affine(g, model, 'decoder', code)
}

/** Ratings that AutoRec predicts. */
export const autoRecScores: Scores = (g, { seen, ratings }, model) => {
  const mean = g.number(arrayOf(model, 'scale').values[0]!)
  const centred = g.op('Mul', [g.op('Sub', [ratings!, mean]), seen])
  const code = g.op('Sigmoid', [affine(g, model, 'encoder', centred)])
  return g.op('Add', [affine(g, model, 'decoder', code), mean])
}
