import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { freePort, untilItAnswers } from '@hvamp/testing/server-process'

/** A server of S3's protocol with a bucket `runs`, for a test. */
export interface S3Server {
  /** For `AWS_ENDPOINT_URL`. */
  readonly endpoint: string
  stop(): Promise<void>
}

/** What this process, and each that it begins, need to reach a server. */
export function credentialsOf({ endpoint }: Pick<S3Server, 'endpoint'>): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'tester',
    AWS_SECRET_ACCESS_KEY: 'of-a-test',
    AWS_EC2_METADATA_DISABLED: 'true',
  }
}

/** The server of this file, whose objects a test can see, change and take out of reach. */
export interface OwnS3Server extends S3Server {
  readonly objects: Map<string, Buffer>
  /** Requests so far: `PUT key`. */
  readonly requests: string[]
  /** Whether every request is answered with an error of the server. */
  isAway: boolean
}

const bucket = '/runs'
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** Keeps objects in memory. It does not check signatures. */
export async function startOwnS3Server(): Promise<OwnS3Server> {
  const objects = new Map<string, Buffer>()
  const requests: string[] = []
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://localhost')
    const key = decodeURIComponent(pathname.slice(bucket.length + 1))
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    requests.push(`${request.method} ${key}`)
    const fail = (status: number, code: string) =>
      response
        .writeHead(status, { 'content-type': 'application/xml' })
        .end(
          request.method === 'HEAD'
            ? ''
            : `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
        )
    if (own.isAway) return fail(503, 'ServiceUnavailable')
    if (pathname !== bucket && !pathname.startsWith(`${bucket}/`)) return fail(404, 'NoSuchBucket')
    if (request.method === 'PUT') {
      const body = Buffer.concat(chunks)
      objects.set(key, body)
      return response.writeHead(200, { etag: `"${createHash('md5').update(body).digest('hex')}"` }).end()
    }
    if (request.method === 'DELETE') {
      objects.delete(key)
      return response.writeHead(204).end()
    }
    if (key === '' && searchParams.get('list-type') === '2') {
      const prefix = searchParams.get('prefix') ?? ''
      const after = searchParams.get('continuation-token') ?? ''
      const found = [...objects.keys()].filter((each) => each.startsWith(prefix) && each > after).sort()
      const page = found.slice(0, 2) // few, so that tests see several pages
      const more = found.length > page.length
      const next = more ? `<NextContinuationToken>${escaped(page.at(-1)!)}</NextContinuationToken>` : ''
      const contents = page.map((each) => `<Contents><Key>${escaped(each)}</Key></Contents>`).join('')
      const list = `<ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${contents}</ListBucketResult>`
      return response.writeHead(200, { 'content-type': 'application/xml' }).end(list)
    }
    const body = objects.get(key)
    if (!body) return fail(404, 'NoSuchKey')
    response.writeHead(200, { 'content-length': body.length }).end(request.method === 'HEAD' ? '' : body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const own: OwnS3Server = {
    endpoint: `http://127.0.0.1:${port}`,
    ...{ objects, requests, isAway: false },
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return own
}

/** Whether moto, the server of Amazon's protocols in Python, is installed. */
const hasMoto = (() => {
  try {
    execFileSync('python3', ['-c', 'import moto.server'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

/** Starts moto in a process of its own. */
async function startMoto(): Promise<S3Server> {
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  const server = spawn('python3', ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], {
    stdio: 'ignore',
  })
  await untilItAnswers(() => fetch(`${endpoint}${bucket}`, { method: 'PUT' }))
  return {
    endpoint,
    async stop() {
      server.kill()
      await once(server, 'exit')
    },
  }
}

/** All kinds of servers; one in Python is a process of its own. */
export const s3ServerKinds: readonly {
  readonly name: string
  /** Why it cannot be started here; undefined if it can. */
  readonly missing: string | undefined
  start(): Promise<S3Server>
}[] = [
  { name: 'a server in this process', missing: undefined, start: startOwnS3Server },
  {
    name: 'moto',
    missing: hasMoto ? undefined : 'moto is not installed: pip install "moto[server]"',
    start: startMoto,
  },
]
