import { random, recommend, useBackend } from 'hvamp'
import { tableFrom } from 'hvamp/data'
import { compileRules, itemTable, parseCondition } from 'hvamp/rules'
import { fittedModel } from '../fitted-model.mjs'
import { randomInteractions } from '../random-interactions.mjs'
import { median } from '../statistics.mjs'

/** Times of lists under rules and without, asked in turns so that nothing of the machine favours one of them. */
export default async function filters({ backend, model: name, items, perUser, users, calls, ...sizes }) {
  await useBackend(backend)
  const { itemIds } = randomInteractions({ users: 1, items, perUser })
  const model = await fittedModel(name, { items, itemIds, ...sizes })
  const rows = itemIds.map((id, item) => ({
    ...{ id, brand: `b${item % 500}`, price: (item * 7919) % 100, boost: 1 + (item % 3) },
  }))
  const table = itemTable(tableFrom(rows))
  const kinds = Object.entries(rulesOf(itemIds)).map(([title, rules]) => {
    const began = performance.now()
    const compiled = rules && compileRules(rules, { itemIds, table })
    const compileMs = rules && performance.now() - began
    return { title, rules: compiled, compileMs, candidates: compiled?.candidateCount ?? items }
  })
  const askedBy = (count) => async (call, rules) => {
    const histories = randomInteractions({ users: count, items, perUser, seed: call, itemIds })
    const began = performance.now()
    await recommend(model, histories, { count: 10, rules })
    return performance.now() - began
  }
  const alone = await inTurns(kinds, calls.alone, askedBy(1))
  const together = await inTurns(kinds, calls.together, askedBy(users))
  return {
    rules: kinds.map(({ title, candidates, compileMs }, i) => ({
      ...{ title, candidates, compileMs },
      ...{ aloneMs: alone[i], togetherMs: together[i] / users },
    })),
  }
}

/** Median times of each kind: every call by all of them, in an order of its own, before the next. */
async function inTurns(kinds, calls, timeOf) {
  const times = kinds.map(() => new Float64Array(calls))
  for (const { rules } of kinds) await timeOf(0, rules) // to warm up
  for (let call = 0; call < calls; call++) {
    for (const kind of random(call).permutation(kinds.length)) {
      times[kind][call] = await timeOf(call + 1, kinds[kind].rules)
    }
  }
  return times.map(median)
}

/** What is asked: everything first. */
function rulesOf(itemIds) {
  const some = (each) => itemIds.filter((_, item) => item % each === 0)
  const where = parseCondition('price < 50')
  const [exclude, per, weights] = [some(20), { brand: 2 }, 'boost']
  return {
    'no rules': undefined,
    'a condition on a column': { where },
    'none of one in twenty': { exclude },
    'only one in a hundred': { among: some(100) },
    'at most two of a brand': { per },
    'weights of a column': { weights },
    'condition, excluded, limit and weights': { where, exclude, per, weights },
  }
}
