import { importPackage } from './import-package'

/**
 * Whether the system limits the addresses of this process, as `ulimit -v` does. A thread of Node reserves nearly 1 GB of them, and V8 ends
 * the process where it gets none.
 */
export async function isAddressSpaceLimited(): Promise<boolean> {
  const { readFile } = await importPackage('node:fs/promises')
  const limits: string = await readFile('/proc/self/limits', 'utf8').catch(() => '') // of Linux alone
  return /^Max address space +\d/m.test(limits)
}
