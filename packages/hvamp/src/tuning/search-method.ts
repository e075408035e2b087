/** How trials are chosen from the space: all of it, by chance, or by the results of earlier ones. */
export const searchMethods = ['grid', 'random', 'tpe'] as const

export type SearchMethod = (typeof searchMethods)[number]

/** Trials that `tpe` chooses at a time by default. */
export const defaultTogether = 4
