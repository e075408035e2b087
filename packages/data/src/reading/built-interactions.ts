import type { Interactions } from '../interactions/interactions'
import type { InteractionsBuilder } from '../interactions/interactions-builder'
import type { MissingChoice } from '../values/missing-ids'
import { inOneUnit } from '../values/time-units'
import { requireUnalteredIds } from './altered-ids'
import { requireNoAnswers } from './answers-as-ids'
import { requireSingleIds } from './lists-in-cells'
import { requireOneSpelling } from './spelling-twins'

/**
 * The interactions that were read, with what only all of them show: whether ids are written in one way and each alone, and times in one
 * unit.
 *
 * @param where what errors call the source
 * @throws as `requireUnalteredIds`, `requireNoAnswers`, `requireOneSpelling`, `inOneUnit` and `requireSingleIds`
 */
export function builtInteractions(
  builder: InteractionsBuilder,
  where: string,
  missing: MissingChoice | undefined,
): Interactions {
  requireUnalteredIds(builder, where, missing)
  requireNoAnswers(builder, where, missing)
  requireOneSpelling(builder, where, missing)
  const interactions = builder.build()
  inOneUnit(interactions.timestamps, where)
  requireSingleIds(builder, where, missing)
  return interactions
}
