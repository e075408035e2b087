import { badInput } from '../process/bad-input'

/** Where an object store keeps runs. */
export interface StoreAddress {
  /** `s3://bucket/folder`, without a slash at its end. It has no secret. */
  readonly shown: string
  readonly bucket: string
  /** Of all keys: empty, or with a slash at its end. */
  readonly prefix: string
}

const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/
const part = /^(?!\.{1,2}$)[\w.=+-]{1,100}$/

/**
 * Takes the address of an object store apart.
 *
 * @throws bad input if it is none; what may be a key stands in no error
 */
export function storeAddress(text: string): StoreAddress {
  const [, bucket = '', folder = ''] = /^s3:\/\/([^/]*)(?:\/(.*?))?\/?$/s.exec(text) ?? []
  const parts = folder === '' ? [] : folder.split('/')
  if (!bucketName.test(bucket) || parts.length > 8 || !parts.every((each) => part.test(each))) {
    const got = text.replace(/\/\/[^/]*@/s, '//…@').slice(0, 200)
    throw badInput(
      `--store: must be s3://bucket, or s3://bucket/folder of letters, digits and . _ = + -, got '${got}'`,
    )
  }
  return {
    shown: ['s3:/', bucket, ...parts].join('/'),
    bucket,
    prefix: parts.map((each) => `${each}/`).join(''),
  }
}
