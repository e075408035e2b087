import { badInput, checkingInput } from '../process/bad-input'
import { isStoreError, type ObjectStore } from './object-store'
import { s3Store } from './s3-store'
import { storeAddress } from './store-address'

const probe = 'hvamp-store'

/**
 * Opens the object store of an address, once it is seen to answer.
 *
 * @param use `write` also puts an object of a few bytes, hvamp-store
 * @throws bad input if the address is none, the client is not installed, or the store does not answer or refuses
 */
export async function openStore(text: string, use: 'read' | 'write'): Promise<ObjectStore> {
  const store = await checkingInput(() => s3Store(storeAddress(text)))
  try {
    if (use === 'write') await store.put(probe, Buffer.from('runs of hvamp workers\n'))
    await store.get(probe, 1000)
    return store
  } catch (error) {
    if (isStoreError(error)) throw badInput(`--store ${error.message}`, error)
    throw error
  }
}
