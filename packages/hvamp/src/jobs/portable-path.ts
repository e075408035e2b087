import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { isDatabaseAddress } from '@hvamp/databases'
import { realPathOf } from '../files/real-path'
import { isDataSet } from '../inputs/locate-data'
import { wayToKeep } from '../inputs/way-to-keep'
import { badInput } from '../process/bad-input'
import { ofData } from '../settings/chosen-data'
import type { Options } from '../settings/option-arguments'

/**
 * A path as it stands in a job: from the folder that the command runs in, with / between its parts.
 *
 * @param what it is, for the error
 * @throws bad input if it leads out of that folder
 */
export function portablePath(path: string, what: string): string {
  const inside = relative(process.cwd(), resolve(path))
  if (isOutside(inside)) {
    throw badInput(
      `${what}: with --queue it must lie in the folder that the command runs in, for workers look for it in theirs, got '${path}'`,
    )
  }
  return inside.split(sep).join('/')
}

/**
 * Data as they stand in a job: the name of a data set, or a path.
 *
 * @throws bad input if workers could not find them
 */
export function portableData(data: string, options: Options = {}): string {
  if (isDataSet(data)) return data
  if (isDatabaseAddress(data)) {
    throw badInput(
      `${data}: with --queue the data must be files that workers have, got a database: ${wayToKeep(data, ofData(options))}`,
    )
  }
  const path = portablePath(data, data)
  return isDataSet(path) || path.startsWith('-') ? `./${path}` : path
}

/**
 * The path of this system for one that stands in a job.
 *
 * @throws bad input if it leads out of the folder that the command runs in, also by a link
 */
export async function pathHere(portable: string): Promise<string> {
  const path = join(...portable.split('/'))
  const refuse = () => badInput(`a job must name paths in the folder of the worker, got '${portable}'`)
  const isPlain = !isAbsolute(portable) && !/[\\\p{Cc}]/u.test(portable)
  if (!isPlain || isOutside(relative(process.cwd(), resolve(path)))) throw refuse()
  const inside = relative(realPathOf(process.cwd()), realPathOf(path))
  if (isOutside(inside)) throw refuse()
  return path
}

/** Whether a relative path is that of the folder itself, or leads out of it. */
function isOutside(inside: string): boolean {
  return inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)
}
