import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fetchDataSet, readDataSet } from '../node'
import { publishersFiles, writeFolder, writeZip } from './data-set-files.fixture'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

let folder: string
let server: Server
let mirror: string
let archive: Buffer
let asked: string[]
let handlers: Record<string, Handler>

beforeAll(async () => {
  const made = await mkdtemp(join(tmpdir(), 'hvamp-fetch-'))
  const path = await writeZip(join(made, 'a.zip'), publishersFiles['ml-1m']!, { compress: false })
  archive = await readFile(path)
  await rm(made, { recursive: true })
  server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.range ?? ''}`.trim())
    const handler = handlers[request.url!]
    if (handler) handler(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-fetch-'))
  asked = []
  handlers = {}
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** A file as servers have it that can send a part of it. */
const ranged =
  (bytes: Uint8Array): Handler =>
  (request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
    if (from >= bytes.length) {
      response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end()
      return
    }
    const headers = { 'content-length': bytes.length - from }
    const range = { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }
    response.writeHead(from > 0 ? 206 : 200, from > 0 ? { ...headers, ...range } : headers)
    response.end(bytes.subarray(from))
  }

/** The whole, whatever is asked for. */
const whole =
  (bytes: Uint8Array): Handler =>
  (_, response) =>
    response.writeHead(200, { 'content-length': bytes.length }).end(bytes)

/** Breaks the connection the first times, once some bytes have been written at the other end, then answers. */
function breaking(after: number, times: number, then: Handler): Handler {
  let broken = 0
  return (request, response) => {
    if (broken++ >= times) return then(request, response)
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
    const range = { 'content-range': `bytes ${from}-${archive.length - 1}/${archive.length}` }
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': archive.length - from,
      ...(from > 0 && range),
    })
    response.write(archive.subarray(from, from + after))
    void hasBytes(join(folder, 'ml-1m.zip.partial'), from + after).then(() => response.destroy())
  }
}

async function hasBytes(path: string, count: number): Promise<void> {
  const size = await stat(path).then(
    ({ size }) => size,
    () => 0,
  )
  if (size >= count) return
  await new Promise((resolve) => setTimeout(resolve, 5))
  return hasBytes(path, count)
}

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex')
const text =
  (content: string): Handler =>
  (_, response) =>
    response.end(content)
const quick = { pause: 1 }
const zip = '/ml-1m/ml-1m.zip'

describe('fetchDataSet', () => {
  it('downloads an archive whose checksum is right, and reports on the way', async () => {
    handlers = { [zip]: whole(archive), [`${zip}.md5`]: text(`MD5 (ml-1m.zip) = ${md5(archive)}\n`) }
    const to = join(folder, 'data', 'ml-1m')
    let last: unknown
    const { downloaded } = await fetchDataSet('ml-1m', to, {
      mirror: `${mirror}/`,
      onProgress: (progress) => {
        last = progress
      },
    })
    const path = join(to, 'ml-1m.zip')
    expect(downloaded).toEqual([path])
    expect(last).toEqual({ path, bytes: archive.length, total: archive.length })
    expect(await readdir(to)).toEqual(['ml-1m.zip'])
    expect((await readDataSet('ml-1m', to)).interactions.items.length).toBe(3)
  })

  it('asks for nothing where everything is there, and only for what is not', async () => {
    await writeFolder(folder, publishersFiles['ml-1m']!)
    expect(await fetchDataSet('ml-1m', folder, { mirror })).toEqual({ downloaded: [] })
    expect(asked).toEqual([])
    const to = join(folder, 'gowalla')
    await writeFolder(to, { 'train.txt': publishersFiles.gowalla!['train.txt']! })
    handlers['/gowalla/test.txt'] = text('0 3\n')
    expect(await fetchDataSet('gowalla', to, { mirror })).toEqual({ downloaded: [join(to, 'test.txt')] })
    expect(asked).toEqual(['/gowalla/test.txt'])
  })

  it('goes on where a connection broke, as often as it may', async () => {
    handlers = {
      [zip]: breaking(50, 2, ranged(archive)),
      [`${zip}.md5`]: text(`${md5(archive).toUpperCase()}  ml-1m.zip\n`),
    }
    await fetchDataSet('ml-1m', folder, { mirror, ...quick })
    expect(asked.filter((request) => request.startsWith(`${zip} `) || request === zip)).toEqual([
      zip,
      `${zip} bytes=50-`,
      `${zip} bytes=100-`,
    ])
    expect((await readFile(join(folder, 'ml-1m.zip'))).equals(archive)).toBe(true)
  })

  it('leaves what it has when a connection breaks too often, and goes on in the next call', async () => {
    handlers[zip] = breaking(30, 2, ranged(archive))
    await expect(fetchDataSet('ml-1m', folder, { mirror, ...quick, retries: 1 })).rejects.toThrow(
      `${mirror}${zip}: expected a connection that does not break, got`,
    )
    expect(await readdir(folder)).toEqual(['ml-1m.zip.partial'])
    await fetchDataSet('ml-1m', folder, { mirror, ...quick })
    expect(asked.at(-1)).toBe(`${zip} bytes=60-`)
    expect((await readFile(join(folder, 'ml-1m.zip'))).equals(archive)).toBe(true)
  })

  it('begins again where the server cannot send a part', async () => {
    handlers[zip] = breaking(50, 1, whole(archive))
    await fetchDataSet('ml-1m', folder, { mirror, ...quick })
    expect((await readFile(join(folder, 'ml-1m.zip'))).equals(archive)).toBe(true)
  })

  it('takes a partial file that is whole, and begins again with one that is longer than the file', async () => {
    handlers[zip] = ranged(archive)
    const partial = join(folder, 'ml-1m.zip.partial')
    await writeFile(partial, archive)
    await fetchDataSet('ml-1m', folder, { mirror, ...quick })
    expect(asked.filter((request) => request.startsWith(zip) && !request.includes('.md5'))).toHaveLength(1)
    await rm(join(folder, 'ml-1m.zip'))
    await writeFile(partial, Buffer.concat([archive, archive]))
    await fetchDataSet('ml-1m', folder, { mirror, ...quick })
    expect((await readFile(join(folder, 'ml-1m.zip'))).equals(archive)).toBe(true)
  })

  it('tries again when the server is busy', async () => {
    const busyAtFirst = (then: Handler): Handler => {
      let busy = 2
      return (request, response) => (busy-- > 0 ? response.writeHead(503).end() : then(request, response))
    }
    handlers = {
      [zip]: busyAtFirst(ranged(archive)),
      [`${zip}.md5`]: busyAtFirst(text(md5(archive))),
    }
    await fetchDataSet('ml-1m', folder, { mirror, ...quick })
    expect(await readdir(folder)).toEqual(['ml-1m.zip'])
  })

  it('refuses a file with another checksum, and keeps nothing of it', async () => {
    handlers = { [zip]: whole(archive), [`${zip}.md5`]: text('0'.repeat(32)) }
    await expect(fetchDataSet('ml-1m', folder, { mirror })).rejects.toThrow(
      `${mirror}${zip}: expected a file with the MD5 ${'0'.repeat(32)}, got ${md5(archive)}`,
    )
    expect(await readdir(folder)).toEqual([])
    handlers[`${zip}.md5`] = text('<html>')
    await expect(fetchDataSet('ml-1m', folder, { mirror })).rejects.toThrow("expected an MD5, got '<html>'")
  })

  it('keeps nothing of an archive that does not hold the data set', async () => {
    handlers[zip] = whole(Buffer.from('<html>moved</html>'))
    await expect(fetchDataSet('ml-1m', folder, { mirror })).rejects.toThrow(
      `${join(folder, 'ml-1m.zip')}: expected a whole zip archive, got`,
    )
    expect(await readdir(folder)).toEqual([])
  })

  it('names an address that there is not, and makes no folder', async () => {
    const to = join(folder, 'new')
    await expect(fetchDataSet('lastfm', to, { mirror, ...quick })).rejects.toThrow(
      `${mirror}/lastfm/hetrec2011-lastfm-2k.zip: expected a file, got HTTP 404 Not Found`,
    )
    expect(asked).toHaveLength(1)
    expect(await readdir(folder)).toEqual([])
    await expect(
      fetchDataSet('lastfm', to, { mirror: 'http://127.0.0.1:9', ...quick, retries: 1 }),
    ).rejects.toThrow(/expected a connection that does not break, got .*, 2 times/)
  })

  it('names a file that cannot be written', async () => {
    handlers[zip] = whole(archive)
    const taken = join(folder, 'taken')
    await writeFile(taken, '')
    await expect(fetchDataSet('ml-1m', join(taken, 'in'), { mirror })).rejects.toThrow('taken')
    const to = join(folder, 'to')
    await mkdir(join(to, 'ml-1m.zip.partial'), { recursive: true })
    await chmod(to, 0o500)
    await expect(fetchDataSet('ml-1m', to, { mirror, ...quick })).rejects.toThrow('ml-1m.zip.partial')
    await chmod(to, 0o700)
  })

  it('stops when aborted, and says where to get what nobody gives out', async () => {
    handlers[zip] = whole(archive)
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(fetchDataSet('ml-1m', folder, { mirror, signal })).rejects.toThrow('enough')
    await expect(fetchDataSet('netflix', folder, { mirror })).rejects.toThrow(
      /expected the files of Netflix Prize, which cannot be downloaded, got none: .*Kaggle/,
    )
    await expect(fetchDataSet('melon', folder, { mirror })).rejects.toThrow(/plays\.csv/)
  })
})
