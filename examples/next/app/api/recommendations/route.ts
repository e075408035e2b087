import { type Recommender, useBackend as startBackend } from 'hvamp'
import { loadModel } from 'hvamp/node'
import { recommended } from '../../recommended'

let loading: Promise<Recommender> | undefined // once for all requests, and not while the application is built

/** GET /api/recommendations?item=3&item=7 → { backend, items } */
export async function GET(request: Request) {
  const { name: backend } = await startBackend()
  loading ??= loadModel('public/model')
  const liked = new URL(request.url).searchParams.getAll('item')
  return Response.json({ backend, items: await recommended(await loading, liked) })
}
