import { entriesOf, type Interactions, interactionsFrom, splitUsers, type UserSplit } from '@hvamp/data'

/** All parts of a split to train on: nobody, and nothing, is held out any more. */
export function everybodyOf({ train, validation, test }: UserSplit): UserSplit {
  const parts = [train, validation.foldIn, validation.heldOut, test.foldIn, test.heldOut]
  return splitUsers(interactionsFrom(entriesIn(parts)), { heldOut: 0 })
}

function* entriesIn(parts: readonly Interactions[]) {
  for (const part of parts) yield* entriesOf(part)
}
