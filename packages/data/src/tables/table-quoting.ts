/** What quotes are in the text of a table: those of cells, or plain characters, beside which backslashes may be escapes. */
export const TABLE_QUOTINGS = ['auto', 'double', 'none', 'escaped'] as const

export type TableQuoting = (typeof TABLE_QUOTINGS)[number]
