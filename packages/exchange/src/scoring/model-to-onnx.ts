import type { Recommender } from '@hvamp/models'
import { isModelName, modelDefinitions, modelNames, settingsOf } from '@hvamp/models/definitions'
import { requireKnown } from '@hvamp/random'
import { encodeOnnx } from '../onnx/encode-onnx'
import { type Graph, graph } from '../onnx/graph'
import { type HistoryInput, historyInputs } from './histories'
import { modelScores } from './model-scores'
import { ranking } from './ranking'
import { arrayOf, type ScoredModel } from './scored-model'

/** What the graph is given, and how long its lists are. */
export interface OnnxOptions {
  /** Items in the list of each history: 100 by default, or all where the model has fewer. */
  readonly topK?: number | undefined
  /** Whether items of the history may be listed; by default they are excluded. */
  readonly seen?: 'exclude' | 'keep' | undefined
  /** Numbers of items, the default, or a row of 0 and 1 (of ratings, for models of ratings) for each history. */
  readonly input?: HistoryInput | undefined
}

/**
 * A fitted recommender as the bytes of an ONNX file (operators of version 18), which scores and ranks: every model of the catalogue.
 *
 * Inputs: `history`, int64 [users, length], the numbers of the items of each history, −1 after the end of shorter ones; for
 * models of ratings also `ratings`, float of the same shape, NaN for one that is not known. With the input 'dense', `history`
 * alone: float [users, items], 0 for each item that a user has not.
 *
 * Outputs: `items` and `scores`, int64 and float [users, topK], the lists that `recommend` gives, −1 and −∞ past their end;
 * `all_scores`, float [users, items], what `score` gives. The ids of the items, in the order of their numbers, are a JSON list in
 * the metadata of the file, under `hvamp.itemIds`.
 *
 * @throws if the model is not fitted or not of the catalogue, topK is not in [1, items], or the file would have 2 GiB or more
 * @example await writeFile('model.onnx', await modelToOnnx(model, { topK: 20 }))
 */
export async function modelToOnnx(model: Recommender, given: OnnxOptions = {}): Promise<Uint8Array> {
  requireKnown('modelToOnnx: options', given, { topK: true, seen: true, input: true })
  const { topK, seen = 'exclude', input = 'items' } = given
  const where = 'modelToOnnx'
  const { name, popularity, scale = 'amount' } = model
  if (!isModelName(name)) {
    throw new Error(`${where}: model must be one of ${modelNames.join(', ')}, got '${name}'`)
  }
  const { itemIds, options, arrays } = await model.state()
  const items = itemIds.length
  const count = topK ?? Math.min(100, items)
  if (!(Number.isInteger(count) && count >= 1 && count <= items)) {
    throw new Error(`${where}: topK must be an integer in [1, ${items}], got ${count}`)
  }
  const definition = modelDefinitions[name]
  const scored: ScoredModel = { settings: settingsOf(definition, options), arrays }

  const g: Graph = graph(name)
  const histories = historyInputs(g, {
    items,
    input,
    ...('ofRatings' in definition && { unknownRating: arrayOf(scored, 'scale').values[1]! }),
  })
  const scores = modelScores[name](g, histories, scored)
  const best = ranking(g, scores, histories, { topK: count, seen, scale, counts: popularity?.counts })
  g.output('items', best.items, 'int64', ['users', count])
  g.output('scores', best.scores, 'float', ['users', count])
  g.output('all_scores', scores, 'float', ['users', items])
  return encodeOnnx({
    graph: g.content(),
    producer: 'hvamp',
    description: `${definition.title}: recommendations for ${items} items.`,
    metadata: { 'hvamp.model': name, 'hvamp.itemIds': JSON.stringify(itemIds) },
  })
}
