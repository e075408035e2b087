import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import staticFiles from '@fastify/static'
import { recommendations, runService } from '@hvamp/server'
import fastify from 'fastify'
import { openDatabase } from './database.mjs'
import { folder } from './folder.mjs'

/** The shop: its page, its own routes, and the recommendations under /api. */
export async function openShop({ port, watch = 5 }) {
  const db = openDatabase()
  const boughtBy = (customer) =>
    db
      .all('SELECT DISTINCT product FROM orders WHERE customer = ?', [Number(customer)])
      .map(({ product }) => String(product))
  const itemTable = { path: join(folder, 'products.csv') }
  const service = await runService({ run: join(folder, 'runs/latest'), itemTable, watch })

  const app = fastify({ forceCloseConnections: 'idle', return503OnClosing: false })
  await app.register(staticFiles, { root: fileURLToPath(new URL('public', import.meta.url)) })
  await app.register(recommendations, { prefix: '/api', service, histories: boughtBy })
  app.get('/products', async () => db.all('SELECT * FROM products'))
  app.get('/bought/:customer', async ({ params }) => boughtBy(params.customer))
  const address = await app.listen({ port, host: process.env.HOST ?? '127.0.0.1' })
  return {
    address,
    async close() {
      await app.close()
      await service.close()
      db.close()
    },
  }
}
