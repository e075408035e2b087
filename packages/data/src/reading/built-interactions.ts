import type { Interactions } from '../interactions/interactions'
import { keepsIds, type MissingChoice } from '../values/missing-ids'
import { inOneUnit } from '../values/time-units'
import type { FileBuilder } from './added-file'
import { requireUnalteredIds } from './altered-ids'
import { requireNoAnswers } from './answers-as-ids'
import { requireNoClicks } from './clicked-ids'
import { requireNoExponents } from './exponents-in-ids'
import { requireSingleIds } from './lists-in-cells'
import { requireOneSpelling } from './spelling-twins'

/**
 * The interactions that were read, with what only all of them show: whether ids are written in one way and each alone, and times in one
 * unit.
 *
 * @param where what errors call the source
 * @throws as `inOneUnit` and, unless ids are kept as they are written, as `requireUnalteredIds`, `requireNoAnswers`, `requireNoClicks`, `requireOneSpelling`, `requireNoExponents` and `requireSingleIds`
 */
export function builtInteractions(
  { builder, times }: FileBuilder,
  where: string,
  missing: MissingChoice | undefined,
): Interactions {
  if (!keepsIds(missing)) {
    const byRole = [
      ['user', builder.users],
      ['item', builder.items],
    ] as const
    for (const [role, ids] of byRole) requireUnalteredIds(role, ids, where)
    requireNoAnswers(builder, where)
    requireNoClicks(builder.items, where)
    for (const [role, ids] of byRole) {
      requireOneSpelling(role, ids, where)
      requireNoExponents(role, ids, where)
    }
  }
  const interactions = builder.build()
  inOneUnit(interactions.timestamps, times, where)
  requireSingleIds(builder, where, missing)
  return interactions
}
