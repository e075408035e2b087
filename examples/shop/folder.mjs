import { resolve } from 'node:path'

/** Where the shop keeps its database and its runs: SHOP, or data/ beside this file. */
export const folder = resolve(process.env.SHOP ?? new URL('data', import.meta.url).pathname)
