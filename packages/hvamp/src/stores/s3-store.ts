import { importDriver } from '@hvamp/databases'
import { badInput } from '../process/bad-input'
import { type ObjectStore, storeError } from './object-store'
import type { StoreAddress } from './store-address'

const patience = 120_000 // milliseconds for a call, with its further tries
const tries = 4

type Sdk = typeof import('@aws-sdk/client-s3')

/**
 * An object store that speaks the protocol of S3: of Amazon, or MinIO, Garage, Ceph and the like, whose address
 * `AWS_ENDPOINT_URL` has.
 *
 * Credentials and the region are found as all programs of AWS find them, the region in `AWS_DEFAULT_REGION` too.
 *
 * @throws if the package @aws-sdk/client-s3 is not installed, naming the command that installs it
 */
export async function s3Store({ shown, bucket, prefix }: StoreAddress): Promise<ObjectStore> {
  const sdk = await importDriver<Sdk>('@aws-sdk/client-s3', shown, (path) => import(/* @vite-ignore */ path))
  const client = new sdk.S3Client(settings())
  const own = (key: string) => ({ Bucket: bucket, Key: prefix + key })

  async function telling<T>(work: (options: { abortSignal: AbortSignal }) => Promise<T>): Promise<T> {
    try {
      return await work({ abortSignal: AbortSignal.timeout(patience) })
    } catch (cause) {
      throw storeError(shown, cause)
    }
  }

  return {
    shown,
    get: (key, most) =>
      telling(async (options) => {
        const found = await client.send(new sdk.GetObjectCommand(own(key)), options).catch((error) => {
          if (error.name === 'NoSuchKey') return undefined
          throw error
        })
        return found && { body: found.Body as AsyncIterable<Uint8Array> & { destroy(): void } }
      }).then((found) => found && read(found.body, `${shown}/${key}`, most)),
    put: (key, bytes) =>
      telling(async (options) => {
        await client.send(new sdk.PutObjectCommand({ ...own(key), Body: bytes }), options)
      }),
    remove: (key) =>
      telling(async (options) => {
        await client.send(new sdk.DeleteObjectCommand(own(key)), options)
      }),
    keysIn: (folder) =>
      telling(async (options) => {
        const keys: string[] = []
        let more: string | undefined
        do {
          const page = { Bucket: bucket, Prefix: prefix + folder, ContinuationToken: more }
          const { Contents, NextContinuationToken } = await client.send(
            new sdk.ListObjectsV2Command(page),
            options,
          )
          for (const { Key = '' } of Contents ?? []) keys.push(Key.slice(prefix.length + folder.length))
          more = NextContinuationToken
        } while (more !== undefined && keys.length < mostKeys)
        return keys
      }),
  }

  async function read(
    body: AsyncIterable<Uint8Array> & { destroy(): void },
    where: string,
    most: number,
  ): Promise<Uint8Array> {
    const chunks: Uint8Array[] = []
    let size = 0
    const late = setTimeout(() => body.destroy(), patience)
    try {
      for await (const chunk of body) {
        size += chunk.length
        if (size > most) break // which ends the connection
        chunks.push(chunk)
      }
    } catch (cause) {
      throw storeError(shown, cause)
    } finally {
      clearTimeout(late)
    }
    if (size > most) throw badInput(`${where}: must have at most ${most} bytes, got more`)
    return Buffer.concat(chunks)
  }
}

const mostKeys = 1e6

function settings() {
  const { AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, AWS_REGION, AWS_DEFAULT_REGION } = process.env
  const endpoint = AWS_ENDPOINT_URL_S3 || AWS_ENDPOINT_URL
  // other servers have no regions, but requests are signed for one
  const region = AWS_REGION || AWS_DEFAULT_REGION || (endpoint ? 'us-east-1' : undefined)
  return {
    ...(endpoint && { endpoint, forcePathStyle: true }),
    ...(region && { region }),
    maxAttempts: tries,
    requestHandler: { connectionTimeout: 10_000 },
    // what is read is compared with its SHA-256, and not all servers know the checksums of Amazon
    requestChecksumCalculation: 'WHEN_REQUIRED' as const,
    responseChecksumValidation: 'WHEN_REQUIRED' as const,
  }
}
