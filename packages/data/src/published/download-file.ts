import { createHash } from 'node:crypto'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ensureFolder } from '@hvamp/files'
import { fileChunks } from '../files/file-chunks'
import { fileError } from '../values/file-error'
import { interruption, type RetryOptions, withRetries } from './with-retries'

/** Progress of a download. */
export interface DownloadProgress {
  readonly path: string
  readonly bytes: number
  /** Size of the whole file, if the server sends it. */
  readonly total: number | undefined
}

export interface DownloadOptions extends RetryOptions {
  /** Called after every piece. */
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined
}

/**
 * Downloads a file to `path` with `.partial` appended and renames it once complete, so `path` is either whole or absent. A
 * partial file, even from an earlier process, is resumed where the server supports it.
 *
 * @param md5 of the whole, in hexadecimal
 * @throws naming address or path: the server has no such file, the connection broke too often, the checksum differs, or the
 *   file cannot be written
 */
export async function downloadFile(
  url: string,
  path: string,
  { md5, ...options }: DownloadOptions & { readonly md5?: string | undefined } = {},
): Promise<void> {
  const partial = `${path}.partial`
  await withRetries(url, options, () => appendRest(url, path, partial, options))
  if (md5 !== undefined) await requireMd5(partial, url, md5)
  await rename(partial, path)
}

/** The text of a small file; undefined if the server has none. */
export async function downloadText(url: string, options: RetryOptions = {}): Promise<string | undefined> {
  return withRetries(url, options, async () => {
    const response = await request(url, {}, options.signal)
    if (response.status === 404) return undefined
    requireOk(url, response)
    return response.text()
  })
}

async function appendRest(
  url: string,
  path: string,
  partial: string,
  { onProgress, signal }: DownloadOptions,
): Promise<void> {
  const have = await sizeOf(partial)
  const response = await request(url, have > 0 ? { Range: `bytes=${have}-` } : {}, signal)
  if (response.status === 416) {
    await response.body?.cancel()
    if (response.headers.get('content-range') === `bytes */${have}`) return // it was already complete
    await rm(partial)
    throw interruption('a file that is shorter than before')
  }
  requireOk(url, response)
  const from = startOf(response)
  if (from !== 0 && from !== have) throw fileError(url, `bytes from ${have} on`, `bytes from ${from} on`)
  const length = response.headers.get('content-length')
  const isEncoded = response.headers.has('content-encoding') // then the length is that of the encoded bytes
  const total = length === null || isEncoded ? undefined : from + Number(length)

  await ensureFolder(dirname(path))
  const file = await open(partial, from === 0 ? 'w' : 'a')
  let bytes = from
  try {
    for await (const chunk of piecesOf(response)) {
      await file.appendFile(chunk)
      bytes += chunk.length
      onProgress?.({ path, bytes, total })
    }
    await file.sync()
  } catch (cause) {
    const { message, syscall } = cause as NodeJS.ErrnoException
    if (syscall !== undefined) throw fileError(partial, 'a file that can be written', message, cause)
    throw cause
  } finally {
    await file.close()
  }
  if (total !== undefined && bytes !== total) throw interruption(`${bytes} of ${total} bytes`)
}

async function request(
  url: string,
  headers: Record<string, string>,
  signal: AbortSignal | undefined,
): Promise<Response> {
  try {
    // No compression in transit: bytes are counted, and ranges requested, in the stored file.
    return await fetch(url, {
      headers: { 'Accept-Encoding': 'identity', ...headers },
      ...(signal && { signal }),
    })
  } catch (cause) {
    signal?.throwIfAborted()
    throw interruption(reasonOf(cause), cause)
  }
}

async function* piecesOf(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body!.getReader()
  for (;;) {
    const { done, value } = await reader.read().catch((cause) => {
      throw cause?.name === 'AbortError' ? cause : interruption(reasonOf(cause), cause)
    })
    if (done) return
    yield value
  }
}

function requireOk(url: string, { status, statusText, ok }: Response): void {
  if (ok) return
  const got = `HTTP ${status} ${statusText}`.trim()
  if (status >= 500 || status === 429) throw interruption(got)
  throw fileError(url, 'a file', got)
}

/** Offset in the file of the response's first byte: 0 if the server sends the whole. */
function startOf(response: Response): number {
  if (response.status !== 206) return 0
  return Number(/^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1] ?? Number.NaN)
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error
  return cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : message
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  )
}

async function requireMd5(partial: string, url: string, md5: string): Promise<void> {
  const hash = createHash('md5')
  for await (const chunk of fileChunks(partial)) hash.update(chunk)
  const found = hash.digest('hex')
  if (found === md5.toLowerCase()) return
  await rm(partial)
  throw fileError(url, `a file with the MD5 ${md5}`, found)
}
