/** Objects under keys, each of which is there whole or not at all. Calls are tried again some times; then they fail. */
export interface ObjectStore {
  /** Its address. */
  readonly shown: string
  /**
   * @param most bytes that the object may have
   * @returns undefined if there is none
   * @throws bad input if it is larger; an error of a store if that does not answer
   */
  get(key: string, most: number): Promise<Uint8Array | undefined>
  put(key: string, bytes: Uint8Array): Promise<void>
  /** Nothing happens where there is none. */
  remove(key: string): Promise<void>
  /** The keys below a folder, which ends in a slash, without that folder. */
  keysIn(folder: string): Promise<readonly string[]>
}

const faults = new WeakSet<Error>()

/** An error of a store that is away, or refuses: a later try may succeed. */
export function storeError(shown: string, cause: unknown): Error {
  const error = new Error(`${shown}: ${reasonOf(cause)}`, { cause })
  faults.add(error)
  return error
}

/** Whether a store is to blame. */
export function isStoreError(error: unknown): error is Error {
  return error instanceof Error && faults.has(error)
}

const reasons: Readonly<Record<string, string>> = {
  AccessDenied: 'the user has no access',
  CredentialsProviderError:
    'there are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile',
  InvalidAccessKeyId: 'the access key is not known',
  NoSuchBucket: 'there is no such bucket',
  SignatureDoesNotMatch: 'the secret key is not that of the access key',
  TimeoutError: 'it does not answer in time',
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const { errors: [first] = [] } = cause as { errors?: readonly Error[] } // of a name with several addresses
  const message = cause.message || first?.message || cause.name
  return reasons[cause.name] ?? `could not be reached: ${message}`
}
