import { idSchema, idsSchema } from './ids'
import type { Limits } from './limits'

/** Whose history a request is about: one of the two. */
export function historyFields(limits: Pick<Limits, 'history' | 'id'>) {
  return {
    history: idsSchema(limits.history, limits.id).optional().describe('ids of items, in any order'),
    user: idSchema(limits.id).optional().describe('a user of the history source of this server'),
  }
}

/** Whether it is one of the two. */
export function hasOneOwner({ history, user }: { history?: unknown; user?: unknown }): boolean {
  return (history === undefined) !== (user === undefined)
}

export const oneOwner = 'must have exactly one of history and user'
