import { lstat, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { placeOf } from '@hvamp/files'
import { badInput } from '../process/bad-input'
import { systemErrorInWords } from '../process/system-errors'
import { unfitHere } from '../process/unfit'
import { holdFolder } from './folder-lock'
import { exists, isFile, isFolder, isTaken } from './folders'
import type { OwnFile } from './own-file'
import { requireWritable } from './writable'

/**
 * Holds a folder that a command makes. Called before the work, so that nothing is lost to a full disk or a missing
 * permission.
 *
 * @param option that names it, for the error
 * @param options.waits whether to wait for another process that holds it
 * @param options.wayOut what to do with a folder that is there already, for the error
 * @throws bad input if there is something of its name already, it could not be made, or another process holds it
 */
export async function holdNewFolder(
  folder: string,
  option: string,
  {
    wayOut = async () => `choose another ${option}`,
    ...options
  }: { readonly waits?: boolean; wayOut?(): Promise<string> } = {},
): Promise<void> {
  await requireWritable(folder, option)
  await holdFolder(folder, options)
  // what waits is a process of planned runs: the folder can be that of one whose parent was killed
  const refuse = (message: string) => (options.waits ? unfitHere('folder', message) : badInput(message))
  if (await isTaken(folder)) {
    throw refuse(
      `${option}: must be a new folder, got '${folder}', which is there already: ${await wayOut()}`,
    )
  }
}

/**
 * Refuses a file that a command writes, if it could not be written, or is there already: unless `force` is set, and it is one of
 * those that the command writes, or empty.
 *
 * @param option that names it, for the error
 * @param options.own the kind of files that the command writes
 */
export async function requireNewFile(
  path: string,
  option: string,
  { force, own }: { readonly force: boolean; readonly own: OwnFile },
): Promise<void> {
  if (await exists(path)) {
    if (!(await isFile(path))) throw badInput(`${option}: must be a file, got '${path}', which is none`)
    if (!(await isReplaceable(path, option, own))) {
      throw badInput(
        `${option}: must be a new file (--force replaces only ${own.name} that hvamp wrote), got '${path}', which hvamp did not write: choose another ${option}`,
      )
    }
    if (!force) throw badInput(`${option}: must be a new file (or --force replaces it), got '${path}'`)
  }
  await requireWritable(await placeBehind(path, option), option)
}

/** Where a file is written: of a link where it leads to. @throws bad input if that is in no folder */
async function placeBehind(path: string, option: string): Promise<string> {
  const found = await lstat(path).catch(() => undefined)
  if (!found?.isSymbolicLink()) return path
  const refuse = (reason: string, cause?: unknown) =>
    badInput(`${option}: must be a place that can be written to, got the link '${path}': ${reason}`, cause)
  const place = await placeOf(path).catch((cause) => {
    throw refuse(systemErrorInWords(cause), cause)
  })
  if (await isFolder(dirname(place))) return place
  throw refuse(`it leads to ${place}, whose folder is not there`)
}

async function isReplaceable(path: string, option: string, own: OwnFile): Promise<boolean> {
  try {
    return (await stat(path)).size === 0 || (await own.isOf(path))
  } catch (cause) {
    const reason = systemErrorInWords(cause as NodeJS.ErrnoException)
    throw badInput(
      `${option}: must be a file that can be read, to be replaced, got '${path}': ${reason}`,
      cause,
    )
  }
}
