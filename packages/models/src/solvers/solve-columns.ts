import { type ElasticNet, elasticNetSolver } from './elastic-net'
import type { SparseVector } from './sparse-vector'
import { inSteps } from './steps'
import type { WaitingWork, Work } from './work'

/** Solves the elastic nets of all columns, one after another or many at once, with the same result. */
export type SolveColumns = (net: ElasticNet) => Work<SparseVector[]> | WaitingWork<SparseVector[]>

/** Columns in a step. */
export const columnsInStep = 8

/** One column after another. */
export function* inTurn(net: ElasticNet): Work<SparseVector[]> {
  const solve = elasticNetSolver(net)
  const isReported = inSteps(columnsInStep, net.size)
  const columns: SparseVector[] = []
  for (let column = 0; column < net.size; column++) {
    columns.push(solve(column))
    if (isReported(columns.length)) yield columnsDone(columns.length, net.size)
  }
  return columns
}

/** The progress event of a step. */
export function columnsDone(done: number, total: number) {
  return { type: 'stage', stage: 'columns', done, total } as const
}
