import { rowSolverInThreads } from 'hvamp/backends'
import { makeModel } from 'hvamp/models'
import { amazonBook } from '../amazon-book.mjs'

/** Seconds of each epoch of a model of factors: all users, then all items, and the loss. */
export default async function factorization({ quick, model, epochs, threads, ...options }) {
  const train = await amazonBook({ quick })
  const fitted = makeModel(model, options, { rowSolver: rowSolverInThreads({ threads }) })
  const report = await fitted.fit(train, { epochs })
  return {
    users: train.userCount,
    items: train.itemCount,
    interactions: train.items.length,
    seconds: report.epochs.map(({ seconds }) => seconds),
  }
}
