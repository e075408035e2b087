// One command: makes up a shop if there is none, trains if nobody has, and opens it.
//   node start.mjs          then open http://127.0.0.1:3000
//   node night.mjs          meanwhile, as every night: the new model takes over by itself
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { folder } from './folder.mjs'
import { makeOrders } from './make-orders.mjs'
import { night } from './night.mjs'
import { openShop } from './shop.mjs'

mkdirSync(join(folder, 'runs'), { recursive: true })
if (!existsSync(join(folder, 'shop.sqlite'))) makeOrders()
if (!existsSync(join(folder, 'runs/latest'))) night()
const shop = await openShop({ port: Number(process.env.PORT ?? 3000), watch: Number(process.env.WATCH ?? 5) })
console.log(`the shop is open at ${shop.address}`)
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => shop.close())
