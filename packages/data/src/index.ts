export type { HeldOutUsers, Ids, Interactions, UserSplit } from './interactions'
