import { randomBytes } from 'node:crypto'
import { lstat, mkdir, rmdir, statfs } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { badInput } from '../process/bad-input'
import { systemErrorInWords } from '../process/system-errors'
import { exists, isFolder } from './folders'

/** As long as what the names of locks and of unfinished files have at their end, so that these fit too. */
const longestEnding = 'x'.repeat(56)

/** As long as the names of files within the folder of a run. */
const longestWithin = 'x'.repeat(100)

/**
 * Refuses a place that cannot be written to, before any work: in the nearest folder that exists a folder is made, and removed.
 *
 * @param option that names it, for the error
 * @throws bad input, with the reason of the system: no permission, a full disk, a name or a path that is too long
 */
export async function requireWritable(path: string, option: string): Promise<void> {
  const whole = resolve(path)
  let folder = dirname(whole)
  while (!(await exists(folder))) folder = dirname(folder)
  const refuse = (reason: string, cause?: unknown) =>
    badInput(`${option}: must be a place that can be written to, got '${path}': ${reason}`, cause)
  if (!(await isFolder(folder))) throw refuse(`${folder}: is no folder`)
  const missing = relative(folder, whole).split(sep)
  const tooLong = await firstTooLong([
    ...missing.map((name) => join(folder, `${name}${longestEnding}`)),
    join(`${whole}${longestEnding}`, longestWithin),
  ])
  if (tooLong) throw refuse(systemErrorInWords(tooLong), tooLong)
  // by a name that a process which was killed meanwhile may leave: makeFolder removes it
  const probe = join(folder, `${basename(whole)}.${randomBytes(8).toString('hex')}.hvamp-unfinished`)
  try {
    await mkdir(probe)
    await rmdir(probe)
  } catch (cause) {
    const reason = systemErrorInWords(cause as NodeJS.ErrnoException)
    throw refuse(`${folder}: nothing can be made in it: ${reason}`, cause)
  }
  const { bavail, blocks } = await statfs(folder)
  if (blocks > 0 && bavail === 0) throw refuse(`${folder}: ${systemErrorInWords({ code: 'ENOSPC' })}`)
}

/** The same for a folder that may be there already. */
export async function requireWritableFolder(folder: string, option: string): Promise<void> {
  if ((await exists(folder)) && !(await isFolder(folder))) {
    throw badInput(`${option}: must be a folder, got '${folder}', which is none`)
  }
  await requireWritable((await exists(folder)) ? join(folder, 'new') : folder, option)
}

/** What the system says of the first of some paths that is too long for it. */
async function firstTooLong(paths: readonly string[]): Promise<NodeJS.ErrnoException | undefined> {
  for (const path of paths) {
    const error = await lstat(path).then(
      () => undefined,
      (error: NodeJS.ErrnoException) => error,
    )
    if (error?.code === 'ENAMETOOLONG') return error
  }
  return undefined
}
