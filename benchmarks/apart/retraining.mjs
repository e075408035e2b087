import { evaluate, ndcg, useBackend } from 'hvamp'
import { splitUsersById } from 'hvamp/data'
import { summarize } from 'hvamp/metrics'
import { fitOptions, makeModel } from 'hvamp/models'
import { ml100kDays } from '../ml-100k.mjs'
import { mean } from '../statistics.mjs'

/**
 * Trains on yesterday's data, then on today's anew and from yesterday's model, once for each seed of split and weights.
 *
 * All are measured on today's test users, whom a user's id alone holds out, so that yesterday's training has none of them.
 * Seconds are those of the processor, which other work on the machine hardly changes.
 *
 * The difference is that of each user's NDCG@100, first averaged over the splits that test the user.
 */
export default async function retraining({ backend, model: name, options, fit, goOn, seeds, earlierShare }) {
  await useBackend(backend)
  const days = await ml100kDays(earlierShare)
  const differences = new Map()
  const rounds = []
  for (const seed of seeds) {
    const [before, now] = [days.yesterday, days.today].map((day) =>
      splitUsersById(day, { share: 0.15, seed }),
    )
    const trained = async (split, settings, from) => {
      const model = makeModel(name, { ...options, seed })
      const began = process.cpuUsage()
      const { epochs, bestEpoch } = await model.fit(split.train, {
        ...fitOptions(settings),
        validation: split.validation,
        seed,
        ...(from && { from: await from.state() }),
      })
      const { user, system } = process.cpuUsage(began)
      return { model, seconds: (user + system) / 1e6, epochs: epochs.length, bestEpoch }
    }
    const perUser = async (model) => {
      const { metrics } = await evaluate(model, now.test, [ndcg(100)])
      return metrics['ndcg@100'].perUser
    }
    const yesterday = await trained(before, fit)
    const anew = await trained(now, fit)
    const from = await trained(now, { ...fit, warmUp: 0, ...goOn }, yesterday.model)
    const [ofAnew, ofFrom] = [await perUser(anew.model), await perUser(from.model)]
    const { heldOut } = now.test
    const users = heldOut.userIds.filter((_, user) => heldOut.offsets[user + 1] > heldOut.offsets[user])
    for (const [i, user] of users.entries()) {
      differences.set(user, [...(differences.get(user) ?? []), ofFrom[i] - ofAnew[i]])
    }
    const known = new Set(before.train.itemIds)
    const about = ({ model: _, ...rest }, ndcg) => ({ ...rest, ndcg: mean(ndcg) })
    rounds.push({
      seed,
      items: now.train.itemCount,
      newItems: now.train.itemIds.filter((id) => !known.has(id)).length,
      users: [before.train.userCount, now.train.userCount],
      interactions: [before.train.items.length, now.train.items.length],
      testUsers: users.length,
      anew: about(anew, ofAnew),
      from: about(from, ofFrom),
    })
    for (const { model } of [yesterday, anew, from]) model.dispose()
  }
  const of = (kind, what) => mean(rounds.map((round) => round[kind][what]))
  return {
    rounds,
    anew: { ndcg: of('anew', 'ndcg'), seconds: of('anew', 'seconds') },
    from: { ndcg: of('from', 'ndcg'), seconds: of('from', 'seconds') },
    difference: { ...summarize(Float64Array.from(differences.values(), mean)), users: differences.size },
    timeShare: of('from', 'seconds') / of('anew', 'seconds'),
  }
}
